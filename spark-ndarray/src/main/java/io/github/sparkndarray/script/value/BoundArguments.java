package io.github.sparkndarray.script.value;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operand;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.value.Value.Sequence;
import io.github.sparkndarray.script.value.Value.Text;
import io.github.sparkndarray.shape.Index;
import io.github.sparkndarray.shape.Shape;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The arguments of one call by the names of the parameters, each read as what it has to be. */
public final class BoundArguments {
  private final String function;
  private final Map<String, Value> values;
  private final Map<String, Value> restByName;
  private final Environment environment;

  BoundArguments(
      String function,
      Map<String, Value> values,
      Map<String, Value> restByName,
      Environment environment) {
    this.function = function;
    this.values = values;
    this.restByName = restByName;
    this.environment = environment;
  }

  public Environment environment() {
    return environment;
  }

  public Value value(String name) {
    Value value = values.get(name);
    if (value == null) {
      throw NDArrayException.of(ErrorCode.INTERNAL, "%s() has no parameter '%s'", function, name);
    }
    return value;
  }

  public boolean isNone(String name) {
    return value(name).equals(Value.NONE);
  }

  /** What {@code *name} took. */
  public List<Value> rest(String name) {
    return ((Sequence) value(name)).items();
  }

  /** What {@code **kwargs} took. */
  public Map<String, Value> restByName() {
    return restByName;
  }

  /** An array, or what NumPy makes one of: a number, nested lists or tuples of numbers. */
  public ArrayValue array(String name) {
    return Conversions.toArray(value(name), environment);
  }

  /** As {@link #array}, with Python numbers left weak. */
  public Operand operand(String name) {
    return Conversions.toOperand(value(name), environment);
  }

  /** A Python number that is not complex; of an array of one element, its value. */
  public PythonScalar number(String name) {
    PythonScalar number = anyNumber(name);
    if (number.isComplex()) {
      throw NDArrayException.of(
          ErrorCode.DTYPE, "%s() argument '%s' must be a real number, not complex", function, name);
    }
    return number;
  }

  /** A Python number, complex or not; of an array of one element, its value. */
  public PythonScalar anyNumber(String name) {
    return Conversions.toNumber(value(name), environment);
  }

  public long integer(String name) {
    return Conversions.toInteger(value(name), environment);
  }

  public boolean bool(String name) {
    return Conversions.truth(value(name), environment);
  }

  public String text(String name) {
    if (value(name) instanceof Text text) {
      return text.text();
    }
    throw NDArrayException.of(
        ErrorCode.VALUE,
        "%s() argument '%s' must be a string, not %s",
        function,
        name,
        value(name).typeName());
  }

  /** A path. */
  public String path(String name) {
    if (value(name) instanceof Text text) {
      return text.text();
    }
    throw NDArrayException.of(
        ErrorCode.DTYPE,
        "expected str, bytes or os.PathLike object, not %s",
        value(name).typeName());
  }

  /** An int or a tuple of ints, as a shape. */
  public Shape shape(String name) {
    return Conversions.toShape(value(name), environment);
  }

  /** An int or a sequence of ints. */
  public long[] integers(String name) {
    List<Value> items =
        value(name) instanceof Sequence sequence ? sequence.items() : List.of(value(name));
    return items.stream().mapToLong(item -> Conversions.toInteger(item, environment)).toArray();
  }

  /** An int or a tuple of ints; null for {@code None}. */
  public int @Nullable [] axes(String name) {
    return isNone(name) ? null : Conversions.toAxes(value(name), environment);
  }

  /** One axis. */
  public int axis(String name) {
    return Conversions.toAxes(Value.Sequence.tuple(List.of(value(name))), environment)[0];
  }

  /** Several arrays: the items of a tuple or a list, or what is below an array's first axis. */
  public List<Expr> exprs(String name) {
    if (value(name) instanceof Sequence sequence) {
      return sequence.items().stream()
          .map(item -> Conversions.toArray(item, environment).expr())
          .toList();
    }
    Expr array = expr(name);
    if (array.shape().rank() == 0) {
      throw NDArrayException.of(ErrorCode.VALUE, "zero-dimensional arrays cannot be concatenated");
    }
    return LongStream.range(0, array.shape().extent(0))
        .mapToObj(i -> View.index(array, List.of(new Index.At(i))))
        .toList();
  }

  /** An array; null for {@code None}. */
  public @Nullable Expr exprOrNull(String name) {
    return isNone(name) ? null : expr(name);
  }

  /** A dtype; empty for {@code None}. */
  public Optional<DType> dtype(String name) {
    return isNone(name) ? Optional.empty() : Optional.of(Conversions.toDType(value(name)));
  }

  /** The expression of {@link #array}. */
  public Expr expr(String name) {
    return array(name).expr();
  }
}
