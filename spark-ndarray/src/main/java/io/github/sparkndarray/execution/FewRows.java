package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.execution.shuffle.LocalShuffle;
import io.github.sparkndarray.expr.DeepFirst;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Literal;
import io.github.sparkndarray.expr.Persist;
import io.github.sparkndarray.expr.Shuffle;
import io.github.sparkndarray.expr.Shuffled;
import io.github.sparkndarray.expr.TakenRows;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Takes of a few rows of what is not computed yet: no others are read, or only those between rows
 * that are near each other.
 */
final class FewRows {
  /** All rows are computed in so many slices. */
  private static final int MOST_SLICES = 64;

  /** Of an array this many times smaller than what the driver keeps all may be computed. */
  private static final double SMALL = 32;

  private final long keepOnDriver;
  private final ShuffledArrays.Inputs runner;
  private final Map<Shuffled, Expr> computed;

  FewRows(long keepOnDriver, ShuffledArrays.Inputs runner, Map<Shuffled, Expr> computed) {
    this.keepOnDriver = keepOnDriver;
    this.runner = runner;
    this.computed = computed;
  }

  /**
   * The rows that a shuffled array takes, as an expression that reads few others; nothing where
   * that is not better than a shuffle.
   */
  Optional<Expr> of(Shuffled node) {
    if (!(node.shuffle() instanceof Shuffle.Take)) {
      return Optional.empty();
    }
    Expr x = node.inputs().get(0);
    Expr indices = node.inputs().get(1);
    boolean isThere = x instanceof Literal || x instanceof Shuffled || x instanceof Persist;
    if (isThere || !TakenRows.areFew(indices.shape().size(), x.shape().extent(0)) || isSmall(x)) {
      return Optional.empty();
    }
    HostArray positions =
        indices instanceof Literal literal
            ? literal.values()
            : runner.collect(List.of(indices), computed).get(0);
    Optional<Expr> rows = TakenRows.of(x, positions);
    return rows.isPresent() ? rows : near(x, positions, node.shape());
  }

  /** Whether all that is read and made for an array is small. */
  private boolean isSmall(Expr x) {
    return DeepFirst.order(List.of(x), Expr::inputs).stream()
        .allMatch(
            read -> (double) read.shape().size() * read.dtype().itemSize() <= keepOnDriver / SMALL);
  }

  /** So many rows of an array in bytes. */
  private static double bytes(Expr x, long rows) {
    double all = (double) x.shape().size() * x.dtype().itemSize();
    return all / x.shape().extent(0) * rows;
  }

  /** Rows of slices that are computed together. */
  private Optional<Expr> near(Expr x, HostArray positions, Shape shape) {
    long[] wanted =
        LongStream.range(0, positions.size()).map(i -> positions.getLong((int) i)).toArray();
    List<long[]> slices = slices(wanted);
    long rows = slices.stream().mapToLong(slice -> slice[1] - slice[0]).sum();
    if (!TakenRows.areFew(rows, x.shape().extent(0)) || bytes(x, rows) > keepOnDriver) {
      return Optional.empty();
    }
    List<HostArray> values =
        runner.collect(
            slices.stream().map(slice -> View.slice(x, 0, slice[0], slice[1])).toList(), computed);
    long[] extents = shape.extents();
    extents[0] = rows;
    HostArray all = LocalShuffle.concatenate(values, Shape.of(extents), 0);
    long[] places = Arrays.stream(wanted).map(row -> place(row, slices)).toArray();
    HostArray where = HostArray.ofLongs(Shape.of(places.length), places);
    return Optional.of(new Literal(LocalShuffle.take(all, where, shape)));
  }

  /** Slices, each from a first row to before a last, that have all rows, with the widest gaps. */
  private static List<long[]> slices(long[] wanted) {
    long[] rows = LongStream.of(wanted).sorted().distinct().toArray();
    long[] gaps = new long[rows.length];
    for (int i = 1; i < rows.length; i++) {
      gaps[i] = rows[i] - rows[i - 1];
    }
    long[] widest = LongStream.of(gaps).sorted().toArray();
    long join = Math.max(1, widest[Math.max(0, rows.length - MOST_SLICES)]);
    List<long[]> slices = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      if (i == 0 || gaps[i] > join) {
        slices.add(new long[] {rows[i], rows[i] + 1});
      } else {
        slices.get(slices.size() - 1)[1] = rows[i] + 1;
      }
    }
    return slices;
  }

  /** Where a row is in slices that follow each other. */
  private static long place(long row, List<long[]> slices) {
    long before = 0;
    for (long[] slice : slices) {
      if (row < slice[1]) {
        return before + row - slice[0];
      }
      before += slice[1] - slice[0];
    }
    throw new IllegalArgumentException("no slice has row " + row);
  }
}
