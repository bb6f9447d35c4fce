package io.github.sparkndarray.kernel;

import java.util.Arrays;

/**
 * Numbers as longs in the same order, in which NaN comes last, as in NumPy; selecting among them
 * and sorting by them. Where all depends on the values, branches are mispredicted half the time and
 * take longer than everything else: what can be is counted instead.
 */
public final class OrderedKeys {
  private static final long NAN = Double.doubleToLongBits(Double.NaN);
  private static final int DIGITS = 1 << Byte.SIZE;

  /** So few keys are in order before the digits of others are counted. */
  private static final int FEW = 48;

  private OrderedKeys() {}

  /** The key of a number, from which it can be told; all NaNs have the same. */
  public static long of(double value) {
    long bits = Double.isNaN(value) ? NAN : Double.doubleToRawLongBits(value);
    return bits ^ (bits >> 63 & Long.MAX_VALUE);
  }

  /** The number that a key is of. */
  public static double toReal(long key) {
    return Double.longBitsToDouble(key ^ (key >> 63 & Long.MAX_VALUE));
  }

  /**
   * The n-th least of some keys, counted from 0, which are moved about (C. A. R. Hoare, "Algorithm
   * 65: find", CACM 4(7), 1961; with N. Lomuto's partition, which needs no branches).
   */
  public static long select(long[] keys, int n, int count) {
    int from = 0;
    int to = count;
    while (true) {
      long pivot = median(keys[from], keys[(from + to) >>> 1], keys[to - 1]);
      int less = partition(keys, from, to, pivot);
      if (n < less) {
        to = less;
        continue;
      }
      // Apart from those that equal the pivot, of which there is one at least.
      int greater = pivot == Long.MAX_VALUE ? to : partition(keys, less, to, pivot + 1);
      if (n < greater) {
        return pivot;
      }
      from = greater;
    }
  }

  /** Moves keys below a bound before all others, and gives the index of the first other. */
  private static int partition(long[] keys, int from, int to, long bound) {
    int end = from;
    for (int i = from; i < to; i++) {
      long key = keys[i];
      keys[i] = keys[end];
      keys[end] = key;
      end += key < bound ? 1 : 0;
    }
    return end;
  }

  private static long median(long a, long b, long c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  /**
   * Where the keys of a range are in ascending order, equal ones in the order in which they are:
   * insertion where they are few, otherwise a radix sort from the last byte on (D. E. Knuth, "The
   * Art of Computer Programming", vol. 3, 5.2.5).
   *
   * @return indices from 0 on, relative to the range's start
   */
  public static int[] order(long[] keys, int from, int to) {
    int n = to - from;
    int[] order = new int[n];
    Arrays.setAll(order, i -> i);
    if (n <= FEW) {
      insert(keys, from, order);
      return order;
    }
    int[][] counts = new int[Long.BYTES][DIGITS];
    for (int i = from; i < to; i++) {
      for (int digit = 0; digit < Long.BYTES; digit++) {
        counts[digit][digit(keys[i], digit)]++;
      }
    }
    int[] moved = new int[n];
    for (int digit = 0; digit < Long.BYTES; digit++) {
      int[] starts = counts[digit];
      if (starts[digit(keys[from], digit)] < n) {
        move(keys, from, digit, order, startsOf(starts), moved);
        int[] swap = order;
        order = moved;
        moved = swap;
      }
    }
    return order;
  }

  private static void insert(long[] keys, int from, int[] order) {
    for (int i = 1; i < order.length; i++) {
      long key = keys[from + i];
      int j = i;
      while (j > 0 && keys[from + order[j - 1]] > key) {
        order[j] = order[j - 1];
        j--;
      }
      order[j] = i;
    }
  }

  private static void move(
      long[] keys, int from, int digit, int[] order, int[] starts, int[] moved) {
    for (int next : order) {
      moved[starts[digit(keys[from + next], digit)]++] = next;
    }
  }

  /** Turns counts into where what is counted starts. */
  private static int[] startsOf(int[] counts) {
    int start = 0;
    for (int digit = 0; digit < counts.length; digit++) {
      int count = counts[digit];
      counts[digit] = start;
      start += count;
    }
    return counts;
  }

  /** A byte of a key, from the last on; of the first the sign is turned, as negatives are less. */
  private static int digit(long key, int digit) {
    return (int) ((key ^ Long.MIN_VALUE) >>> (digit * Byte.SIZE)) & (DIGITS - 1);
  }
}
