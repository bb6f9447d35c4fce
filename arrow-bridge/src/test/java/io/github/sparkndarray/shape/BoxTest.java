package io.github.sparkndarray.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoxTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":",
        "::-1",
        "1:, 2",
        "::2, None, ::-2",
        "-1, ...",
        "None, 1:3, 4:0:-3",
        "..., ::5"
      })
  void readsTheSmallestRegionThatHoldsAllThatAViewReads(String items) {
    Shape source = Shape.of(6, 5);
    IndexMap map = Indexing.resolve(source, IndexingTest.parse(items));
    ChunkGrid grid = new ChunkGrid(map.target(), twos(map.target().rank()));
    for (long chunk = 0; chunk < grid.size(); chunk++) {
      Box box = grid.box(chunk);
      long[] low = {Long.MAX_VALUE, Long.MAX_VALUE};
      long[] high = {-1, -1};
      Indices.forEach(
          box.shape(),
          index -> {
            long[] target = index.clone();
            for (int axis = 0; axis < target.length; axis++) {
              target[axis] += box.origin(axis);
            }
            for (int d = 0; d < 2; d++) {
              low[d] = Math.min(low[d], map.sourceIndex(d, target));
              high[d] = Math.max(high[d], map.sourceIndex(d, target));
            }
          });
      assertThat(box.read(map))
          .isEqualTo(new Box(low, Shape.of(high[0] - low[0] + 1, high[1] - low[1] + 1)));
    }
  }

  @Test
  void anEmptyRegionReadsNothing() {
    Shape source = Shape.of(6, 5);
    for (String items : new String[] {"6:", "3:3, ::-1", "0:0", "..., 4:4:-1"}) {
      IndexMap map = Indexing.resolve(source, IndexingTest.parse(items));
      Box read = Box.whole(map.target()).read(map);
      assertThat(read.shape().size()).isZero();
      assertThat(read.origin(0)).as(items).isNotNegative();
      assertThat(read.origin(1)).as(items).isNotNegative();
    }
  }

  @Test
  void isAValue() {
    Box box = new Box(new long[] {1, 2}, Shape.of(3, 4));
    assertThat(box)
        .isEqualTo(new Box(new long[] {1, 2}, Shape.of(3, 4)))
        .isNotEqualTo(Box.whole(Shape.of(3, 4)))
        .hasToString("Box[[1, 2] + (3, 4)]");
    assertThat(Box.whole(Shape.SCALAR).shape()).isEqualTo(Shape.SCALAR);
  }

  private static Shape twos(int rank) {
    long[] extents = new long[rank];
    Arrays.fill(extents, 2);
    return Shape.of(extents);
  }
}
