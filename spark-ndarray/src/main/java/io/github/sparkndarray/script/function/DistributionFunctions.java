package io.github.sparkndarray.script.function;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Cumulative;
import io.github.sparkndarray.expr.Distributions;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Generated;
import io.github.sparkndarray.expr.Indices;
import io.github.sparkndarray.expr.Joining;
import io.github.sparkndarray.expr.Operand;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.Reshape;
import io.github.sparkndarray.expr.Sorting;
import io.github.sparkndarray.expr.Taking;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Conversions;
import io.github.sparkndarray.script.value.ElementPlace;
import io.github.sparkndarray.script.value.RandomStream;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Axes;
import io.github.sparkndarray.shape.Broadcasting;
import io.github.sparkndarray.shape.Shape;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a generator draws besides {@code random}. {@code uniform} gives NumPy's numbers; the others
 * follow from the seed alone, however arrays are chunked, but are not NumPy's stream, which rejects
 * draws and so cannot be made anywhere but from its start.
 */
final class DistributionFunctions {
  private DistributionFunctions() {}

  static List<Function> rows() {
    return List.of(
        method("uniform", "self, low=0.0, high=1.0, size=None", DistributionFunctions::uniform),
        method(
            "standard_normal",
            "self, size=None, dtype=None, !out=None",
            a -> {
              DType dtype = RandomFunctions.dtype(a, "standard_normal");
              Expr numbers = Distributions.normal(uniforms(a, shape(a)), uniforms(a, shape(a)));
              return value(a, Convert.of(numbers, dtype));
            }),
        method("normal", "self, loc=0.0, scale=1.0, size=None", DistributionFunctions::normal),
        method(
            "exponential",
            "self, scale=1.0, size=None",
            a -> {
              Shape shape = shape(a, "scale");
              Expr numbers = Distributions.exponential(uniforms(a, shape));
              return value(
                  a, Elementwise.of(Operator.MULTIPLY, nonNegative(a, "scale"), numbers), "scale");
            }),
        method(
            "integers",
            "self, low, high=None, size=None, dtype=None, endpoint=False",
            DistributionFunctions::integers),
        method(
            "choice",
            "self, a, size=None, replace=True, p=None, axis=0, shuffle=True",
            DistributionFunctions::choice),
        method("permutation", "self, x, axis=0", DistributionFunctions::permutation),
        method("shuffle", "self, x, axis=0", DistributionFunctions::shuffle),
        method(
            "standard_exponential",
            "self, size=None, dtype=None, method='zig', !out=None",
            a -> {
              DType dtype = RandomFunctions.dtype(a, "standard_exponential");
              Expr numbers = Distributions.exponential(uniforms(a, shape(a)));
              return value(a, Convert.of(numbers, dtype));
            }));
  }

  private static Function method(String name, String signature, Function.Body body) {
    return Function.of(name, signature, body, Place.GENERATOR_METHOD);
  }

  /** As many draws as a shape has elements, uniform in [0, 1). */
  private static Expr uniforms(BoundArguments a, Shape shape) {
    return new Generated(((RandomStream) a.value("self")).advance(shape.size()), shape);
  }

  /** The shape of what is drawn: the size, or what the parameters are broadcast to. */
  private static Shape shape(BoundArguments a, String... parameters) {
    Shape own =
        Broadcasting.broadcast(
            Stream.concat(
                    Stream.of(Shape.SCALAR),
                    Stream.of(parameters).map(name -> a.expr(name).shape()))
                .toList());
    if (a.isNone("size")) {
      return own;
    }
    Shape size = a.shape("size");
    Broadcasting.broadcastTo(own, size);
    return size;
  }

  /** One number is a Python float, as in NumPy. */
  private static Value value(BoundArguments a, Expr numbers, String... parameters) {
    boolean single =
        a.isNone("size")
            && Stream.of(parameters).allMatch(name -> a.value(name) instanceof Value.Scalar);
    return single && numbers.shape().rank() == 0
        ? Value.of(a.environment().compute(numbers).getDouble(0))
        : ArrayValue.array(numbers);
  }

  private static Value uniform(BoundArguments a) {
    if (a.value("low") instanceof Value.Scalar && a.value("high") instanceof Value.Scalar) {
      double range = a.number("high").real() - a.number("low").real();
      if (!Double.isFinite(range)) {
        throw NDArrayException.of(ErrorCode.VALUE, "high - low range exceeds valid bounds");
      }
      if (range < 0) {
        throw NDArrayException.of(ErrorCode.VALUE, "high - low < 0");
      }
    }
    Expr numbers = uniforms(a, shape(a, "low", "high"));
    Expr width = Elementwise.of(Operator.SUBTRACT, a.expr("high"), a.expr("low"));
    return value(
        a,
        Elementwise.of(
            Operator.ADD, a.operand("low"), Elementwise.of(Operator.MULTIPLY, width, numbers)),
        "low",
        "high");
  }

  private static Value normal(BoundArguments a) {
    Shape shape = shape(a, "loc", "scale");
    Operand scale = nonNegative(a, "scale");
    Expr numbers = Distributions.normal(uniforms(a, shape), uniforms(a, shape));
    return value(
        a,
        Elementwise.of(
            Operator.ADD, a.operand("loc"), Elementwise.of(Operator.MULTIPLY, scale, numbers)),
        "loc",
        "scale");
  }

  private static Operand nonNegative(BoundArguments a, String name) {
    if (a.value(name) instanceof Value.Scalar && a.number(name).real() < 0) {
      throw NDArrayException.of(ErrorCode.VALUE, "%s < 0", name);
    }
    return a.operand(name);
  }

  private static Value integers(BoundArguments a) {
    boolean onlyHigh = a.isNone("high");
    if (!(a.value("low") instanceof Value.Scalar)
        || !(onlyHigh || a.value("high") instanceof Value.Scalar)) {
      return integersBetween(a, onlyHigh);
    }
    long low = onlyHigh ? 0 : a.integer("low");
    long high = a.integer(onlyHigh ? "low" : "high");
    DType dtype = a.dtype("dtype").orElse(DType.INT64);
    if (!dtype.isInteger() && dtype != DType.BOOL) {
      throw NDArrayException.of(
          ErrorCode.DTYPE, "Unsupported dtype dtype('%s') for integers", dtype);
    }
    long last = a.bool("endpoint") ? high : high - 1;
    if (last < low) {
      String only = a.bool("endpoint") ? "high < 0" : "high <= 0";
      String both = a.bool("endpoint") ? "low > high" : "low >= high";
      throw NDArrayException.of(ErrorCode.VALUE, onlyHigh || low == 0 ? only : both);
    }
    if (dtype != DType.BOOL && !dtype.holds(low)) {
      throw NDArrayException.of(ErrorCode.VALUE, "low is out of bounds for %s", dtype);
    }
    if (dtype != DType.BOOL && !dtype.holds(last)) {
      throw NDArrayException.of(ErrorCode.VALUE, "high is out of bounds for %s", dtype);
    }
    Expr numbers = Distributions.integers(uniforms(a, shape(a)), low, last);
    return ArrayValue.computed(Convert.of(numbers, dtype));
  }

  /** Integers between bounds that are arrays. */
  private static Value integersBetween(BoundArguments a, boolean onlyHigh) {
    DType dtype = a.dtype("dtype").orElse(DType.INT64);
    Expr end = Convert.of(a.expr(onlyHigh ? "low" : "high"), DType.INT64);
    Expr low =
        onlyHigh ? PythonScalar.of(0L).as(DType.INT64) : Convert.of(a.expr("low"), DType.INT64);
    Expr last =
        a.bool("endpoint") ? end : Elementwise.of(Operator.SUBTRACT, end, PythonScalar.of(1L));
    Expr isEmpty = Elementwise.of(Operator.LESS, last, low);
    if (a.environment().compute(Reduce.of(Reduction.ANY, isEmpty, null, false)).getBoolean(0)) {
      throw NDArrayException.of(ErrorCode.VALUE, a.bool("endpoint") ? "low > high" : "low >= high");
    }
    Expr numbers =
        Distributions.integers(uniforms(a, shape(a, onlyHigh ? "low" : "high", "low")), low, last);
    return ArrayValue.array(Convert.of(numbers, dtype));
  }

  private static Value choice(BoundArguments a) {
    boolean isCount = a.value("a") instanceof Value.Scalar;
    Expr from = isCount ? Indices.range(population(a)) : a.expr("a");
    int axis = isCount ? 0 : Axes.normalize(a.axis("axis"), from.shape().rank());
    long count = from.shape().extent(axis);
    Shape shape = shape(a);
    if (count == 0 && shape.size() > 0) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          isCount
              ? "a must be a positive integer unless no samples are taken"
              : "a cannot be empty unless no samples are taken");
    }
    Expr indices =
        a.bool("replace")
            ? a.isNone("p")
                ? Distributions.integers(uniforms(a, shape), 0, count - 1)
                : weighted(a, count, shape)
            : withoutReplacement(a, count, shape);
    Expr chosen = isCount ? indices : Taking.take(from, indices, axis);
    return ArrayValue.computed(chosen);
  }

  private static long population(BoundArguments a) {
    if (a.value("a") instanceof Value.Scalar number && !number.scalar().isIntegral()) {
      throw NDArrayException.of(
          ErrorCode.DTYPE,
          "a must be a sequence or an integer, not <class '%s'>",
          number.typeName());
    }
    long count = a.integer("a");
    if (count < 0) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "a must be a positive integer unless no samples are taken");
    }
    return count;
  }

  /** By NumPy's own rule, which takes one draw for each. */
  private static Expr weighted(BoundArguments a, long count, Shape shape) {
    Expr running = Cumulative.of(Reduction.SUM, probabilities(a, count), 0, null);
    Expr total = View.slice(running, 0, count - 1, count);
    Expr edges = Elementwise.of(Operator.DIVIDE, running, total);
    return Sorting.searchSorted(edges, uniforms(a, shape), true);
  }

  /**
   * The probability of each element, in float64.
   *
   * @throws NDArrayException in NumPy's words when they are none
   */
  private static Expr probabilities(BoundArguments a, long count) {
    Expr given = a.expr("p");
    if (given.shape().rank() != 1) {
      throw NDArrayException.of(ErrorCode.VALUE, "p must be 1-dimensional");
    }
    if (given.shape().size() != count) {
      throw NDArrayException.of(ErrorCode.VALUE, "a and p must have same size");
    }
    Expr p = Convert.of(given, DType.FLOAT64);
    Expr least = Reduce.of(Reduction.MIN, p, null, false);
    Expr sum = Reduce.of(Reduction.SUM, p, null, false);
    HostArray known = a.environment().compute(Joining.stack(List.of(least, sum), 0));
    if (Double.isNaN(known.getDouble(1))) {
      throw NDArrayException.of(ErrorCode.VALUE, "Probabilities contain NaN");
    }
    if (known.getDouble(0) < 0) {
      throw NDArrayException.of(ErrorCode.VALUE, "Probabilities are not non-negative");
    }
    if (Math.abs(known.getDouble(1) - 1) > 1e-8) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "Probabilities do not sum to 1. See Notes section of docstring for more information.");
    }
    return p;
  }

  /** In random order, whether that is asked for or does not matter. */
  private static Expr withoutReplacement(BoundArguments a, long count, Shape shape) {
    if (shape.size() > count) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "Cannot take a larger sample than population when replace is False");
    }
    Expr keys = uniforms(a, Shape.of(count));
    if (!a.isNone("p")) {
      Expr p = probabilities(a, count);
      long some = a.environment().compute(Reduce.countNonzero(p, null, false)).getLong(0);
      if (some < shape.size()) {
        throw NDArrayException.of(ErrorCode.VALUE, "Fewer non-zero entries in p than size");
      }
      keys = Distributions.arrivals(keys, p);
    }
    Expr order = Sorting.argsort(keys, 0);
    return Reshape.of(View.slice(order, 0, 0, shape.size()), shape.extents());
  }

  private static Value permutation(BoundArguments a) {
    boolean isCount =
        a.value("x") instanceof Value.Scalar
            || (a.value("x") instanceof ArrayValue array && array.isScalar());
    if (isCount) {
      long count = Conversions.toInteger(a.value("x"), a.environment());
      return ArrayValue.array(Sorting.argsort(uniforms(a, Shape.of(count)), 0));
    }
    Expr x = a.expr("x");
    int axis = Axes.normalize(a.axis("axis"), x.shape().rank());
    Expr order = Sorting.argsort(uniforms(a, Shape.of(x.shape().extent(axis))), 0);
    return ArrayValue.array(Taking.take(x, order, axis));
  }

  /** Puts what is below the indices of an axis into another order. */
  private static Value shuffle(BoundArguments a) {
    if (!(a.value("x") instanceof ArrayValue array) || array.isScalar()) {
      throw NDArrayException.of(
          ErrorCode.DTYPE, "'%s' object does not support item assignment", a.value("x").typeName());
    }
    ElementPlace.of(array).replaced(((ArrayValue) permutation(a)).expr()).make();
    return Value.NONE;
  }
}
