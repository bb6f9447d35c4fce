package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;

/** Random numbers of other distributions, each made of uniform ones at the same place. */
public final class Distributions {
  /** Doubles in [0, 1) tell apart so many numbers. */
  private static final double DISTINCT = 0x1p53;

  private Distributions() {}

  /**
   * Numbers of the standard normal distribution, of two that are uniform in [0, 1) for each.
   *
   * @see <a href="https://doi.org/10.1214/aoms/1177706645">G. E. P. Box and M. E. Muller, A note on
   *     the generation of random normal deviates, 1958</a>
   */
  public static Expr normal(Expr sizes, Expr angles) {
    Expr radius =
        apply(Operator.SQRT, apply(Operator.MULTIPLY, PythonScalar.of(2.0), exponential(sizes)));
    Expr angle = apply(Operator.MULTIPLY, PythonScalar.of(2 * Math.PI), angles);
    return apply(Operator.MULTIPLY, radius, apply(Operator.COS, angle));
  }

  /** Numbers of the standard exponential distribution: {@code -log(1 - u)}. */
  public static Expr exponential(Expr uniform) {
    Expr log = apply(Operator.LOG1P, apply(Operator.NEGATIVE, uniform));
    return apply(Operator.NEGATIVE, log);
  }

  /**
   * Integers from {@code low} to {@code last}, each as likely as the next: int64.
   *
   * @throws NDArrayException for a range that a uniform double does not tell apart
   */
  public static Expr integers(Expr uniform, long low, long last) {
    double width = (double) last - (double) low + 1;
    if (width > DISTINCT) {
      throw NDArrayException.of(
          ErrorCode.UNSUPPORTED,
          "Cannot draw integers from %d to %d: they may be at most 2**53 apart",
          low,
          last);
    }
    return scaled(uniform, PythonScalar.of(width), PythonScalar.of(low));
  }

  /** The same between int64 bounds for each number. */
  public static Expr integers(Expr uniform, Expr low, Expr last) {
    Expr width = apply(Operator.ADD, apply(Operator.SUBTRACT, last, low), PythonScalar.of(1L));
    return scaled(uniform, Convert.of(width, DType.FLOAT64), low);
  }

  private static Expr scaled(Expr uniform, Operand width, Operand low) {
    Expr scaled = apply(Operator.MULTIPLY, uniform, width);
    Expr steps = Convert.of(apply(Operator.FLOOR, scaled), DType.INT64);
    return apply(Operator.ADD, steps, low);
  }

  /**
   * When each of some things comes first, if they come at random and as often as weights say. The
   * order of arrivals is that of drawing one after the other without putting back.
   *
   * @param weights not negative; what has none never comes
   * @see <a href="https://doi.org/10.1016/j.ipl.2005.11.003">P. S. Efraimidis and P. G. Spirakis,
   *     Weighted random sampling with a reservoir, 2006</a>
   */
  public static Expr arrivals(Expr uniform, Expr weights) {
    Expr time = apply(Operator.DIVIDE, exponential(uniform), weights);
    Expr comes = apply(Operator.GREATER, weights, PythonScalar.of(0.0));
    return apply(Operator.WHERE, comes, time, PythonScalar.of(Double.POSITIVE_INFINITY));
  }

  private static Expr apply(Operator operator, Operand... operands) {
    return Elementwise.of(operator, operands);
  }
}
