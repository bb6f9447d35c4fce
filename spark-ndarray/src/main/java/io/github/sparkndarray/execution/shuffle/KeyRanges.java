package io.github.sparkndarray.execution.shuffle;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Ranges of keys, ascending and apart from each other.
 *
 * @param lows the least key of each
 * @param highs the greatest key of each, which is in it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record KeyRanges(long[] lows, long[] highs) implements Serializable {

  /** So few are looked at one after the other. */
  private static final int FEW = 12;

  /** The range of all keys. */
  static KeyRanges all() {
    return new KeyRanges(new long[] {Long.MIN_VALUE}, new long[] {Long.MAX_VALUE});
  }

  int size() {
    return lows.length;
  }

  /** The range that has a key; -1 where none has. */
  int find(long key) {
    int range = lows.length <= FEW ? among(key) : search(key);
    return range >= 0 && key >= lows[range] && key <= highs[range] ? range : -1;
  }

  /** The last range that does not begin after a key, without branches that nobody can predict. */
  private int among(long key) {
    int range = -1;
    for (long low : lows) {
      range += low <= key ? 1 : 0;
    }
    return range;
  }

  private int search(long key) {
    int place = Arrays.binarySearch(lows, key);
    return place >= 0 ? place : -place - 2;
  }

  /** Whether a range has one key only, so that it need not be looked for. */
  boolean isOneKey(int range) {
    return lows[range] == highs[range];
  }
}
