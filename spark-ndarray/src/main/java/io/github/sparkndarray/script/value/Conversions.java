package io.github.sparkndarray.script.value;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operand;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.script.value.Value.ElementType;
import io.github.sparkndarray.script.value.Value.Scalar;
import io.github.sparkndarray.script.value.Value.Sequence;
import io.github.sparkndarray.script.value.Value.Text;
import io.github.sparkndarray.shape.Shape;
import java.math.BigInteger;
import java.util.List;

/** Values as what an operator or a parameter needs, with Python's and NumPy's refusals. */
public final class Conversions {
  private Conversions() {}

  /** An array, or what NumPy makes one of. */
  public static ArrayValue toArray(Value value, Environment environment) {
    if (value instanceof ArrayValue array) {
      return array;
    }
    if (value instanceof Scalar scalar) {
      return ArrayValue.array(scalar.scalar().as(scalar.scalar().defaultDType()));
    }
    if (value instanceof Sequence sequence) {
      return ArrayValue.array(ArrayLiterals.of(sequence, environment));
    }
    throw NDArrayException.of(
        ErrorCode.DTYPE, "Cannot make an array of a value of type '%s'", value.typeName());
  }

  /**
   * What elements of a dtype get as a value: a Python number that the dtype has, or an array.
   *
   * @throws NDArrayException in NumPy's words for what can be no element
   */
  public static Expr toElements(Value value, DType dtype, Environment environment) {
    if (value instanceof Text text) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          dtype.isInteger()
              ? "invalid literal for int() with base 10: '%s'"
              : "could not convert string to float: '%s'",
          text.text());
    }
    if (!(value instanceof Scalar scalar)) {
      return toArray(value, environment).expr();
    }
    double real = scalar.scalar().real();
    if (dtype.isInteger() && !Double.isFinite(real)) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          Double.isNaN(real)
              ? "cannot convert float NaN to integer"
              : "cannot convert float infinity to integer");
    }
    return scalar.scalar().as(dtype);
  }

  /** As {@link #toArray}, with Python numbers left weak in promotion. */
  public static Operand toOperand(Value value, Environment environment) {
    return value instanceof Scalar scalar ? scalar.scalar() : toArray(value, environment).expr();
  }

  /** A Python number; of a 0-d array, its value. */
  public static PythonScalar toNumber(Value value, Environment environment) {
    if (value instanceof Scalar scalar) {
      return scalar.scalar();
    }
    if (value instanceof ArrayValue array) {
      if (array.expr().shape().rank() > 0) {
        throw NDArrayException.of(
            ErrorCode.VALUE, "only 0-dimensional arrays can be converted to Python scalars");
      }
      return element(environment.compute(array.expr()), 0);
    }
    throw NDArrayException.of(
        ErrorCode.DTYPE, "a number is needed here, not a value of type '%s'", value.typeName());
  }

  /** One element of a computed array as a Python number. */
  public static PythonScalar element(HostArray array, int position) {
    if (array.dtype().isComplex()) {
      return PythonScalar.of(array.getDouble(position), array.getImaginary(position));
    }
    if (array.dtype().isFloat()) {
      return PythonScalar.of(array.getDouble(position));
    }
    if (array.dtype() == DType.BOOL) {
      return PythonScalar.of(array.getBoolean(position));
    }
    long value = array.getLong(position);
    return array.dtype() == DType.UINT64
        ? PythonScalar.of(new BigInteger(Long.toUnsignedString(value)))
        : PythonScalar.of(value);
  }

  /** What Python's {@code __index__} gives: bools and ints, and 0-d arrays of integers. */
  public static long toInteger(Value value, Environment environment) {
    if (value instanceof Scalar scalar && scalar.scalar().isIntegral()) {
      return scalar.scalar().integer();
    }
    if (value instanceof ArrayValue array
        && array.expr().dtype().isInteger()
        && array.expr().shape().rank() == 0) {
      return element(environment.compute(array.expr()), 0).integer();
    }
    throw NDArrayException.of(
        ErrorCode.DTYPE, "'%s' object cannot be interpreted as an integer", value.typeName());
  }

  /** An int or a sequence of ints, as a shape. */
  public static Shape toShape(Value value, Environment environment) {
    if (value instanceof Sequence sequence) {
      return Shape.of(
          sequence.items().stream().mapToLong(item -> toInteger(item, environment)).toArray());
    }
    if (value instanceof Scalar scalar && !scalar.scalar().isIntegral()) {
      throw NDArrayException.of(
          ErrorCode.DTYPE,
          "expected a sequence of integers or a single integer, got '%s'",
          text(scalar.scalar()));
    }
    return Shape.of(toInteger(value, environment));
  }

  private static String text(PythonScalar number) {
    return number.isIntegral() ? number.whole().toString() : Double.toString(number.real());
  }

  /** An int or a sequence of ints, as axes. */
  public static int[] toAxes(Value value, Environment environment) {
    List<Value> items = value instanceof Sequence tuple ? tuple.items() : List.of(value);
    return items.stream().mapToInt(item -> toAxis(item, environment)).toArray();
  }

  private static int toAxis(Value value, Environment environment) {
    long axis = toInteger(value, environment);
    // Far outside any array's dimensions, and said so where the array is known.
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, axis));
  }

  /** A dtype, a type, or the name of one. */
  public static DType toDType(Value value) {
    if (value instanceof ElementType type) {
      return type.dtype();
    }
    if (value instanceof ScalarType type) {
      return type.dtype();
    }
    if (value instanceof Text text) {
      return DType.named(text.text());
    }
    throw value instanceof Scalar scalar
        ? NDArrayException.of(
            ErrorCode.DTYPE, "Cannot interpret '%s' as a data type", text(scalar.scalar()))
        : NDArrayException.of(
            ErrorCode.DTYPE,
            "Cannot interpret a value of type '%s' as a data type",
            value.typeName());
  }

  /** Python's truth of a value; an array's elements are computed for it. */
  public static boolean truth(Value value, Environment environment) {
    if (value instanceof Scalar scalar) {
      return scalar.scalar().isTrue();
    }
    if (value instanceof Sequence sequence) {
      return !sequence.items().isEmpty();
    }
    if (value instanceof Text text) {
      return !text.text().isEmpty();
    }
    if (value instanceof ArrayValue array) {
      return truth(array, environment);
    }
    return !value.equals(Value.NONE);
  }

  private static boolean truth(ArrayValue array, Environment environment) {
    long size = array.expr().shape().size();
    if (size > 1) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "The truth value of an array with more than one element is ambiguous."
              + " Use a.any() or a.all()");
    }
    if (size == 0) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "The truth value of an empty array is ambiguous."
              + " Use `array.size > 0` to check that an array is not empty.");
    }
    return environment.compute(array.expr()).getBoolean(0);
  }
}
