package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Partial;
import io.github.sparkndarray.kernel.PartialSelections;
import io.github.sparkndarray.kernel.Selection;
import io.github.sparkndarray.shape.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The state of a selection: per parallel element candidates for the k best values, with the
 * block-local positions where they are. When there is no room for more, the k best of them stay
 * (quickselect), and from then on only what comes before the last of these is a candidate.
 */
final class Selections implements Tracked {
  private final DType dtype;
  private final boolean real;
  private final Selection selection;
  private final int k;
  private final int room;
  private final Positions positions;

  /** Doubles as raw bits, integers as they are. */
  private final long[] values;

  private final long[] at;
  private final int[] counts;

  /** For each state what another value must come before, once there is such. */
  private final long[] limits;

  private final boolean[] limited;

  Selections(Reduction reduction, DType dtype, int k, int size, Positions positions) {
    this.dtype = dtype;
    this.real = dtype.isFloat();
    this.selection = new Selection(reduction.isGreatest());
    this.k = k;
    this.room = Math.multiplyExact(2, k);
    this.positions = positions;
    int slots = Math.multiplyExact(size, room);
    this.values = new long[slots];
    this.at = new long[slots];
    this.counts = new int[size];
    this.limits = new long[size];
    this.limited = new boolean[size];
  }

  /** The number of parallel elements. */
  int states() {
    return counts.length;
  }

  /** The value that another must come before to change anything; NaN while any would. */
  double realLimit(int state) {
    return limited[state] ? Double.longBitsToDouble(limits[state]) : Double.NaN;
  }

  /** Offers a value found at a position later than all before it. */
  void offer(int state, double value, long position) {
    offerBits(state, Double.doubleToRawLongBits(value), position);
  }

  /** As {@link #offer(int, double, long)}. */
  void offer(int state, long value, long position) {
    offerBits(state, value, position);
  }

  private void offerBits(int state, long value, long position) {
    if (limited[state] && !isBefore(value, limits[state])) {
      return;
    }
    int slot = state * room + counts[state]++;
    values[slot] = value;
    at[slot] = position;
    if (counts[state] == room) {
      keepBest(state);
    }
  }

  /** Drops all but the k best candidates. */
  private void keepBest(int state) {
    int first = state * room;
    int last = first + k - 1;
    int from = first;
    int to = first + counts[state] - 1;
    while (from < to) {
      int split = partition(from, to);
      if (last <= split) {
        to = split;
      } else {
        from = split + 1;
      }
    }
    // What is left is the last of the k best: all before it come before it.
    counts[state] = k;
    limits[state] = values[last];
    limited[state] = true;
  }

  private void sort(int first, int last) {
    int from = first;
    int to = last;
    while (from < to) {
      int split = partition(from, to);
      // The shorter part first, so that the calls do not nest deeply.
      if (split - from < to - split) {
        sort(from, split);
        from = split + 1;
      } else {
        sort(split + 1, to);
        to = split;
      }
    }
  }

  /**
   * Hoare's partition: entries up to the result come before or are the pivot, those after it come
   * after or are it; both sides have some.
   */
  private int partition(int from, int to) {
    int middle = median(from, (from + to) >>> 1, to);
    long value = values[middle];
    long position = at[middle];
    int i = from - 1;
    int j = to + 1;
    while (true) {
      do {
        i++;
      } while (isBefore(values[i], at[i], value, position));
      do {
        j--;
      } while (isBefore(value, position, values[j], at[j]));
      if (i >= j) {
        return Math.min(j, to - 1);
      }
      long swappedValue = values[i];
      long swappedAt = at[i];
      values[i] = values[j];
      at[i] = at[j];
      values[j] = swappedValue;
      at[j] = swappedAt;
    }
  }

  private int median(int a, int b, int c) {
    boolean ab = isBefore(values[a], at[a], values[b], at[b]);
    boolean bc = isBefore(values[b], at[b], values[c], at[c]);
    boolean ac = isBefore(values[a], at[a], values[c], at[c]);
    return ab == bc ? b : ab == ac ? c : a;
  }

  private boolean isBefore(long x, long y) {
    return real
        ? selection.isBefore(Double.longBitsToDouble(x), Double.longBitsToDouble(y))
        : selection.isBefore(x, y);
  }

  private boolean isBefore(long x, long positionX, long y, long positionY) {
    return isBefore(x, y) || (positionX < positionY && !isBefore(y, x));
  }

  @Override
  public Partial partial(Reduction of, Shape parallel) {
    long[] extents = Arrays.copyOf(parallel.extents(), parallel.rank() + 1);
    extents[parallel.rank()] = k;
    HostArray best = HostArray.allocate(dtype, Shape.of(extents));
    HostArray places = HostArray.allocate(DType.INT64, Shape.of(extents));
    ByteBuffer toBest = best.writableBuffer();
    ByteBuffer toPlaces = places.writableBuffer();
    for (int state = 0; state < counts.length; state++) {
      if (counts[state] > k) {
        keepBest(state);
      }
      int first = state * room;
      sort(first, first + counts[state] - 1);
      for (int slot = 0; slot < k; slot++) {
        boolean filled = slot < counts[state];
        long where = filled ? positions.global(at[first + slot]) : PartialSelections.NONE;
        toPlaces.putLong(where);
        put(toBest, filled ? values[first + slot] : 0);
      }
    }
    return new Partial(of, dtype, List.of(best, places));
  }

  private void put(ByteBuffer to, long value) {
    switch (dtype) {
      case FLOAT64 -> to.putDouble(Double.longBitsToDouble(value));
      case FLOAT32 -> to.putFloat((float) Double.longBitsToDouble(value));
      case INT64 -> to.putLong(value);
      case INT32 -> to.putInt((int) value);
      default -> to.put((byte) value);
    }
  }
}
