package io.github.sparkndarray.kernel;

import java.util.Arrays;

/**
 * Sorts long arrays of keys by their bytes, from the last on (D. E. Knuth, "The Art of Computer
 * Programming", vol. 3, 5.2.5): nothing is compared, so that no branch is mispredicted.
 */
final class RadixSort {
  private static final int DIGITS = 1 << Byte.SIZE;

  private final long[] keys;
  private final int from;
  private final int n;
  private final int[][] counts = new int[Long.BYTES][DIGITS];

  RadixSort(long[] keys, int from, int to) {
    this.keys = keys;
    this.from = from;
    this.n = to - from;
    for (int i = from; i < to; i++) {
      for (int digit = 0; digit < Long.BYTES; digit++) {
        counts[digit][digit(keys[i], digit)]++;
      }
    }
  }

  /** Puts the keys in ascending order. */
  void sort() {
    long[] sorted = inPasses(this::move);
    if (sorted != keys) {
      System.arraycopy(sorted, 0, keys, from, n);
    }
  }

  /** Where the keys, which are used up, are in order, equal ones as they are: indices from 0 on. */
  int[] order() {
    Order order = new Order(n);
    inPasses(order::move);
    return order.now;
  }

  /** Moves keys to where a byte of theirs puts them. */
  private interface Move {
    void move(long[] source, int at, int digit, long[] target, int to);
  }

  /** Moves the keys once for each byte that tells some apart, and returns where they then are. */
  private long[] inPasses(Move move) {
    long[] source = keys;
    int at = from;
    long[] target = new long[n];
    int to = 0;
    for (int digit = 0; digit < Long.BYTES; digit++) {
      if (tellsApart(digit)) {
        move.move(source, at, digit, target, to);
        long[] moved = target;
        target = source;
        source = moved;
        int start = to;
        to = at;
        at = start;
      }
    }
    return source;
  }

  /** Whether not all keys have the same digit. */
  private boolean tellsApart(int digit) {
    for (int count : counts[digit]) {
      if (count > 0) {
        return count < n;
      }
    }
    return false;
  }

  private void move(long[] source, int at, int digit, long[] target, int to) {
    int[] starts = starts(digit);
    for (int i = at; i < at + n; i++) {
      long key = source[i];
      target[to + starts[digit(key, digit)]++] = key;
    }
  }

  /** Where the keys that are moved were at first. */
  private final class Order {
    private int[] now;
    private int[] next;

    Order(int n) {
      this.now = new int[n];
      this.next = new int[n];
      Arrays.setAll(now, i -> i);
    }

    void move(long[] source, int at, int digit, long[] target, int to) {
      int[] starts = starts(digit);
      for (int i = 0; i < n; i++) {
        long key = source[at + i];
        int place = starts[digit(key, digit)]++;
        target[to + place] = key;
        next[place] = now[i];
      }
      int[] moved = next;
      next = now;
      now = moved;
    }
  }

  /** Where the keys with each digit start. */
  private int[] starts(int digit) {
    int[] starts = new int[DIGITS];
    for (int i = 1; i < DIGITS; i++) {
      starts[i] = starts[i - 1] + counts[digit][i - 1];
    }
    return starts;
  }

  /** A byte of a key, from the last on; of the first the sign is turned, as negatives are less. */
  private static int digit(long key, int digit) {
    return (int) ((key ^ Long.MIN_VALUE) >>> (digit * Byte.SIZE)) & (DIGITS - 1);
  }
}
