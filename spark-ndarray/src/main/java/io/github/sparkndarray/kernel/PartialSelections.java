package io.github.sparkndarray.kernel;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.shape.Shape;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Combines the k best of parts. A part's state has k values and their positions for each parallel
 * element, in order; where there are fewer, positions end with {@link #NONE}.
 */
public final class PartialSelections {
  /** The position of a slot that nothing fills. */
  public static final long NONE = -1;

  private PartialSelections() {}

  static Partial merge(Partial a, Partial b) {
    Shape shape = a.state().get(0).shape();
    int k = slots(shape);
    Merger merger = new Merger(a, b, shape);
    for (int state = 0; state < shape.size(); state += k) {
      merger.merge(state, state, k);
    }
    return merger.result(a);
  }

  /**
   * The k best over rows, which are the last axis but that of the slots.
   *
   * @param left the shape without the rows
   * @param first the index of the first row in the whole problem
   * @param positions the reduced positions of a row in the whole problem
   */
  static Partial overRows(Partial rows, Shape left, int count, long first, long positions) {
    Partial best = row(rows, left, 0, count, first * positions);
    for (int row = 1; row < count; row++) {
      best = merge(best, row(rows, left, row, count, (first + row) * positions));
    }
    return new Partial(rows.reduction(), rows.dtype(), best.state());
  }

  /** One row's part, its positions counted from that of its first element. */
  private static Partial row(Partial rows, Shape left, int row, int count, long start) {
    HostArray from = rows.state().get(0);
    HostArray at = rows.state().get(1);
    HostArray values = HostArray.allocate(from.dtype(), left);
    HostArray places = HostArray.allocate(DType.INT64, left);
    ByteBuffer toValues = values.writableBuffer();
    ByteBuffer toPlaces = places.writableBuffer();
    int k = slots(left);
    for (int state = 0; state < left.size(); state += k) {
      int begin = state * count + row * k;
      for (int i = begin; i < begin + k; i++) {
        Partials.put(toValues, from, i);
        toPlaces.putLong(at.getLong(i) == NONE ? NONE : start + at.getLong(i));
      }
    }
    return new Partial(rows.reduction(), rows.dtype(), List.of(values, places));
  }

  private static int slots(Shape shape) {
    return (int) shape.extent(shape.rank() - 1);
  }

  /** Merges ordered slots of two parts. */
  private static final class Merger {
    private final Selection selection;
    private final HostArray valuesA;
    private final HostArray placesA;
    private final HostArray valuesB;
    private final HostArray placesB;
    private final HostArray values;
    private final HostArray places;
    private final ByteBuffer toValues;
    private final ByteBuffer toPlaces;

    Merger(Partial a, Partial b, Shape shape) {
      selection = new Selection(a.reduction().isGreatest());
      valuesA = a.state().get(0);
      placesA = a.state().get(1);
      valuesB = b.state().get(0);
      placesB = b.state().get(1);
      values = HostArray.allocate(valuesA.dtype(), shape);
      places = HostArray.allocate(DType.INT64, shape);
      toValues = values.writableBuffer();
      toPlaces = places.writableBuffer();
    }

    void merge(int a, int b, int k) {
      for (int i = 0; i < k; i++) {
        if (isFirst(a, b)) {
          Partials.put(toValues, valuesA, a);
          toPlaces.putLong(placesA.getLong(a++));
        } else {
          Partials.put(toValues, valuesB, b);
          toPlaces.putLong(placesB.getLong(b++));
        }
      }
    }

    private boolean isFirst(int a, int b) {
      long placeA = placesA.getLong(a);
      long placeB = placesB.getLong(b);
      if (placeA == NONE || placeB == NONE) {
        return placeB == NONE;
      }
      boolean real = values.dtype().isFloat();
      boolean before =
          real
              ? selection.isBefore(valuesA.getDouble(a), valuesB.getDouble(b))
              : selection.isBefore(valuesA.getLong(a), valuesB.getLong(b));
      boolean after =
          real
              ? selection.isBefore(valuesB.getDouble(b), valuesA.getDouble(a))
              : selection.isBefore(valuesB.getLong(b), valuesA.getLong(a));
      return before || (!after && placeA < placeB);
    }

    Partial result(Partial like) {
      return new Partial(like.reduction(), like.dtype(), List.of(values, places));
    }
  }
}
