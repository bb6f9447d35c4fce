package io.github.sparkndarray.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderedKeysTest {
  @Test
  void ordersAreStable() {
    long seed = 20261125;
    Random random = new Random(seed);
    for (int size : new int[] {0, 1, 15, 16, 17, 33, 100, 1000, 4099}) {
      long[] keys = random.longs(size, 0, 50).toArray();
      Integer[] expected = IntStream.range(0, size).boxed().toArray(Integer[]::new);
      Arrays.sort(expected, Comparator.comparingLong(i -> keys[i]));
      assertThat(OrderedKeys.order(keys.clone(), 0, size))
          .as("seed %d, size %d", seed, size)
          .isEqualTo(IntStream.range(0, size).map(i -> expected[i]).toArray());
    }
  }

  @Test
  void rangesOfKeysAreSorted() {
    long seed = 20261127;
    Random random = new Random(seed);
    for (int size : new int[] {0, 1, 100, 4096, 5000, 70_001}) {
      for (int bits : new int[] {1, 9, 40, 64}) {
        long[] keys = random.longs(size).map(key -> key >> (64 - bits)).toArray();
        int from = size / 7;
        int to = size - size / 50;
        long[] expected = keys.clone();
        Arrays.sort(expected, from, to);
        int[] order = OrderedKeys.order(keys.clone(), from, to);
        long[] ordered = keys.clone();
        for (int i = 0; i < order.length; i++) {
          ordered[from + i] = keys[from + order[i]];
        }
        OrderedKeys.sort(keys, from, to);
        String what = "seed %d, size %d, %d bits".formatted(seed, size, bits);
        assertThat(keys).as(what).isEqualTo(expected);
        assertThat(ordered).as(what).isEqualTo(expected);
        OrderedKeys.sort(keys, from, to);
        assertThat(keys).as(what + ", sorted before").isEqualTo(expected);
      }
    }
  }

  @Test
  void everyKeyCanBeSelected() {
    long seed = 20261126;
    Random random = new Random(seed);
    long[] edges = {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE - 1, Long.MAX_VALUE};
    for (int size : new int[] {1, 2, 3, 16, 257}) {
      for (int distinct : new int[] {1, 2, edges.length}) {
        long[] keys = random.ints(size, 0, distinct).mapToLong(i -> edges[5 - i]).toArray();
        long[] sorted = keys.clone();
        Arrays.sort(sorted);
        for (int n = 0; n < size; n++) {
          assertThat(OrderedKeys.select(keys.clone(), n, size))
              .as("seed %d, %d of %d", seed, n, size)
              .isEqualTo(sorted[n]);
        }
      }
    }
  }

  @Test
  void severalKeysOfARangeAreSelectedTogether() {
    long seed = 20261127;
    Random random = new Random(seed);
    for (int size : new int[] {1, 2, 5, 64, 1000}) {
      for (int distinct : new int[] {1, 3, Integer.MAX_VALUE}) {
        long[] keys = random.ints(size + 2, 0, distinct).asLongStream().toArray();
        int[] ranks = random.ints(7, 0, size).sorted().distinct().toArray();
        long[] sorted = keys.clone();
        Arrays.sort(sorted, 1, size + 1);
        long[] selected = keys.clone();
        OrderedKeys.select(selected, 1, size + 1, ranks);
        String what = "seed %d, size %d, %d different".formatted(seed, size, distinct);
        for (int rank : ranks) {
          assertThat(selected[1 + rank]).as(what).isEqualTo(sorted[1 + rank]);
        }
        assertThat(selected[0]).as(what).isEqualTo(keys[0]);
        assertThat(selected[size + 1]).as(what).isEqualTo(keys[size + 1]);
        Arrays.sort(selected, 1, size + 1);
        assertThat(selected).as(what).isEqualTo(sorted);
      }
    }
  }
}
