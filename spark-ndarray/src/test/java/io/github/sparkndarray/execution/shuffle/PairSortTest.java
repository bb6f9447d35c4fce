package io.github.sparkndarray.execution.shuffle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Values that go along with keys, equal keys in their order. */
class PairSortTest {

  @Test
  void valuesGoAlongWithTheirKeys() {
    long seed = 20261126;
    Random random = new Random(seed);
    for (int size : new int[] {0, 1, 15, 16, 17, 33, 100, 1000, 4099}) {
      check(random.longs(size, 0, 50).toArray(), seed);
      check(random.longs(size).toArray(), seed);
    }
  }

  @Test
  void sortedPartsAreMerged() {
    LongStream twice = LongStream.concat(LongStream.range(0, 700), LongStream.range(0, 700));
    check(LongStream.concat(twice, LongStream.range(-3, 30)).toArray(), 0);
    check(LongStream.range(0, 500).map(i -> -i).toArray(), 0);
  }

  private static void check(long[] keys, long seed) {
    Integer[] order = IntStream.range(0, keys.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingLong(i -> keys[i]));
    long[] sorted = keys.clone();
    long[] values = LongStream.range(0, keys.length).toArray();
    PairSort.sort(sorted, values);
    assertThat(values)
        .as("seed %d, size %d", seed, keys.length)
        .isEqualTo(Arrays.stream(order).mapToLong(i -> i).toArray());
    assertThat(sorted).isSorted();
  }
}
