package io.github.sparkndarray.script.function;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Convolution;
import io.github.sparkndarray.expr.Cumulative;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.ElementwiseFunctions;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Gradients;
import io.github.sparkndarray.expr.Joining;
import io.github.sparkndarray.expr.Operand;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.Reshape;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Conversions;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Axes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Functions of elements and those beside them. */
final class NeighbourFunctions {
  private static final PythonScalar ZERO = PythonScalar.of(0L);

  private NeighbourFunctions() {}

  static List<Function> rows() {
    return List.of(
        numpy("gradient", "f, *varargs, axis=None, edge_order=1", NeighbourFunctions::gradient),
        numpy("convolve", "a, v, mode='full'", a -> convolved(a, false)),
        numpy("correlate", "a, v, mode='valid'", a -> convolved(a, true)),
        numpy(
            "unwrap",
            "p, discont=None, axis=-1, *, period=6.283185307179586",
            NeighbourFunctions::unwrapped));
  }

  private static Function numpy(String name, String signature, Function.Body body) {
    return Function.of(name, signature, body, Place.NUMPY);
  }

  private static Value gradient(BoundArguments a) {
    Expr given = a.expr("f");
    Expr f = given.dtype().isInexact() ? given : ElementwiseFunctions.floating(given);
    int rank = f.shape().rank();
    int[] axes = a.axes("axis");
    // In the order in which they are given.
    axes =
        axes == null
            ? Axes.all(rank)
            : IntStream.of(axes).map(axis -> Axes.normalize(axis, rank)).toArray();
    List<Value> distances = a.rest("varargs");
    if (distances.size() > 1 && distances.size() != axes.length) {
      throw NDArrayException.of(ErrorCode.DTYPE, "invalid number of arguments");
    }
    long order = a.integer("edge_order");
    if (order > 2) {
      throw NDArrayException.of(ErrorCode.VALUE, "'edge_order' greater than 2 not supported");
    }
    List<Value> gradients = new ArrayList<>();
    for (int i = 0; i < axes.length; i++) {
      Value distance =
          distances.isEmpty() ? Value.of(1.0) : distances.get(distances.size() == 1 ? 0 : i);
      if (f.shape().extent(axes[i]) < order + 1) {
        throw NDArrayException.of(
            ErrorCode.VALUE,
            "Shape of array too small to calculate a numerical gradient, at least (edge_order + 1)"
                + " elements are required.");
      }
      gradients.add(
          ArrayValue.array(
              along(
                  f, axes[i], Conversions.toArray(distance, a.environment()).expr(), (int) order)));
    }
    return gradients.size() == 1 ? gradients.get(0) : Value.Sequence.tuple(gradients);
  }

  private static Expr along(Expr f, int axis, Expr distance, int edgeOrder) {
    if (distance.shape().rank() == 0) {
      return Gradients.even(f, axis, Convert.of(distance, f.dtype()), edgeOrder);
    }
    if (distance.shape().rank() > 1) {
      throw NDArrayException.of(ErrorCode.VALUE, "distances must be either scalars or 1d");
    }
    if (distance.shape().size() != f.shape().extent(axis)) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "when 1d, distances must match the length of the corresponding dimension");
    }
    long[] extents = new long[f.shape().rank()];
    Arrays.fill(extents, 1);
    extents[axis] = Reshape.REST;
    return Gradients.uneven(f, axis, Reshape.of(distance, extents), edgeOrder);
  }

  private static Value convolved(BoundArguments a, boolean isCorrelation) {
    Expr x = vector(a, "a");
    Expr given = vector(a, "v");
    Expr v = isCorrelation ? View.flip(ElementwiseFunctions.conjugate(given), 0) : given;
    boolean isLonger = v.shape().size() > x.shape().size();
    Expr full = isLonger ? Convolution.full(v, x) : Convolution.full(x, v);
    long longer = Math.max(x.shape().size(), v.shape().size());
    long shorter = Math.min(x.shape().size(), v.shape().size());
    return switch (a.text("mode")) {
      case "full" -> ArrayValue.array(full);
      case "same" -> {
        long start = isCorrelation && isLonger ? shorter / 2 : (shorter - 1) / 2;
        yield ArrayValue.array(View.slice(full, 0, start, start + longer));
      }
      case "valid" -> ArrayValue.array(View.slice(full, 0, shorter - 1, longer));
      default ->
          throw NDArrayException.of(
              ErrorCode.VALUE,
              "mode must be one of 'valid', 'same', or 'full' (got '%s')",
              a.text("mode"));
    };
  }

  private static Expr vector(BoundArguments a, String name) {
    Expr x = a.expr(name);
    if (x.shape().rank() > 1) {
      throw NDArrayException.of(ErrorCode.VALUE, "object too deep for desired array");
    }
    if (x.shape().size() == 0) {
      throw NDArrayException.of(ErrorCode.VALUE, "%s cannot be empty", name);
    }
    return Reshape.ravel(x);
  }

  /** Takes whole periods out of the steps from one element to the next. */
  private static Value unwrapped(BoundArguments a) {
    PythonScalar period = a.number("period");
    Expr p = op(Operator.ADD, a.expr("p"), op(Operator.MULTIPLY, a.expr("p"), zeroOf(period)));
    boolean isInteger = p.dtype().isInteger();
    PythonScalar half =
        isInteger ? PythonScalar.of(period.integer() / 2) : PythonScalar.of(period.real() / 2);
    int axis = Axes.normalize(a.axis("axis"), p.shape().rank());
    Expr step = Cumulative.diff(p, 1, axis);
    Expr within =
        op(Operator.SUBTRACT, op(Operator.REMAINDER, op(Operator.ADD, step, half), period), half);
    if (!isInteger || period.integer() % 2 == 0) {
      Expr isLow = op(Operator.EQUAL, op(Operator.ADD, within, half), ZERO);
      Expr isUp = op(Operator.LOGICAL_AND, isLow, op(Operator.GREATER, step, ZERO));
      within = op(Operator.WHERE, isUp, half, within);
    }
    Operand least = a.isNone("discont") ? PythonScalar.of(period.real() / 2) : a.operand("discont");
    Expr isSmall = op(Operator.LESS, op(Operator.ABSOLUTE, step), least);
    Expr change = op(Operator.WHERE, isSmall, ZERO, op(Operator.SUBTRACT, within, step));
    Expr changes = Cumulative.of(Reduction.SUM, change, axis, null);
    long extent = p.shape().extent(axis);
    Expr first = View.slice(p, axis, 0, Math.min(1, extent));
    Expr rest = View.slice(p, axis, Math.min(1, extent), extent);
    return ArrayValue.array(
        Joining.concatenate(List.of(first, op(Operator.ADD, rest, changes)), axis));
  }

  /** Zero, of the kind of a number. */
  private static PythonScalar zeroOf(PythonScalar number) {
    return number.isIntegral() ? ZERO : PythonScalar.of(0.0);
  }

  private static Expr op(Operator operator, Operand... operands) {
    return Elementwise.of(operator, operands);
  }
}
