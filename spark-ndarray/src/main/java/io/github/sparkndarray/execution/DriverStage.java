package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.arrow.memory.AllocatorScope;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.physical.Stage;
import io.github.sparkndarray.shape.ChunkGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Runs a small stage on the driver, by the same kernels in the same blocks as a cluster would. */
final class DriverStage {
  private DriverStage() {}

  static List<HostArray> run(Stage stage, Function<ArrayRef, HostArray> inputs) {
    ChunkGrid grid = stage.grid();
    ArrayAssembler results = new ArrayAssembler(stage.outputGrid(), PlanRun.outputDTypes(stage));
    if (grid.size() == 0) {
      return results.arrays();
    }
    List<Supply> supplies = new ArrayList<>();
    for (Stage.Input input : stage.inputs()) {
      supplies.add(new Supply.Local(inputs.apply(input.array())));
    }
    long memory = Math.max(1L << 20, 2 * stage.memory().task());
    StageProgram program = StageProgram.of(stage, memory, supplies);
    PartialMerge merge = PartialMerge.of(stage);
    List<BlockResult> contributions = new ArrayList<>();
    try (StageRunner runner =
        new StageRunner(program, AllocatorScope.open("driver stage " + stage.id(), memory))) {
      for (long block = 0; block < grid.size(); block++) {
        BlockResult result = runner.run(block, List.of(), new BlockConsumer.Keep());
        if (!program.hasPartials()) {
          results.place(block, result.arrays());
          continue;
        }
        contributions.add(result);
        if (contributions.size() == merge.perOutput()) {
          results.place(merge.outputBlock(block), merge.finish(contributions));
          contributions.clear();
        }
      }
    }
    return results.arrays();
  }
}
