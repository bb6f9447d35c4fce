package io.github.sparkndarray.execution.shuffle;

import java.util.Arrays;

/**
 * Sorts keys and what belongs to each of them, equal ones in the order in which they are: a merge
 * sort of runs that are in order already, of which parts from sorted chunks are long ones, and of
 * short runs that insertion has sorted. Both are read and written one after the other.
 */
final class PairSort {
  private static final int SHORT_RUN = 16;

  private PairSort() {}

  /** Sorts keys, and values along with them. */
  static void sort(long[] keys, long[] values) {
    int[] ends = runs(keys, values);
    long[] fromKeys = keys;
    long[] fromValues = values;
    long[] toKeys = new long[ends.length > 1 ? keys.length : 0];
    long[] toValues = new long[toKeys.length];
    while (ends.length > 1) {
      int[] merged = new int[(ends.length + 1) / 2];
      int start = 0;
      for (int run = 0; run < ends.length; run += 2) {
        int middle = ends[run];
        int end = run + 1 < ends.length ? ends[run + 1] : middle;
        merge(fromKeys, fromValues, start, middle, end, toKeys, toValues);
        merged[run / 2] = end;
        start = end;
      }
      ends = merged;
      long[] swap = fromKeys;
      fromKeys = toKeys;
      toKeys = swap;
      swap = fromValues;
      fromValues = toValues;
      toValues = swap;
    }
    if (fromKeys != keys) {
      System.arraycopy(fromKeys, 0, keys, 0, keys.length);
      System.arraycopy(fromValues, 0, values, 0, values.length);
    }
  }

  /** The ends of runs in ascending order, none of them short but the last. */
  private static int[] runs(long[] keys, long[] values) {
    int[] ends = new int[keys.length / SHORT_RUN + 1];
    int count = 0;
    int start = 0;
    while (start < keys.length) {
      int end = start + 1;
      while (end < keys.length && keys[end - 1] <= keys[end]) {
        end++;
      }
      if (end - start < SHORT_RUN) {
        int sorted = end;
        end = Math.min(keys.length, start + SHORT_RUN);
        insert(keys, values, start, sorted, end);
      }
      ends[count++] = end;
      start = end;
    }
    return Arrays.copyOf(ends, count);
  }

  private static void insert(long[] keys, long[] values, int start, int sorted, int end) {
    for (int i = sorted; i < end; i++) {
      long key = keys[i];
      long value = values[i];
      int j = i;
      while (j > start && keys[j - 1] > key) {
        keys[j] = keys[j - 1];
        values[j] = values[j - 1];
        j--;
      }
      keys[j] = key;
      values[j] = value;
    }
  }

  private static void merge(
      long[] keys, long[] values, int start, int middle, int end, long[] toKeys, long[] toValues) {
    int left = start;
    int right = middle;
    int to = start;
    while (left < middle && right < end) {
      long leftKey = keys[left];
      long rightKey = keys[right];
      boolean takeLeft = leftKey <= rightKey;
      toKeys[to] = takeLeft ? leftKey : rightKey;
      toValues[to++] = values[takeLeft ? left++ : right++];
    }
    int rest = left < middle ? left : right;
    System.arraycopy(keys, rest, toKeys, to, end - to);
    System.arraycopy(values, rest, toValues, to, end - to);
  }
}
