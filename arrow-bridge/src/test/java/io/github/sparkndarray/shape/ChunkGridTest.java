package io.github.sparkndarray.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.error.ErrorCode;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChunkGridTest {

  @Test
  void onlyTheLastChunkAlongAnAxisIsShort() {
    ChunkGrid grid = new ChunkGrid(Shape.of(5, 4), Shape.of(2, 3));
    assertThat(grid.counts()).isEqualTo(Shape.of(3, 2));
    assertThat(grid.size()).isEqualTo(6);
    assertThat(grid.position(3)).containsExactly(1, 1);
    assertThat(grid.box(0)).hasToString("Box[[0, 0] + (2, 3)]");
    assertThat(grid.box(3)).hasToString("Box[[2, 3] + (2, 1)]");
    assertThat(grid.box(5)).hasToString("Box[[4, 3] + (1, 1)]");
  }

  @Test
  void theChunksCoverTheArrayWithoutOverlap() {
    Shape shape = Shape.of(7, 1, 5);
    for (Shape chunk : new Shape[] {Shape.of(7, 1, 5), Shape.of(3, 2, 2), Shape.of(1, 1, 9)}) {
      ChunkGrid grid = new ChunkGrid(shape, chunk);
      Set<String> seen = new HashSet<>();
      for (long i = 0; i < grid.size(); i++) {
        Box box = grid.box(i);
        Indices.forEach(
            box.shape(),
            index -> {
              String at =
                  (index[0] + box.origin(0))
                      + " "
                      + (index[1] + box.origin(1))
                      + " "
                      + (index[2] + box.origin(2));
              assertThat(seen.add(at)).as("%s in %s", at, box).isTrue();
            });
      }
      assertThat(seen).hasSize(35);
    }
  }

  @Test
  void contiguousChunksHaveWholeTrailingAxes() {
    for (long[] extents : new long[][] {{7, 5, 3}, {1, 1_000_000}, {1_000_000, 1}, {}, {0, 4}}) {
      for (long elements : new long[] {0, 1, 2, 4, 15, 16, 1000}) {
        ChunkGrid grid = ChunkGrid.ofContiguous(Shape.of(extents), elements);
        Shape chunk = grid.chunkShape();
        boolean whole = true;
        for (int axis = extents.length - 1; axis >= 0; axis--) {
          if (!whole) {
            assertThat(chunk.extent(axis)).as("%s of %s", chunk, grid.shape()).isEqualTo(1);
          }
          whole &= chunk.extent(axis) == extents[axis];
        }
        assertThat(chunk.size()).isLessThanOrEqualTo(Math.max(1, elements));
      }
    }
    assertThat(ChunkGrid.ofContiguous(Shape.of(100, 7), 30).chunkShape()).isEqualTo(Shape.of(4, 7));
    // Not 90 and 10: chunks are evened out.
    assertThat(ChunkGrid.ofContiguous(Shape.of(100), 90).chunkShape()).isEqualTo(Shape.of(50));
  }

  @Test
  void aScalarIsOneChunkAndAnEmptyArrayNone() {
    assertThat(new ChunkGrid(Shape.SCALAR, Shape.SCALAR).size()).isEqualTo(1);
    assertThat(new ChunkGrid(Shape.SCALAR, Shape.SCALAR).box(0)).isEqualTo(Box.whole(Shape.SCALAR));
    assertThat(new ChunkGrid(Shape.of(3, 0), Shape.of(2, 2)).size()).isZero();
  }

  @Test
  void aGridOfManyChunksCostsNothing() {
    ChunkGrid grid = new ChunkGrid(Shape.of(Long.MAX_VALUE), Shape.of(Long.MAX_VALUE - 1));
    assertThat(grid.size()).isEqualTo(2);
    assertThat(grid.box(1).extent(0)).isEqualTo(1);
    ChunkGrid fine = new ChunkGrid(Shape.of(1L << 40, 1000), Shape.of(1024, 1));
    assertThat(fine.size()).isEqualTo((1L << 30) * 1000);
    assertThat(fine.box(fine.size() - 1).origin(0)).isEqualTo((1L << 40) - 1024);
  }

  @Test
  void refusesChunksThatDoNotFit() {
    assertThatThrownBy(() -> new ChunkGrid(Shape.of(5), Shape.of(2, 3)))
        .hasMessage("Cannot cut an array of shape (5,) into chunks of (2, 3)")
        .extracting("code")
        .isEqualTo(ErrorCode.SHAPE);
    assertThatThrownBy(() -> new ChunkGrid(Shape.of(5), Shape.of(0)))
        .hasMessage("Cannot cut an array of shape (5,) into chunks of (0,)");
  }
}
