package io.github.sparkndarray.execution.shuffle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.shape.Shape;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SortKeysTest {
  private static final double[] AWKWARD = {
    2,
    Double.NaN,
    -0.0,
    0.0,
    Double.NEGATIVE_INFINITY,
    -3.5,
    1e-310,
    -1e-310,
    2,
    Double.POSITIVE_INFINITY,
    Double.longBitsToDouble(-1L)
  };

  @Test
  void keysHaveTheOrderOfElements() {
    HostArray sorted =
        LocalShuffle.sort(HostArray.ofDoubles(Shape.of(AWKWARD.length), AWKWARD), 11, false);
    double[] expected = {
      Double.NEGATIVE_INFINITY,
      -3.5,
      -1e-310,
      -0.0,
      0.0,
      1e-310,
      2,
      2,
      Double.POSITIVE_INFINITY,
      Double.NaN,
      Double.NaN
    };
    for (int i = 0; i < expected.length; i++) {
      assertThat((Object) sorted.getDouble(i)).isEqualTo(expected[i]);
    }
  }

  @Test
  void equalElementsKeepTheirOrder() {
    HostArray places =
        LocalShuffle.sort(HostArray.ofDoubles(Shape.of(AWKWARD.length), AWKWARD), 11, true);
    assertThat(IntStream.range(0, 11).mapToObj(places::getLong))
        .containsExactly(4L, 5L, 7L, 2L, 3L, 6L, 0L, 8L, 9L, 1L, 10L);
  }

  @Test
  void everyDTypeComesBack() {
    HostArray floats = HostArray.allocate(DType.FLOAT32, Shape.of(3));
    floats.writableBuffer().putFloat(1.5f).putFloat(-2.25f).putFloat(Float.MIN_VALUE);
    HostArray sorted = LocalShuffle.sort(floats, 3, false);
    assertThat(sorted.dtype()).isEqualTo(DType.FLOAT32);
    assertThat(sorted.getDouble(0)).isEqualTo(-2.25);
    assertThat(sorted.getDouble(1)).isEqualTo(Float.MIN_VALUE);
  }
}
