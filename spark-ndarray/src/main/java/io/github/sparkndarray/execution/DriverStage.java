package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.arrow.memory.AllocatorScope;
import io.github.sparkndarray.io.StoredArray;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.physical.BlockBox;
import io.github.sparkndarray.plan.physical.Blocks;
import io.github.sparkndarray.plan.physical.ClusterSpec;
import io.github.sparkndarray.plan.physical.Stage;
import io.github.sparkndarray.shape.Box;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs a stage on the driver's own threads, by the same kernels in the same blocks as a cluster
 * would.
 */
final class DriverStage {
  private static final long LEAST_MEMORY = 1L << 20;

  private final Stage stage;
  private final Function<ArrayRef, HostArray> arrays;
  private final long taskMemory;
  private final int threads;

  /**
   * @param arrays brings an array to the driver
   */
  DriverStage(Stage stage, ClusterSpec cluster, Function<ArrayRef, HostArray> arrays) {
    this.stage = stage;
    this.arrays = arrays;
    this.taskMemory =
        Math.max(LEAST_MEMORY, Math.max(cluster.taskMemory(), 2 * stage.memory().task()));
    this.threads = Math.min(cluster.cores(), stage.tasks());
  }

  /** Runs the stage and puts its results together. */
  List<HostArray> collect() {
    ArrayAssembler results = new ArrayAssembler(stage.outputGrid(), PlanRun.outputDTypes(stage));
    if (stage.grid().size() == 0) {
      return results.arrays();
    }
    if (!stage.hasPartials()) {
      run(new BlockConsumer.Keep(), result -> results.place(result.block(), result.arrays()));
      return results.arrays();
    }
    DriverMerge merging = new DriverMerge(PartialMerge.of(stage), results, new DriverMeter());
    run(
        new BlockConsumer.Keep(),
        result -> {
          synchronized (merging) {
            merging.add(result);
          }
        });
    return results.arrays();
  }

  /** Runs the stage, each block's outputs going to the consumer where they are made. */
  void consume(BlockConsumer consumer) {
    if (!stage.hasPartials()) {
      run(consumer, result -> {});
      return;
    }
    List<ByteBuffer> merged = collect().stream().map(HostArray::buffer).toList();
    Box all = Box.whole(stage.outputGrid().shape());
    consumer.consume(0, all, PlanRun.outputDTypes(stage), merged);
  }

  /** What the consumer makes of the stage's outputs, block by block. */
  List<BlockResult> results(BlockConsumer consumer) {
    if (stage.hasPartials()) {
      List<ByteBuffer> merged = collect().stream().map(HostArray::buffer).toList();
      Box all = Box.whole(stage.outputGrid().shape());
      return List.of(consumer.consume(0, all, PlanRun.outputDTypes(stage), merged));
    }
    List<BlockResult> results = Collections.synchronizedList(new ArrayList<>());
    run(consumer, results::add);
    results.sort(Comparator.comparingLong(BlockResult::block));
    return results;
  }

  private void run(BlockConsumer consumer, Consumer<BlockResult> each) {
    List<Supply> supplies = stage.inputs().stream().map(this::supply).toList();
    StageProgram program = StageProgram.of(stage, taskMemory, supplies);
    long perOutput = PartialMerge.of(stage).perOutput();
    DriverThreads.run(
        threads, stage.tasks(), share -> run(program, share, consumer, perOutput, each));
  }

  private Supply supply(Stage.Input input) {
    ArrayRef array = input.array();
    boolean isLarge = input.bytes() > Stage.READ_WHOLE;
    return isLarge
            && array.origin() instanceof ArrayRef.Source source
            && source.source() instanceof StoredArray stored
        ? new Supply.Stored(stored)
        : new Supply.Local(arrays.apply(array));
  }

  private void run(
      StageProgram program,
      int share,
      BlockConsumer consumer,
      long perOutput,
      Consumer<BlockResult> each) {
    Blocks blocks = stage.of(BlockBox.all(stage.grid()));
    BlockRange range = BlockRange.of(blocks.size(), stage.tasks(), share);
    String name = "driver stage " + stage.id() + ", share " + share;
    try (StageRunner runner = new StageRunner(program, AllocatorScope.open(name, taskMemory))) {
      Iterator<BlockResult> results = results(runner, range.of(blocks), consumer);
      if (program.hasPartials()) {
        results = new CombinedResults(results, new PartialTree(), perOutput);
      }
      results.forEachRemaining(each);
    }
  }

  private static Iterator<BlockResult> results(
      StageRunner runner, Iterator<BlockInput> blocks, BlockConsumer consumer) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return blocks.hasNext();
      }

      @Override
      public BlockResult next() {
        BlockInput input = blocks.next();
        return runner.run(input.block(), input.aligned(), consumer);
      }
    };
  }
}
