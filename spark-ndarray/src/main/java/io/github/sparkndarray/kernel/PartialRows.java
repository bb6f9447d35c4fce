package io.github.sparkndarray.kernel;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.shape.Shape;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Reduces a partial further, along the last axis of its state: what is left of a reduction whose
 * first axis was walked row by row.
 */
public final class PartialRows {
  private PartialRows() {}

  /**
   * The partial over all rows, combined in their order.
   *
   * @param rows a partial whose last axis, but for that of slots, is the rows
   * @param left the shape without it
   * @param first the index of the first row in the whole problem
   * @param positions the reduced positions of a row in the whole problem
   */
  public static Partial reduce(Partial rows, Shape left, long first, long positions) {
    Shape shape = rows.state().get(0).shape();
    boolean wide = rows.reduction().isWide();
    int count = (int) shape.extent(shape.rank() - (wide ? 2 : 1));
    if (rows.reduction().isSelection()) {
      return PartialSelections.overRows(rows, left, count, first, positions);
    }
    List<HostArray> state =
        switch (rows.reduction()) {
          case SUM -> rows.dtype().isFloat() ? sums(rows, left, count) : totals(rows, left, count);
          case PROD -> products(rows, left, count);
          case SQUARED_DEVIATIONS -> moments(rows.state(), left, count);
          case BINCOUNT -> counts(rows, left, count);
          case MIN, MAX, ANY, ALL, ARGMIN, ARGMAX -> best(rows, left, count, first, positions);
          case SMALLEST, LARGEST, ARGSMALLEST, ARGLARGEST ->
              throw new IllegalStateException("selections are merged");
        };
    return new Partial(rows.reduction(), rows.dtype(), state);
  }

  private static List<HostArray> sums(Partial rows, Shape left, int count) {
    HostArray from = Partials.sumState(rows).get(0);
    HostArray lost = Partials.sumState(rows).get(1);
    HostArray sums = HostArray.allocate(DType.FLOAT64, left);
    HostArray losses = HostArray.allocate(DType.FLOAT64, left);
    ByteBuffer toSums = sums.writableBuffer();
    ByteBuffer toLosses = losses.writableBuffer();
    for (int start = 0; start < from.size(); start += count) {
      double sum = 0;
      double compensation = 0;
      for (int i = start; i < start + count; i++) {
        double x = from.getDouble(i);
        double total = sum + x;
        compensation += lost.getDouble(i) + Partials.lost(sum, x, total);
        sum = total;
      }
      toSums.putDouble(sum);
      toLosses.putDouble(compensation);
    }
    return List.of(sums, losses);
  }

  private static List<HostArray> moments(List<HostArray> rows, Shape left, int count) {
    MomentArrays to = new MomentArrays(left);
    Moments moments = new Moments();
    for (int start = 0; start < rows.get(0).size(); start += count) {
      moments.set(0, 0, 0, 0, 0);
      for (int i = start; i < start + count; i++) {
        MomentArrays.add(moments, rows, i);
      }
      to.put(moments);
    }
    return to.state();
  }

  private static List<HostArray> totals(Partial rows, Shape left, int count) {
    HostArray from = rows.state().get(0);
    HostArray result = HostArray.allocate(from.dtype(), left);
    ByteBuffer to = result.writableBuffer();
    for (int start = 0; start < from.size(); start += count) {
      long total = 0;
      for (int i = start; i < start + count; i++) {
        total += from.getLong(i);
      }
      Partials.putLong(to, from.dtype(), total);
    }
    return List.of(result);
  }

  private static List<HostArray> products(Partial rows, Shape left, int count) {
    HostArray from = rows.state().get(0);
    HostArray result = HostArray.allocate(from.dtype(), left);
    ByteBuffer to = result.writableBuffer();
    for (int start = 0; start < from.size(); start += count) {
      double real = 1;
      long whole = 1;
      for (int i = start; i < start + count; i++) {
        if (from.dtype().isFloat()) {
          real *= from.getDouble(i);
        } else {
          whole *= from.getLong(i);
        }
      }
      if (from.dtype().isFloat()) {
        to.putDouble(real);
      } else {
        Partials.putLong(to, from.dtype(), whole);
      }
    }
    return List.of(result);
  }

  private static List<HostArray> counts(Partial rows, Shape left, int count) {
    HostArray from = rows.state().get(0);
    int slots = (int) left.extent(left.rank() - 1);
    HostArray result = HostArray.allocate(from.dtype(), left);
    ByteBuffer to = result.writableBuffer();
    for (int start = 0; start < from.size(); start += count * slots) {
      for (int slot = 0; slot < slots; slot++) {
        long total = 0;
        for (int row = 0; row < count; row++) {
          total += from.getLong(start + row * slots + slot);
        }
        to.putLong(total);
      }
    }
    return List.of(result);
  }

  private static List<HostArray> best(
      Partial rows, Shape left, int count, long first, long positions) {
    Reduction reduction = rows.reduction();
    boolean max =
        reduction == Reduction.MAX || reduction == Reduction.ARGMAX || reduction == Reduction.ANY;
    HostArray from = rows.state().get(0);
    HostArray values = HostArray.allocate(from.dtype(), left);
    HostArray places = HostArray.allocate(DType.INT64, reduction.isPosition() ? left : Shape.of(0));
    ByteBuffer toValues = values.writableBuffer();
    ByteBuffer toPlaces = places.writableBuffer();
    for (int start = 0; start < from.size(); start += count) {
      int best = start;
      for (int i = start + 1; i < start + count; i++) {
        best = Partials.isBetter(max, from, i, from, best) ? i : best;
      }
      Partials.put(toValues, from, best);
      if (reduction.isPosition()) {
        long row = first + best - start;
        toPlaces.putLong(row * positions + rows.state().get(1).getLong(best));
      }
    }
    return reduction.isPosition() ? List.of(values, places) : List.of(values);
  }
}
