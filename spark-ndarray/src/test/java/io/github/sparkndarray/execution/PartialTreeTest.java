package io.github.sparkndarray.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Partial;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartialTreeTest {
  private static final int OUTPUTS = 3;

  private final Random random = new Random(20261123);

  private static PartialMerge merge(long blocks) {
    Shape outputs = Shape.of(OUTPUTS);
    return new PartialMerge(
        new ChunkGrid(outputs, Shape.of(1)), blocks, new ArrayList<>(List.of(DType.FLOAT64)));
  }

  private static BlockResult sum(long block, double value) {
    Partial partial =
        new Partial(
            Reduction.SUM,
            DType.FLOAT64,
            List.of(
                HostArray.ofDoubles(Shape.of(1), value), HostArray.ofDoubles(Shape.of(1), 0.0)));
    return BlockResult.ofPartials(block, List.of(partial));
  }

  private static List<BlockResult> combined(List<BlockResult> task, long perOutput) {
    List<BlockResult> sent = new ArrayList<>();
    new CombinedResults(task.iterator(), new PartialTree(), perOutput).forEachRemaining(sent::add);
    return sent;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 7, 8, 31, 64, 100})
  void howBlocksAreSharedOutMakesNoDifference(long perOutput) {
    PartialMerge merge = merge(perOutput);
    List<BlockResult> blocks = new ArrayList<>();
    for (long block = 0; block < OUTPUTS * perOutput; block++) {
      blocks.add(sum(block, random.nextGaussian() * Math.pow(10, random.nextInt(30))));
    }
    List<List<HostArray>> expected = new ArrayList<>();
    for (int output = 0; output < OUTPUTS; output++) {
      int from = (int) (output * perOutput);
      expected.add(merge.finish(blocks.subList(from, from + (int) perOutput)));
    }
    for (int round = 0; round < 20; round++) {
      List<BlockResult> sent = new ArrayList<>();
      for (int from = 0; from < blocks.size(); ) {
        int to = Math.min(blocks.size(), from + 1 + random.nextInt(40));
        sent.addAll(combined(blocks.subList(from, to), perOutput));
        from = to;
      }
      Collections.shuffle(sent, random);
      for (int output = 0; output < OUTPUTS; output++) {
        int own = output;
        List<BlockResult> contributions =
            sent.stream().filter(result -> merge.outputBlock(result.block()) == own).toList();
        assertThat(merge.finish(contributions)).isEqualTo(expected.get(output));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 100, 1000})
  void aTaskSendsFewPartialsHoweverManyBlocksItRuns(int blocks) {
    List<BlockResult> task = new ArrayList<>();
    for (int block = 0; block < blocks; block++) {
      task.add(sum(block + 37, 1));
    }
    assertThat(combined(task, 5000)).hasSizeLessThanOrEqualTo(2 * 11);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 9})
  void aMissingPartialIsNoticed(int missing) {
    List<BlockResult> blocks = new ArrayList<>();
    for (int block = 0; block < 10; block++) {
      if (block != missing) {
        blocks.add(sum(block, 1));
      }
    }
    assertThatThrownBy(() -> merge(10).finish(combined(blocks, 10)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("not all of 10 partials of a block arrived");
  }
}
