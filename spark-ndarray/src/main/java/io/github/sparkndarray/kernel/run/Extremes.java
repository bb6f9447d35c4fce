package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Partial;
import io.github.sparkndarray.shape.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * The state of min, max, argmin and argmax: per parallel element the best value so far, as a double
 * or a long, and the block-local position where it was met first. As in NumPy a NaN is better than
 * any number, and the first of equals wins.
 */
final class Extremes implements Tracked {
  private final DType dtype;
  private final boolean max;
  private final Positions positions;

  /**
   * The best values of a floating body, of any other body, and where they are; -1 before the first.
   */
  final double[] reals;

  final long[] integers;
  final long[] at;

  Extremes(Reduction reduction, DType dtype, int size, Positions positions) {
    this.dtype = dtype;
    this.max = reduction.isGreatest();
    this.positions = positions;
    this.reals = new double[dtype.isFloat() ? size : 0];
    this.integers = new long[dtype.isFloat() ? 0 : size];
    this.at = new long[size];
    Arrays.fill(reals, max ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
    // The dtype's own: kernels compare in its width.
    long greatest = dtype == DType.INT32 ? Integer.MAX_VALUE : Long.MAX_VALUE;
    Arrays.fill(integers, max ? -greatest - 1 : greatest);
    Arrays.fill(at, -1);
  }

  /** Offers a value found at a position later than all before it. */
  void offer(int state, double value, long position) {
    double best = reals[state];
    boolean better = max ? !(value <= best) : !(value >= best);
    if ((better && best == best) || at[state] < 0) {
      reals[state] = value;
      at[state] = position;
    }
  }

  /** As {@link #offer(int, double, long)}. */
  void offer(int state, long value, long position) {
    long best = integers[state];
    if ((max ? value > best : value < best) || at[state] < 0) {
      integers[state] = value;
      at[state] = position;
    }
  }

  @Override
  public Partial partial(Reduction of, Shape parallel) {
    var values =
        dtype.isFloat() ? States.of(dtype, parallel, reals) : States.of(dtype, parallel, integers);
    if (!of.isPosition()) {
      return new Partial(of, dtype, List.of(values));
    }
    long[] global = new long[at.length];
    for (int i = 0; i < global.length; i++) {
      // Nothing was better than what the state starts with: all values are that, the first wins.
      global[i] = positions.global(Math.max(0, at[i]));
    }
    return new Partial(of, dtype, List.of(values, States.of(DType.INT64, parallel, global)));
  }
}
