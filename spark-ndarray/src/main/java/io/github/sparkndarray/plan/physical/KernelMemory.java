package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.kernel.ArrayRegion;
import io.github.sparkndarray.kernel.BlockWork;
import io.github.sparkndarray.kernel.codegen.Kernels;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.plan.physical.Stage.Input;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import java.util.ArrayList;
import java.util.List;

/**
 * What the kernels of a stage keep in a task beside what they read and make: panels, tiles and
 * sums, as kernels themselves say. The vectors are those of the JVM that plans, also for a cluster
 * that is not there; how wide they are changes nothing.
 */
final class KernelMemory {
  private final List<LogicalNest> producers;
  private final LogicalNest terminal;
  private final ChunkGrid blocks;
  private final List<Input> inputs;

  /**
   * @param inputs what is read from outside the stage
   */
  KernelMemory(
      List<LogicalNest> producers, LogicalNest terminal, ChunkGrid blocks, List<Input> inputs) {
    this.inputs = inputs;
    this.producers = producers;
    this.terminal = terminal;
    this.blocks = blocks;
  }

  /**
   * The bytes that a task's kernels keep.
   *
   * @param several whether a task runs several blocks: they may be of several shapes
   * @param inSlabs whether what a block gives is consumed in slabs
   */
  long bytes(boolean several, boolean inSlabs) {
    List<List<BlockWork>> works = new ArrayList<>();
    producers.forEach(producer -> works.add(new ArrayList<>()));
    List<BlockWork> ofTerminal = new ArrayList<>();
    for (Box block : several ? blocks.shapes() : List.of(blocks.box(0))) {
      add(block, inSlabs, works, ofTerminal);
    }
    long bytes = bytes(terminal, ofTerminal);
    for (int p = 0; p < producers.size(); p++) {
      bytes += bytes(producers.get(p), works.get(p));
    }
    return bytes;
  }

  private static long bytes(LogicalNest nest, List<BlockWork> works) {
    return works.isEmpty() ? 0 : Kernels.shared().compile(nest.loop()).scratchBytes(works);
  }

  private void add(
      Box block, boolean inSlabs, List<List<BlockWork>> works, List<BlockWork> ofTerminal) {
    BlockRegions regions = BlockRegions.of(producers, terminal, block);
    List<Box> slabs = inSlabs ? Slabs.of(producers, terminal, block) : List.of(block);
    boolean chained = Slabs.areApart(producers, terminal, slabs, regions);
    if (!chained) {
      addProducers(regions, regions, works);
    }
    for (Box slab : inSlabs ? Slabs.shapes(producers, terminal, block) : slabs) {
      BlockRegions made = regions;
      if (chained) {
        made = BlockRegions.of(producers, terminal, slab);
        addProducers(made, regions, works);
      }
      ofTerminal.add(new BlockWork(slab, inputs(terminal, made, regions)));
    }
  }

  /** The producers that some region needs; what they read is what the whole block reads. */
  private void addProducers(BlockRegions made, BlockRegions read, List<List<BlockWork>> works) {
    for (int p = 0; p < producers.size(); p++) {
      LogicalNest producer = producers.get(p);
      Box box = made.nests().get(producer.id());
      if (box != null) {
        works.get(p).add(new BlockWork(box, inputs(producer, made, read)));
      }
    }
  }

  private List<ArrayRegion> inputs(LogicalNest nest, BlockRegions made, BlockRegions read) {
    return nest.inputs().stream()
        .map(
            array ->
                new ArrayRegion(
                    array.dtype(),
                    (isMade(array) ? made : read).read(array),
                    isOnHeap(array) ? BlockWork.NOTHING_ON_HEAP : BlockWork.NOTHING))
        .toList();
  }

  /** Whether an array is what outlives tasks, or what a reduction in the same block gives. */
  private boolean isOnHeap(ArrayRef array) {
    if (array instanceof ArrayRef.Result result && isMade(array)) {
      return producers.stream()
          .anyMatch(producer -> producer.id() == result.nest() && producer.loop().isReduction());
    }
    return inputs.stream()
        .filter(input -> input.array().equals(array))
        .anyMatch(
            input ->
                switch (input.delivery()) {
                  case ALIGNED, BROADCAST, PANELS, LOCAL -> true;
                  case REPLICATED, STORED, MAPPED -> false;
                });
  }

  private boolean isMade(ArrayRef array) {
    return array instanceof ArrayRef.Result result
        && producers.stream().anyMatch(producer -> producer.id() == result.nest());
  }
}
