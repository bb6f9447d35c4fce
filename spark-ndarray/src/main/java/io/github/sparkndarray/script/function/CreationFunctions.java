package io.github.sparkndarray.script.function;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.dtype.WeakKind;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Generated;
import io.github.sparkndarray.expr.Generator;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.Reshape;
import io.github.sparkndarray.expr.Spacing;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayLiterals;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Conversions;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Axes;
import io.github.sparkndarray.shape.Broadcasting;
import io.github.sparkndarray.shape.Shape;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Functions that make arrays out of numbers. */
final class CreationFunctions {
  private CreationFunctions() {}

  static List<Function> rows() {
    return List.of(
        Function.of(
            "array",
            "object, dtype=None, *, !copy=True, order='K', !subok=False, ndmin=0",
            CreationFunctions::array,
            Place.NUMPY),
        Function.of("asarray", "a, dtype=None", CreationFunctions::asArray, Place.NUMPY),
        Function.of("asarray_chkfinite", "a, dtype=None", CreationFunctions::asFinite, Place.NUMPY),
        Function.of("asanyarray", "a, dtype=None", CreationFunctions::asArray, Place.NUMPY),
        Function.of(
            "ascontiguousarray",
            "a, dtype=None",
            CreationFunctions::asContiguousArray,
            Place.NUMPY),
        Function.of("dtype", "dtype", CreationFunctions::dtype, Place.NUMPY),
        Function.of(
            "zeros",
            "shape, dtype=None, order='C'",
            a -> constant(a, PythonScalar.of(0L)),
            Place.NUMPY),
        Function.of(
            "ones",
            "shape, dtype=None, order='C'",
            a -> constant(a, PythonScalar.of(1L)),
            Place.NUMPY),
        Function.of(
            "full",
            "shape, fill_value, dtype=None, order='C'",
            CreationFunctions::full,
            Place.NUMPY),
        Function.of(
            "arange",
            "start=None, stop=None, step=None, dtype=None",
            CreationFunctions::arange,
            Place.NUMPY),
        Function.of(
            "linspace",
            "start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0",
            CreationFunctions::linspace,
            Place.NUMPY));
  }

  private static Value array(BoundArguments a) {
    Expr elements = elements(a, "object");
    int missing = Math.toIntExact(a.integer("ndmin")) - elements.shape().rank();
    int[] added = IntStream.range(0, Math.max(0, missing)).toArray();
    return MemoryOrder.copy(a, View.expandDims(elements, added));
  }

  private static Expr elements(BoundArguments a, String name) {
    Optional<DType> dtype = a.dtype("dtype");
    if (a.value(name) instanceof Value.Sequence nested) {
      return ArrayLiterals.of(nested, dtype, a.environment());
    }
    if (a.value(name) instanceof Value.Scalar scalar && dtype.isPresent()) {
      return scalar.scalar().as(dtype.get());
    }
    Expr expr = a.expr(name);
    return Convert.unsafely(expr, dtype.orElse(expr.dtype()));
  }

  private static Value asArray(BoundArguments a) {
    Value value = a.value("a");
    Optional<DType> dtype = a.dtype("dtype");
    boolean same =
        value instanceof ArrayValue array
            && !array.isScalar()
            && dtype.orElse(array.expr().dtype()) == array.expr().dtype();
    return same ? value : ArrayValue.array(elements(a, "a"));
  }

  private static Value asFinite(BoundArguments a) {
    Value given = asArray(a);
    Expr isFinite = Elementwise.of(Operator.ISFINITE, ((ArrayValue) given).expr());
    if (!a.environment().compute(Reduce.of(Reduction.ALL, isFinite, null, false)).getBoolean(0)) {
      throw NDArrayException.of(ErrorCode.VALUE, "array must not contain infs or NaNs");
    }
    return given;
  }

  /** Of one axis at least. */
  private static Value asContiguousArray(BoundArguments a) {
    Expr elements = elements(a, "a");
    if (elements.shape().rank() == 0) {
      return ArrayValue.array(Reshape.ravel(elements));
    }
    return asArray(a) instanceof ArrayValue array && Strides.isContiguous(array)
        ? array
        : ArrayValue.inCOrder(elements);
  }

  private static Value dtype(BoundArguments a) {
    return new Value.ElementType(Conversions.toDType(a.value("dtype")));
  }

  private static Value constant(BoundArguments a, PythonScalar value) {
    DType dtype = a.dtype("dtype").orElse(DType.FLOAT64);
    return MemoryOrder.of(a, ArrayValue.array(View.broadcastTo(value.as(dtype), a.shape("shape"))));
  }

  private static void refuseWider(Shape given, Shape shape) {
    try {
      Broadcasting.broadcastTo(given, shape);
    } catch (NDArrayException e) {
      throw new NDArrayException(
          ErrorCode.SHAPE,
          "could not broadcast input array from shape %s into shape %s"
              .formatted(given.compact(), shape.compact()),
          e);
    }
  }

  private static Value full(BoundArguments a) {
    Shape shape = a.shape("shape");
    Expr fill;
    if (a.value("fill_value") instanceof Value.Scalar scalar) {
      PythonScalar value = scalar.scalar();
      fill = value.as(a.dtype("dtype").orElse(value.defaultDType()));
    } else {
      Expr array = a.expr("fill_value");
      refuseWider(array.shape(), shape);
      fill = Convert.unsafely(array, a.dtype("dtype").orElse(array.dtype()));
    }
    return MemoryOrder.of(a, ArrayValue.array(View.broadcastTo(fill, shape)));
  }

  private static Value arange(BoundArguments a) {
    if (a.isNone("start") && a.isNone("stop")) {
      throw NDArrayException.of(ErrorCode.VALUE, "arange() requires stop to be specified.");
    }
    boolean onlyStop = a.isNone("stop");
    PythonScalar start = onlyStop || a.isNone("start") ? PythonScalar.of(0L) : a.number("start");
    PythonScalar stop = a.number(onlyStop ? "start" : "stop");
    PythonScalar step = a.isNone("step") ? PythonScalar.of(1L) : a.number("step");
    boolean real =
        start.kind() == WeakKind.FLOAT
            || stop.kind() == WeakKind.FLOAT
            || step.kind() == WeakKind.FLOAT;
    DType dtype = a.dtype("dtype").orElse(real ? DType.FLOAT64 : DType.INT64);
    if (step.real() == 0) {
      throw NDArrayException.of(ErrorCode.VALUE, "division by zero");
    }
    if (dtype == DType.BOOL) {
      throw NDArrayException.of(
          ErrorCode.DTYPE,
          "arange() is only supported for booleans when the result has at most" + " length 2.");
    }
    return ArrayValue.array(
        real
            ? realRange(start.real(), stop.real(), step.real(), dtype)
            : integerRange(start.integer(), stop.integer(), step.integer(), dtype));
  }

  private static Expr integerRange(long start, long stop, long step, DType dtype) {
    // Divided rounding up; the difference of two longs may need 65 bits.
    BigInteger span = BigInteger.valueOf(stop).subtract(BigInteger.valueOf(start));
    BigInteger[] parts = span.divideAndRemainder(BigInteger.valueOf(step));
    boolean positive = span.signum() * Long.signum(step) > 0;
    BigInteger count =
        positive ? parts[0].add(BigInteger.valueOf(Math.abs(parts[1].signum()))) : BigInteger.ZERO;
    if (count.bitLength() >= Long.SIZE) {
      throw tooLong();
    }
    Shape shape = Shape.of(count.longValue());
    DType computed = dtype == DType.INT32 ? dtype : DType.INT64;
    return Convert.of(
        new Generated(new Generator.IntegerRange(computed, start, step), shape), dtype);
  }

  private static NDArrayException tooLong() {
    return NDArrayException.of(ErrorCode.VALUE, "Maximum allowed size exceeded");
  }

  private static Expr realRange(double start, double stop, double step, DType dtype) {
    double length = Math.ceil((stop - start) / step);
    if (Double.isNaN(length)) {
      throw NDArrayException.of(ErrorCode.VALUE, "arange: cannot compute length");
    }
    if (length >= 0x1p63) {
      throw tooLong();
    }
    Shape shape = Shape.of((long) Math.max(0, length));
    if (dtype.isInteger()) {
      // NumPy converts the first two elements and goes on in integers from there.
      long first = (long) start;
      long second = (long) (start + step);
      DType computed = dtype.computed();
      Generator range = new Generator.IntegerRange(computed, first, second - first);
      return Convert.of(new Generated(range, shape), dtype);
    }
    // NumPy takes the step between the first two elements as they were rounded.
    if (dtype == DType.FLOAT32) {
      float first = (float) start;
      float second = (float) (start + step);
      return new Generated(new Generator.RealRange(dtype, first, second - first), shape);
    }
    return new Generated(new Generator.RealRange(dtype, start, (start + step) - start), shape);
  }

  private static Value linspace(BoundArguments a) {
    if (isScalar(a, "start") && isScalar(a, "stop")) {
      return numbers(a);
    }
    Spacing spacing =
        Spacing.linear(a.expr("start"), a.expr("stop"), a.integer("num"), a.bool("endpoint"));
    Value points = ArrayValue.array(typed(a, View.moveAxis(spacing.points(), 0, a.axis("axis"))));
    return a.bool("retstep")
        ? Value.Sequence.tuple(List.of(points, ArrayValue.computed(spacing.step())))
        : points;
  }

  /** Whether an argument is one number. */
  static boolean isScalar(BoundArguments a, String name) {
    return a.value(name) instanceof Value.Scalar || a.expr(name).shape().rank() == 0;
  }

  private static Expr typed(BoundArguments a, Expr points) {
    DType dtype = a.dtype("dtype").orElse(points.dtype());
    Expr rounded = dtype.isInteger() ? Elementwise.of(Operator.FLOOR, points) : points;
    return Convert.of(rounded, dtype);
  }

  private static Value numbers(BoundArguments a) {
    double start = a.number("start").real();
    double stop = a.number("stop").real();
    long count = a.integer("num");
    if (count < 0) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "Number of samples, %d, must be non-negative.", count);
    }
    boolean endpoint = a.bool("endpoint");
    long steps = endpoint ? count - 1 : count;
    double step = steps > 0 ? (stop - start) / steps : 0;
    // One element is the start, whatever the end.
    boolean endsAtStop = endpoint && count > 1;
    Expr points =
        new Generated(
            new Generator.Linspace(DType.FLOAT64, start, stop, step, count, endsAtStop),
            Shape.of(count));
    Axes.normalize(a.axis("axis"), 1);
    Value typed = ArrayValue.array(typed(a, points));
    return a.bool("retstep")
        ? Value.Sequence.tuple(
            List.of(
                typed,
                ArrayValue.computed(
                    PythonScalar.of(steps > 0 ? step : Double.NaN).as(DType.FLOAT64))))
        : typed;
  }
}
