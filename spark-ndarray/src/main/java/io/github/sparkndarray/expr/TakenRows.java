package io.github.sparkndarray.expr;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.shape.IndexMap;
import io.github.sparkndarray.shape.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Rows of an array at few positions that are known, as an expression that reads no others: a slice
 * where the positions have one distance, else a take from all that is read.
 */
public final class TakenRows {
  /** Positions that stay a part of the expression, and are sent to every task. */
  private static final long MOST = 1 << 16;

  /** Taking a larger part of an array reads about as much as there is. */
  private static final int LEAST_PART = 4;

  /** Elements of a slice are read together with those between them. */
  private static final int NEAR = 8;

  /** From so many bytes on between two elements of a slice each is read by itself. */
  private static final long FAR = 64 << 10;

  private TakenRows() {}

  /** Whether so few rows are taken that others should not be read. */
  public static boolean areFew(long positions, long rows) {
    return positions > 0 && positions <= MOST && positions <= rows / LEAST_PART;
  }

  /**
   * Rows at positions that the expression itself tells; nothing where it does not, or where they
   * cannot be had without others.
   *
   * @param positions int64, a vector, from 0 to the number of rows
   */
  static Optional<Expr> known(Expr x, Expr positions) {
    long count = positions.shape().size();
    if (positions instanceof Generated made
        && made.generator() instanceof Generator.IntegerRange range
        && count > 0
        && isNear(range.step())) {
      return slice(x, range.start(), range.step(), count);
    }
    return positions instanceof Literal literal && areFew(count, x.shape().extent(0))
        ? of(x, literal.values())
        : Optional.empty();
  }

  /**
   * Rows at positions; nothing where they cannot be had without others.
   *
   * @param positions int64, from 0 to the number of rows
   */
  public static Optional<Expr> of(Expr x, HostArray positions) {
    long[] rows = IntStream.range(0, positions.size()).mapToLong(positions::getLong).toArray();
    long step = rows.length < 2 ? 1 : rows[1] - rows[0];
    boolean even =
        isNear(step)
            && IntStream.range(1, rows.length).allMatch(i -> rows[i] - rows[i - 1] == step);
    Optional<Expr> slice = even ? slice(x, rows[0], step, rows.length) : Optional.empty();
    return slice.isPresent() ? slice : TakenSources.of(x, 0, rows);
  }

  /**
   * A view of a file whose steps are so far apart that what lies between should not be read;
   * nothing for any other.
   */
  static Optional<Expr> farApart(View view) {
    IndexMap map = view.map();
    long[] strides = view.base().shape().strides();
    for (int d = 0; d < strides.length; d++) {
      long step = Math.abs(map.step(d));
      if (step > NEAR && step * strides[d] * view.dtype().itemSize() >= FAR) {
        long count = view.shape().extent(map.axis(d));
        return count == 0 || count > MOST
            ? Optional.empty()
            : TakenSources.of(view, map.axis(d), LongStream.range(0, count).toArray());
      }
    }
    return Optional.empty();
  }

  /** One element again and again is no slice: which it was would be forgotten. */
  private static boolean isNear(long step) {
    return step != 0 && Math.abs(step) <= NEAR;
  }

  private static Optional<Expr> slice(Expr x, long start, long step, long count) {
    if ((x instanceof View view ? view.base() : x) instanceof Shuffled) {
      // Far elements of what is moved anyway are moved alone: see View.
      return Optional.empty();
    }
    int rank = x.shape().rank();
    long[] extents = x.shape().extents();
    extents[0] = count;
    long[] starts = new long[rank];
    starts[0] = start;
    long[] steps = new long[rank];
    Arrays.fill(steps, 1);
    steps[0] = step;
    int[] axes = IntStream.range(0, rank).toArray();
    return Optional.of(View.of(x, IndexMap.of(Shape.of(extents), axes, starts, steps)));
  }
}
