package io.github.sparkndarray.execution.shuffle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.kernel.OrderedKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SoughtKeysTest {
  private static final long SEED = 20261127;
  private static final int SIZE = 20_000;

  /** Whatever keys there are, a few rounds of counting leave few of them. */
  @Test
  void areFoundInFewRounds() {
    Random random = new Random(SEED);
    Map<String, long[]> keys = new TreeMap<>();
    keys.put("uniform", real(random.doubles(SIZE).toArray()));
    keys.put("of all magnitudes", random.longs(SIZE).toArray());
    keys.put("normal", real(random.doubles(SIZE).map(u -> Math.log(u) * 1e-300).toArray()));
    keys.put("equal", new long[SIZE]);
    keys.put("few different", random.longs(SIZE, -2, 3).toArray());
    keys.put("small", random.longs(SIZE, 0, 100_000).toArray());
    keys.put("ends", edges(random));
    keys.put("in order", LongStream.range(0, SIZE).toArray());
    for (int places : new int[] {1, 2, 3, 100, 256}) {
      long[] ranks = random.longs(places, 0, SIZE).sorted().distinct().toArray();
      keys.forEach(
          (name, all) -> {
            String what = "seed %d, %s, %d places".formatted(SEED, name, ranks.length);
            check(what, all, ranks, 1_000);
            check(what + ", few may be left", all, ranks, 10);
          });
    }
  }

  private static long[] real(double[] values) {
    return Arrays.stream(values).mapToLong(OrderedKeys::of).toArray();
  }

  private static long[] edges(Random random) {
    long[] edges = {Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, Long.MAX_VALUE - 1, Long.MAX_VALUE};
    return random.ints(SIZE, 0, edges.length).mapToLong(i -> edges[i]).toArray();
  }

  private static void check(String what, long[] keys, long[] ranks, long most) {
    List<long[]> chunks = new ArrayList<>();
    for (int from = 0; from < keys.length; from += 7_000) {
      chunks.add(Arrays.copyOfRange(keys, from, Math.min(keys.length, from + 7_000)));
    }
    SoughtKeys sought = SoughtKeys.of(keys.length, ranks);
    int rounds = 0;
    while (sought.left() > most) {
      assertThat(rounds++).as(what).isLessThan(13);
      SoughtKeys known = sought;
      KeyCounts counts =
          chunks.stream()
              .map(
                  chunk -> {
                    KeyCounts own = new KeyCounts(known.ranges());
                    own.add(chunk);
                    return own;
                  })
              .reduce(KeyCounts::plus)
              .orElseThrow();
      sought = known.narrowed(counts);
    }
    List<long[]> left = chunks.stream().map(sought::among).toList();
    assertThat(left.stream().mapToLong(part -> part.length).sum())
        .as(what)
        .isEqualTo(sought.left());
    long[] sorted = keys.clone();
    Arrays.sort(sorted);
    assertThat(sought.found(left))
        .as(what)
        .isEqualTo(Arrays.stream(ranks).map(rank -> sorted[(int) rank]).toArray());
  }
}
