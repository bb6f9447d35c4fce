package io.github.sparkndarray.kernel;

import java.util.Arrays;

/**
 * Numbers as longs in the same order, in which NaN comes last, as in NumPy; selecting among them
 * and sorting by them. Where all depends on the values, branches are mispredicted half the time and
 * take longer than everything else: what can be is counted instead.
 */
public final class OrderedKeys {
  private static final long NAN = Double.doubleToLongBits(Double.NaN);

  /** So few keys are in order before the digits of others are counted. */
  private static final int FEW = 48;

  /** From so many keys on counting them is faster than comparing them. */
  private static final int MANY = 4096;

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
    return select(keys, n, 0, count);
  }

  /**
   * Puts those keys of a range in their places that sorting it would put at some.
   *
   * @param ranks the places, ascending, counted from the range's start
   */
  public static void select(long[] keys, int from, int to, int[] ranks) {
    select(
        keys, from, to, Arrays.stream(ranks).map(rank -> from + rank).toArray(), 0, ranks.length);
  }

  /** What lies between two places that have their keys is looked through for the others there. */
  private static void select(long[] keys, int from, int to, int[] places, int first, int last) {
    if (first < last) {
      int middle = (first + last) >>> 1;
      int place = places[middle];
      select(keys, place, from, to);
      select(keys, from, place, places, first, middle);
      select(keys, place + 1, to, places, middle + 1, last);
    }
  }

  /** Puts the key into its place that sorting a range would put there. */
  private static long select(long[] keys, int place, int start, int end) {
    int from = start;
    int to = end;
    while (true) {
      long pivot = median(keys[from], keys[(from + to) >>> 1], keys[to - 1]);
      int less = partition(keys, from, to, pivot);
      if (place < less) {
        to = less;
        continue;
      }
      // Apart from those that equal the pivot, of which there is one at least.
      int greater = pivot == Long.MAX_VALUE ? to : partition(keys, less, to, pivot + 1);
      if (place < greater) {
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

  /** Puts the keys of a range in ascending order. */
  public static void sort(long[] keys, int from, int to) {
    if (to - from < MANY || isSorted(keys, from, to)) {
      Arrays.sort(keys, from, to);
    } else {
      new RadixSort(keys, from, to).sort();
    }
  }

  private static boolean isSorted(long[] keys, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (keys[i - 1] > keys[i]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Where the keys of a range, which are used up, are in ascending order, equal ones in the order
   * in which they are.
   *
   * @return indices from 0 on, relative to the range's start
   */
  public static int[] order(long[] keys, int from, int to) {
    if (to - from > FEW) {
      return new RadixSort(keys, from, to).order();
    }
    int[] order = new int[to - from];
    Arrays.setAll(order, i -> i);
    insert(keys, from, order);
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
}
