package io.github.sparkndarray.execution.shuffle;

import io.github.sparkndarray.kernel.OrderedKeys;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is known of keys that are sought by their ranks among many: ranges that have them. Counting
 * what is in equal parts of these narrows them down, until so few keys are left in them that these
 * can be brought together.
 *
 * @param ranges the ranges, each of which has a sought key
 * @param counts how many keys each range has
 * @param range for each sought key, ascending, the range that has it
 * @param rank for each sought key its rank in its range, counted from 0
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SoughtKeys(KeyRanges ranges, long[] counts, int[] range, long[] rank)
    implements Serializable {
  private static final int FIRST = 64;

  /** Of a number of keys those with the given ranks, ascending. */
  static SoughtKeys of(long count, long[] ranks) {
    return new SoughtKeys(KeyRanges.all(), new long[] {count}, new int[ranks.length], ranks);
  }

  /** How many keys may still be sought ones: ranges of one key have been found. */
  long left() {
    long left = 0;
    for (int i = 0; i < counts.length; i++) {
      left += ranges.isOneKey(i) ? 0 : counts[i];
    }
    return left;
  }

  /** Those of some keys that may be sought ones. */
  long[] among(long[] keys) {
    long[] among = new long[FIRST];
    int size = 0;
    for (long key : keys) {
      int own = ranges.find(key);
      if (own >= 0 && !ranges.isOneKey(own)) {
        if (size == among.length) {
          among = Arrays.copyOf(among, 2 * size);
        }
        among[size++] = key;
      }
    }
    return Arrays.copyOf(among, size);
  }

  /** What is known when all keys have been counted. */
  SoughtKeys narrowed(KeyCounts counted) {
    List<KeyCounts.Part> parts = new ArrayList<>();
    int[] newRange = new int[range.length];
    long[] newRank = new long[range.length];
    for (int i = 0; i < range.length; i++) {
      int own = range[i];
      KeyCounts.Part part =
          ranges.isOneKey(own)
              ? new KeyCounts.Part(ranges.lows()[own], ranges.lows()[own], counts[own], rank[i])
              : counted.part(own, rank[i]);
      if (parts.isEmpty() || parts.get(parts.size() - 1).low() != part.low()) {
        parts.add(part);
      }
      newRange[i] = parts.size() - 1;
      newRank[i] = part.rank();
    }
    return new SoughtKeys(
        new KeyRanges(
            parts.stream().mapToLong(KeyCounts.Part::low).toArray(),
            parts.stream().mapToLong(KeyCounts.Part::high).toArray()),
        parts.stream().mapToLong(KeyCounts.Part::count).toArray(),
        newRange,
        newRank);
  }

  /**
   * The sought keys.
   *
   * @param parts all keys that may be sought ones, in any order
   */
  long[] found(Iterable<long[]> parts) {
    long[] among = new long[Math.toIntExact(left())];
    int size = 0;
    for (long[] part : parts) {
      System.arraycopy(part, 0, among, size, part.length);
      size += part.length;
    }
    OrderedKeys.sort(among, 0, among.length);
    int[] starts = new int[counts.length];
    for (int i = 1; i < starts.length; i++) {
      starts[i] = starts[i - 1] + (ranges.isOneKey(i - 1) ? 0 : Math.toIntExact(counts[i - 1]));
    }
    long[] found = new long[range.length];
    for (int i = 0; i < found.length; i++) {
      int own = range[i];
      found[i] =
          ranges.isOneKey(own) ? ranges.lows()[own] : among[starts[own] + Math.toIntExact(rank[i])];
    }
    return found;
  }
}
