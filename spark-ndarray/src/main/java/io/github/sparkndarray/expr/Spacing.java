package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Broadcasting;
import io.github.sparkndarray.shape.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * {@code np.linspace} and its kin between arrays: numbers in equal steps, along an axis before all
 * others.
 *
 * @param points of shape {@code (count, …)}
 * @param step from one to the next, of the arrays' shape
 */
public record Spacing(Expr points, Expr step) {

  /**
   * Numbers in equal steps, in the arithmetic of NumPy.
   *
   * @throws NDArrayException for a negative count
   */
  public static Spacing linear(Expr start, Expr stop, long count, boolean endpoint) {
    if (count < 0) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "Number of samples, %d, must be non-negative.", count);
    }
    DType dtype = Elementwise.promote(List.of(start, stop, Constant.of(DType.FLOAT64, 0L)));
    Shape shape = Broadcasting.broadcast(List.of(stop.shape(), start.shape()));
    Expr from = View.broadcastTo(Convert.of(start, dtype), shape);
    Expr to = View.broadcastTo(Convert.of(stop, dtype), shape);
    Expr apart = apply(Operator.SUBTRACT, to, from);
    long steps = endpoint ? count - 1 : count;
    int[] below = IntStream.rangeClosed(1, shape.rank()).toArray();
    Expr number = View.expandDims(Convert.of(Indices.range(count), DType.FLOAT64), below);
    if (steps <= 0) {
      Expr nan = PythonScalar.of(Double.NaN).as(dtype);
      Expr points = apply(Operator.ADD, apply(Operator.MULTIPLY, number, apart), from);
      return new Spacing(points, View.broadcastTo(nan, shape));
    }
    PythonScalar parts = PythonScalar.of((double) steps);
    Expr step = apply(Operator.DIVIDE, apart, parts);
    // A step may be too small to be more than 0.
    Expr isNone = apply(Operator.EQUAL, step, PythonScalar.of(0.0));
    Expr none = Reduce.of(Reduction.ANY, isNone, null, false);
    Expr careful = apply(Operator.MULTIPLY, apply(Operator.DIVIDE, number, parts), apart);
    Expr distance = apply(Operator.WHERE, none, careful, apply(Operator.MULTIPLY, number, step));
    Expr points = apply(Operator.ADD, distance, from);
    if (endpoint && count > 1) {
      points = apply(Operator.WHERE, isAt(number, count - 1), to, points);
    }
    return new Spacing(points, step);
  }

  /** {@code np.geomspace}: powers of ten between the logarithms of both ends, which are exact. */
  public static Expr geometric(Expr start, Expr stop, long count, boolean endpoint) {
    DType dtype = Elementwise.promote(List.of(start, stop, Constant.of(DType.FLOAT64, 0L)));
    Expr sign = Convert.of(apply(Operator.SIGN, start), dtype);
    Expr from = apply(Operator.DIVIDE, start, sign);
    Expr to = apply(Operator.DIVIDE, stop, sign);
    Expr exponents =
        linear(apply(Operator.LOG10, from), apply(Operator.LOG10, to), count, endpoint).points();
    Expr powers = apply(Operator.POWER, PythonScalar.of(10.0), exponents);
    int[] below = IntStream.range(1, powers.shape().rank()).toArray();
    Expr number = View.expandDims(Convert.of(Indices.range(count), DType.FLOAT64), below);
    Expr exact = apply(Operator.WHERE, isAt(number, 0), from, powers);
    if (endpoint && count > 1) {
      exact = apply(Operator.WHERE, isAt(number, count - 1), to, exact);
    }
    return apply(Operator.MULTIPLY, exact, sign);
  }

  private static Expr isAt(Expr number, long place) {
    return apply(Operator.EQUAL, number, PythonScalar.of((double) place));
  }

  private static Expr apply(Operator operator, Operand... operands) {
    return Elementwise.of(operator, operands);
  }
}
