package io.github.sparkndarray.plan.physical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpperBlocksTest {

  /** Blocks of 10 x 10 pairs, so many along a side, for each of two outputs. */
  private static ChunkGrid grid(long side) {
    return new ChunkGrid(Shape.of(2, 10 * side, 10 * side), Shape.of(1, 10, 10));
  }

  private static List<Long> expected(BlockBox box) {
    List<Long> upper = new ArrayList<>();
    for (long i = 0; i < box.size(); i++) {
      long[] position = box.blocks().position(box.block(i));
      if (position[2] >= position[1]) {
        upper.add(box.block(i));
      }
    }
    return upper;
  }

  private static List<Long> listed(Blocks blocks) {
    List<Long> all = new ArrayList<>();
    for (long i = 0; i < blocks.size(); i++) {
      all.add(blocks.block(i));
    }
    return all;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 7})
  void theUpperOnesOfEveryRectangle(long side) {
    ChunkGrid grid = grid(side);
    for (long top = 0; top < side; top++) {
      for (long left = 0; left < side; left++) {
        for (long rows = 1; top + rows <= side; rows++) {
          for (long columns = 1; left + columns <= side; columns++) {
            Box cells = new Box(new long[] {0, top, left}, Shape.of(2, rows, columns));
            BlockBox box = new BlockBox(grid, cells);
            assertThat(listed(new UpperBlocks(box))).as("%s", cells).isEqualTo(expected(box));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 7})
  void theyFollowOneAnotherFromZeroOn(long side) {
    ChunkGrid grid = grid(side);
    Blocks upper = UpperBlocks.all(grid);
    for (long i = 0; i < upper.size(); i++) {
      assertThat(UpperBlocks.rank(grid, upper.block(i))).isEqualTo(i);
    }
    assertThat(UpperBlocks.all(grid).inLine().size()).isEqualTo(upper.size());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 5, 7, 12})
  void groupsBelowTheDiagonalAreIdle(long side) {
    for (long down = 1; down <= side; down++) {
      for (long across = 1; across <= side; across++) {
        BlockGroups groups = BlockGroups.of(grid(side), new long[] {2, down, across});
        int busy = 0;
        double rows = 0;
        double columns = 0;
        for (int group = 0; group < groups.count(); group++) {
          if (new UpperBlocks(groups.group(group)).size() > 0) {
            busy++;
            rows += groups.group(group).cells().extent(1);
            columns += groups.group(group).cells().extent(2);
          }
        }
        UpperGroups upper = new UpperGroups(groups);
        assertThat(upper.busy()).isEqualTo(busy);
        assertThat(upper.perRow()).isCloseTo(rows / 2 / side, within(1e-9));
        assertThat(upper.perColumn()).isCloseTo(columns / 2 / side, within(1e-9));
      }
    }
  }

  @Test
  void aBillionTimesABillionPairsAreNotListed() {
    ChunkGrid grid = new ChunkGrid(Shape.of(1_000_000_000, 1_000_000_000), Shape.of(1000, 1000));
    Blocks upper = UpperBlocks.all(grid);

    assertThat(upper.size()).isEqualTo(500_000_500_000L);
    assertThat(grid.position(upper.block(upper.size() - 1))).containsExactly(999_999, 999_999);
    assertThat(UpperBlocks.rank(grid, upper.block(123_456_789_012L))).isEqualTo(123_456_789_012L);
    assertThat(UpperBlocks.isOnDiagonal(grid, upper.block(upper.size() - 1))).isTrue();
    assertThat(UpperBlocks.isOnDiagonal(grid, upper.block(upper.size() - 2))).isFalse();
  }
}
