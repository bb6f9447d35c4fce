package io.github.sparkndarray.execution.shuffle;

import java.io.Serializable;
import java.util.Arrays;

/**
 * How many keys there are in equal parts of some ranges, and the least and the greatest of each.
 */
final class KeyCounts implements Serializable {
  /** The parts of all ranges together: their counts are at home in a core's cache. */
  private static final int MOST_BITS = 13;

  private static final int LEAST_BITS = 5;

  private final KeyRanges ranges;
  private final int bits;
  private final int[] shifts;
  private final long[] counts;
  private final long[] least;
  private final long[] greatest;

  KeyCounts(KeyRanges ranges) {
    this.ranges = ranges;
    this.bits = Math.max(LEAST_BITS, MOST_BITS - bits(ranges.size() - 1));
    this.shifts = new int[ranges.size()];
    Arrays.setAll(shifts, i -> Math.max(0, bits(ranges.highs()[i] - ranges.lows()[i]) - bits));
    this.counts = new long[ranges.size() << bits];
    this.least = new long[counts.length];
    this.greatest = new long[counts.length];
    Arrays.fill(least, Long.MAX_VALUE);
    Arrays.fill(greatest, Long.MIN_VALUE);
  }

  /** How many bits an unsigned number has. */
  private static int bits(long number) {
    return Long.SIZE - Long.numberOfLeadingZeros(number);
  }

  /** Counts keys that are in a range of several keys. */
  void add(long[] keys) {
    for (long key : keys) {
      int range = ranges.find(key);
      if (range < 0 || ranges.isOneKey(range)) {
        continue;
      }
      // Unsigned, as a range may have more keys than there are positive numbers.
      int part = (range << bits) + (int) ((key - ranges.lows()[range]) >>> shifts[range]);
      counts[part]++;
      least[part] = Math.min(least[part], key);
      greatest[part] = Math.max(greatest[part], key);
    }
  }

  /** Adds what is counted elsewhere of the same ranges. */
  KeyCounts plus(KeyCounts other) {
    for (int part = 0; part < counts.length; part++) {
      counts[part] += other.counts[part];
      least[part] = Math.min(least[part], other.least[part]);
      greatest[part] = Math.max(greatest[part], other.greatest[part]);
    }
    return this;
  }

  /** The part that has the key of a rank, counted from 0, among those of a range. */
  Part part(int range, long rank) {
    int part = range << bits;
    long left = rank;
    while (left >= counts[part]) {
      left -= counts[part++];
    }
    return new Part(least[part], greatest[part], counts[part], left);
  }

  /**
   * A part of a range.
   *
   * @param low its least key
   * @param high its greatest key
   * @param count how many keys there are
   * @param rank of the sought key among them, counted from 0
   */
  record Part(long low, long high, long count, long rank) {}
}
