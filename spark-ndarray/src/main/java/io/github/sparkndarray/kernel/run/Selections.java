package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.OrderedKeys;
import io.github.sparkndarray.kernel.Partial;
import io.github.sparkndarray.kernel.PartialSelections;
import io.github.sparkndarray.shape.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state of a selection: per parallel element candidates for the k best values, with the
 * block-local positions where they are. When there is no room for more, the k best of them stay
 * ({@link OrderedKeys#select}), and from then on only what comes before the last of these is a
 * candidate.
 */
final class Selections implements Tracked {
  private final DType dtype;
  private final boolean real;
  private final boolean greatest;
  private final int k;
  private final int room;
  private final Positions positions;

  /** Doubles as raw bits, integers as they are. */
  private final long[] values;

  private final long[] at;
  private final int[] counts;

  /** For each state the key that another must be less than, once there is such. */
  private final long[] limits;

  private final boolean[] limited;

  /** The keys of a state's candidates while some are chosen, and the same, moved about. */
  private final long[] keys;

  private final long[] moved;

  /** The k best and where they are, once they are known. */
  private @Nullable List<HostArray> best;

  Selections(Reduction reduction, DType dtype, int k, int size, Positions positions) {
    this.dtype = dtype;
    this.real = dtype.isFloat();
    this.greatest = reduction.isGreatest();
    this.k = k;
    this.room = Math.addExact(Math.multiplyExact(2, k), RowTracker.STEP);
    this.positions = positions;
    int slots = Math.multiplyExact(size, room);
    this.values = new long[slots];
    this.at = new long[slots];
    this.counts = new int[size];
    this.limits = new long[size];
    this.limited = new boolean[size];
    this.keys = new long[room];
    this.moved = new long[room];
  }

  /** The number of parallel elements. */
  int states() {
    return counts.length;
  }

  /** The value that another must come before to change anything; NaN while any would. */
  double realLimit(int state) {
    long limit = greatest ? ~limits[state] : limits[state];
    return limited[state] ? OrderedKeys.toReal(limit) : Double.NaN;
  }

  /**
   * Offers values, or their squares, found at positions later than all before them.
   *
   * @param n at most {@link RowTracker#STEP}
   * @param limit what another of {@code x} must be better than; NaN where any changes something
   * @param rooted whether the roots of what is given are meant
   * @return whether the limit has changed
   */
  boolean offerAll(
      int state, double[] x, int from, int n, long position, double limit, boolean rooted) {
    int slot = state * room + counts[state];
    for (int i = 0; i < n; i++) {
      double value = rooted ? Math.sqrt(x[from + i]) : x[from + i];
      values[slot] = Double.doubleToRawLongBits(value);
      at[slot] = position + i;
      boolean fails = greatest ? x[from + i] <= limit : x[from + i] >= limit;
      slot += fails ? 0 : 1;
    }
    return filled(state, slot);
  }

  /** As {@link #offerAll(int, double[], int, int, long, double, boolean)}. */
  boolean offerAll(
      int state, float[] x, int from, int n, long position, float limit, boolean rooted) {
    int slot = state * room + counts[state];
    for (int i = 0; i < n; i++) {
      float value = rooted ? (float) Math.sqrt(x[from + i]) : x[from + i];
      values[slot] = Double.doubleToRawLongBits(value);
      at[slot] = position + i;
      boolean fails = greatest ? x[from + i] <= limit : x[from + i] >= limit;
      slot += fails ? 0 : 1;
    }
    return filled(state, slot);
  }

  /** Offers a value found at a position later than all before it. Whether the limit has changed. */
  boolean offer(int state, double value, long position) {
    return offerBits(state, Double.doubleToRawLongBits(value), position);
  }

  /** As {@link #offer(int, double, long)}. */
  boolean offer(int state, long value, long position) {
    return offerBits(state, value, position);
  }

  private boolean offerBits(int state, long value, long position) {
    if (limited[state] && key(value) >= limits[state]) {
      return false;
    }
    int slot = state * room + counts[state];
    values[slot] = value;
    at[slot] = position;
    return filled(state, slot + 1);
  }

  /** Counts candidates up to a slot, and drops some where there are too many. */
  private boolean filled(int state, int slot) {
    counts[state] = slot - state * room;
    boolean full = counts[state] >= 2 * k;
    if (full) {
      keepBest(state);
    }
    return full;
  }

  /** Drops all but the k best candidates, which stay in the order in which they came. */
  private void keepBest(int state) {
    int first = state * room;
    int count = counts[state];
    for (int i = 0; i < count; i++) {
      keys[i] = key(values[first + i]);
    }
    System.arraycopy(keys, 0, moved, 0, count);
    long last = OrderedKeys.select(moved, k - 1, count);
    int equal = k;
    for (int i = 0; i < count; i++) {
      equal -= keys[i] < last ? 1 : 0;
    }
    int kept = 0;
    for (int i = 0; i < count; i++) {
      // Of those that equal the last only the first are among the k best.
      values[first + kept] = values[first + i];
      at[first + kept] = at[first + i];
      int isLast = keys[i] == last ? 1 : 0;
      int isKept = keys[i] < last ? 1 : isLast & -equal >>> Integer.SIZE - 1;
      equal -= isLast;
      kept += isKept;
    }
    counts[state] = k;
    limits[state] = last;
    limited[state] = true;
  }

  /** What is least for the best value; zeros of both signs are equal. */
  private long key(long value) {
    double number = Double.longBitsToDouble(value);
    long key = !real ? value : OrderedKeys.of(number == 0 ? 0.0 : number);
    return greatest ? ~key : key;
  }

  @Override
  public Partial partial(Reduction of, Shape parallel) {
    if (best == null) {
      best = best(parallel);
    }
    return new Partial(of, dtype, best);
  }

  private List<HostArray> best(Shape parallel) {
    long[] extents = Arrays.copyOf(parallel.extents(), parallel.rank() + 1);
    extents[parallel.rank()] = k;
    HostArray found = HostArray.allocate(dtype, Shape.of(extents));
    HostArray places = HostArray.allocate(DType.INT64, Shape.of(extents));
    ByteBuffer toFound = found.writableBuffer();
    ByteBuffer toPlaces = places.writableBuffer();
    for (int state = 0; state < counts.length; state++) {
      if (counts[state] > k) {
        keepBest(state);
      }
      int first = state * room;
      int count = counts[state];
      for (int i = 0; i < count; i++) {
        keys[i] = key(values[first + i]);
      }
      for (int next : OrderedKeys.order(keys, 0, count)) {
        toPlaces.putLong(positions.global(at[first + next]));
        put(toFound, values[first + next]);
      }
      for (int slot = count; slot < k; slot++) {
        toPlaces.putLong(PartialSelections.NONE);
        put(toFound, 0);
      }
    }
    return List.of(found, places);
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
