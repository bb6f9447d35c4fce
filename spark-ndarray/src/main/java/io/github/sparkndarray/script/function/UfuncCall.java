package io.github.sparkndarray.script.function;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operand;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.ElementPlace;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Broadcasting;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A call of an elementwise function with what NumPy's ufuncs take: {@code dtype} says what is
 * computed in, {@code out} which array gets the result, {@code where} for which elements.
 */
final class UfuncCall {
  static final String OPTIONS =
      ", /, out=None, *, where=True, dtype=None, casting='same_kind', !order='K'";

  private final String name;
  private final BoundArguments a;

  private UfuncCall(String name, BoundArguments a) {
    this.name = name;
    this.a = a;
  }

  /** What a function makes of its operands, Python numbers left weak. */
  interface Body {
    Expr of(List<Operand> operands);
  }

  /** {@code np.name} of one operand, which gives as many results as there are bodies. */
  static Function unary(String name, Body... bodies) {
    return row(name, List.of("x"), List.of(bodies));
  }

  /** {@code np.name} of two operands, which gives as many results as there are bodies. */
  static Function binary(String name, Body... bodies) {
    return row(name, List.of("x1", "x2"), List.of(bodies));
  }

  private static Function row(String name, List<String> operands, List<Body> bodies) {
    return Function.of(
        name,
        String.join(", ", operands) + OPTIONS,
        new Ufunc(name, operands, bodies),
        Place.NUMPY);
  }

  /**
   * A function of NumPy's that has methods.
   *
   * @param operands the names of its operands
   * @param bodies what gives each of its results
   */
  record Ufunc(String name, List<String> operands, List<Body> bodies) implements Function.Body {
    @Override
    public Value call(BoundArguments a) {
      if (operands.size() == 1 && a.value(operands.get(0)) instanceof Value.Text) {
        throw NDArrayException.of(
            ErrorCode.DTYPE,
            "ufunc '%s' not supported for the input types, and the inputs could not be safely"
                + " coerced to any supported types according to the casting rule ''safe''",
            name);
      }
      return of(operands.stream().map(a::operand).toList(), a);
    }

    /** Its results for operands, with the options that a call gives. */
    Value of(List<Operand> given, BoundArguments a) {
      return new UfuncCall(name, a).results(given, bodies);
    }
  }

  private Value results(List<Operand> operands, List<Body> bodies) {
    List<Value> out = outs(bodies.size());
    List<Value> results = new ArrayList<>();
    for (int i = 0; i < bodies.size(); i++) {
      results.add(result(operands, bodies.get(i), out.get(i)));
    }
    return results.size() == 1 ? results.get(0) : Value.Sequence.tuple(results);
  }

  private List<Value> outs(int count) {
    Value given = a.value("out");
    if (given instanceof Value.Sequence tuple) {
      if (tuple.items().size() != count) {
        throw NDArrayException.of(
            ErrorCode.VALUE, "The 'out' tuple must have exactly one entry per ufunc output");
      }
      return tuple.items();
    }
    if (count > 1 && !a.isNone("out")) {
      throw NDArrayException.of(ErrorCode.DTYPE, "'out' must be a tuple of arrays");
    }
    return Collections.nCopies(count, given);
  }

  private Value result(List<Operand> operands, Body body, Value out) {
    DType dtype = a.dtype("dtype").orElse(null);
    Expr result = dtype == null ? body.of(operands) : typed(operands, body, dtype);
    Expr mask =
        a.value("where").equals(Value.of(true)) ? null : Convert.of(a.expr("where"), DType.BOOL);
    if (!out.equals(Value.NONE)) {
      return put(operands, result, mask, array(out));
    }
    // What NumPy leaves as it happens to be in memory is 0, as in np.empty.
    return ArrayValue.computed(
        mask == null
            ? result
            : Elementwise.of(
                Operator.WHERE, mask, result, PythonScalar.of(false).as(result.dtype())));
  }

  /** The function computed in the dtype that is to come out. */
  private Expr typed(List<Operand> operands, Body body, DType dtype) {
    try {
      Expr plain = body.of(operands);
      if (plain.dtype() == dtype) {
        return plain;
      }
    } catch (NDArrayException e) {
      if (e.code() != ErrorCode.DTYPE) {
        throw e;
      }
      // Of other operands there may be a function.
    }
    List<Operand> converted = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      converted.add(converted(operands.get(i), dtype, operands.size() == 1 ? "" : " " + i));
    }
    Expr result;
    try {
      result = body.of(converted);
    } catch (NDArrayException e) {
      throw e.code() == ErrorCode.DTYPE ? noLoop(e) : e;
    }
    if (result.dtype() != dtype) {
      throw noLoop(null);
    }
    return result;
  }

  private Operand converted(Operand operand, DType dtype, String which) {
    if (operand instanceof PythonScalar number) {
      DType own = number.defaultDType();
      // Within its kind a Python number is of whatever dtype.
      if (own.kind().compareTo(dtype.kind()) > 0) {
        refuseCast("input" + which, own, dtype);
      }
      return number.as(dtype);
    }
    Expr array = (Expr) operand;
    refuseCast("input" + which, array.dtype(), dtype);
    return Convert.unsafely(array, dtype);
  }

  private void refuseCast(String what, DType from, DType to) {
    if (!DTypeFunctions.casts(from, to, a.text("casting"))) {
      throw NDArrayException.of(
          ErrorCode.DTYPE,
          "Cannot cast ufunc '%s' %s from dtype('%s') to dtype('%s') with casting rule '%s'",
          name,
          what,
          from,
          to,
          a.text("casting"));
    }
  }

  private NDArrayException noLoop(@Nullable NDArrayException cause) {
    return new NDArrayException(
        ErrorCode.DTYPE,
        "No loop matching the specified signature and casting was found for ufunc " + name,
        cause);
  }

  /** Gives the elements to the array that {@code out} names, which is the result then. */
  private Value put(List<Operand> operands, Expr result, @Nullable Expr mask, ArrayValue out) {
    Expr before = out.expr();
    Shape shape =
        Broadcasting.broadcast(
            Stream.concat(
                    operands.stream().filter(Expr.class::isInstance).map(Expr.class::cast),
                    mask == null ? Stream.of(before) : Stream.of(mask, before))
                .map(Expr::shape)
                .toList());
    if (!shape.equals(before.shape())) {
      throw NDArrayException.of(
          ErrorCode.SHAPE,
          "non-broadcastable output operand with shape %s doesn't match the broadcast shape %s",
          before.shape().compact(),
          shape.compact());
    }
    refuseCast("output", result.dtype(), before.dtype());
    Expr elements = View.broadcastTo(Convert.unsafely(result, before.dtype()), shape);
    ElementPlace.of(out)
        .replaced(mask == null ? elements : Elementwise.of(Operator.WHERE, mask, elements, before))
        .make();
    return out;
  }

  private ArrayValue array(Value out) {
    if (!(out instanceof ArrayValue array) || array.isScalar()) {
      throw NDArrayException.of(ErrorCode.DTYPE, "return arrays must be of ArrayType");
    }
    if (array.isReadOnly()) {
      throw NDArrayException.of(ErrorCode.VALUE, "output array is read-only");
    }
    return array;
  }
}
