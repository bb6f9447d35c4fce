package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.arrow.chunk.Chunk;
import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.plan.physical.Stage.Input;
import io.github.sparkndarray.plan.physical.Stage.Keep;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Projects the memory of a stage from the largest of its blocks, which is the first. */
final class StageMemory {
  /** What any task may need: a kernel, and blocks that are not made smaller than this. */
  static final long LEAST = 1L << 20;

  /** What reading a box of a file takes beside the box itself, at most. */
  static final long READ_STAGING = 4L << 20;

  /** What a task fetches at a time of what was shuffled to it ({@code maxSizeInFlight}). */
  private static final long FETCHED_AT_ONCE = 48L << 20;

  /** Arrays that are sent exist as such, serialized, and once more in the message. */
  private static final int COPIES_SENT = 3;

  /** What serialization adds to the bytes of an array, at most: a share of them, and a header. */
  private static final double SERIALIZED = 1.01;

  private static final long HEADER = 1 << 10;

  /**
   * Results that arrive at the driver at a time, each as it came and as the arrays that it holds.
   */
  private static final double ARRIVING = 2;

  private static final int COPIES_ARRIVING = 2;

  private final ChunkGrid blocks;
  private final DeliveryChoice.Chosen chosen;
  private final List<LogicalNest> producers;
  private final LogicalNest terminal;
  private final BlockRegions regions;
  private final int tasks;
  private final Traffic traffic;

  /**
   * @param tasks the number of tasks of a pass
   */
  StageMemory(ChunkGrid blocks, DeliveryChoice.Chosen chosen, int tasks, Traffic traffic) {
    int last = chosen.nests().size() - 1;
    this.blocks = blocks;
    this.chosen = chosen;
    this.producers = chosen.nests().subList(0, last);
    this.terminal = chosen.nests().get(last);
    this.regions = BlockRegions.of(producers, terminal, blocks.box(0));
    this.tasks = Math.max(1, tasks);
    this.traffic = traffic;
  }

  /**
   * The projection.
   *
   * @param keep where the results stay
   * @param sink what becomes of those that were asked for
   */
  MemoryProjection project(Keep keep, Sink sink) {
    boolean collects = keep == Keep.ON_DRIVER || (keep == Keep.NOWHERE && sink == Sink.COLLECT);
    boolean inSlabs = !collects && keep != Keep.IN_CLUSTER && comesInSlabs(sink);
    boolean several = blocks.size() > (long) tasks * passes();
    long task =
        new KernelMemory(producers, terminal, blocks, chosen.inputs()).bytes(several, inSlabs);
    task += inputBytes() + producedBytes(inSlabs);
    boolean merges = isCutReduction() && Traffic.mergesOnDriver(traffic.partials(), keep);
    task += isCutReduction() ? partialBytes(merges) : outputBytes(keep, sink, collects);
    task += arrays() * Chunk.MOST_PADDING;
    return new MemoryProjection(task, broadcastBytes(), driverBytes(collects, merges));
  }

  private long inputBytes() {
    long bytes = 0;
    for (Input input : chosen.inputs()) {
      long part = regions.bytes(input.array());
      bytes +=
          switch (input.delivery()) {
            case ALIGNED -> part;
            case STORED -> part + Math.min(part, READ_STAGING);
            case REPLICATED -> {
              long own = bytesOf(input, Objects.requireNonNull(chosen.tasks()).box(0));
              long waiting = own * blocksOfTask() * (runsAtChunks() ? 1 : 0);
              yield own + waiting + Math.min(own, FETCHED_AT_ONCE);
            }
            // Put together where it lies across several variables; one variable is read in place.
            case BROADCAST, PANELS -> isReadInPlace(input) ? 0 : part;
            case MAPPED, LOCAL -> 0;
          };
    }
    return bytes;
  }

  /** Whether blocks are sent what they read to where chunks lie that they read, too. */
  private boolean runsAtChunks() {
    return chosen.inputs().stream().anyMatch(input -> input.delivery() == Delivery.ALIGNED);
  }

  private long blocksOfTask() {
    return (blocks.size() + tasks - 1) / tasks;
  }

  /** How many arrays a task may hold. */
  private int arrays() {
    int arrays = chosen.inputs().size();
    for (LogicalNest nest : chosen.nests()) {
      arrays += nest.loop().outputs().size();
    }
    return arrays;
  }

  /** What a block's own producers make at a time. */
  private long producedBytes(boolean inSlabs) {
    if (inSlabs) {
      List<Box> slabs = Slabs.of(producers, terminal, blocks.box(0));
      if (Slabs.areApart(producers, terminal, slabs, regions)) {
        return Slabs.producedBytes(producers, BlockRegions.of(producers, terminal, slabs.get(0)));
      }
    }
    return Slabs.producedBytes(producers, regions);
  }

  private boolean comesInSlabs(Sink sink) {
    return sink.takesSlabs() && !terminal.loop().isReduction();
  }

  private boolean isCutReduction() {
    return traffic.partials() > 0;
  }

  /**
   * Contributions to outputs: those of the running block with what its kernel keeps for them and
   * those that wait to be combined, or, when all blocks have been run, those that are sent.
   */
  private long partialBytes(boolean merges) {
    double perTask = traffic.partials() / tasks / passes();
    double sent = merges ? COPIES_SENT * perTask : 0;
    long partial = blockElements() * PartialCount.stateBytes(terminal);
    // Neighbours are combined as they come: what waits are pairs, pairs of pairs, and so on.
    long together = Math.max(1, blocks.size() / passes() / tasks);
    long combined = Math.min(together, blocksPerOutput());
    int waiting = combined == 1 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(combined);
    return Math.max(stateBytes() + waiting * partial, (long) sent);
  }

  private long blocksPerOutput() {
    long count = 1;
    for (int axis = terminal.loop().parallelRank(); axis < blocks.shape().rank(); axis++) {
      count *= blocks.counts().extent(axis);
    }
    return count;
  }

  private long outputBytes(Keep keep, Sink sink, boolean collects) {
    long block = stateBytes() + blockBytes();
    if (collects) {
      return block + COPIES_SENT * resultBytes() / tasks / passes();
    }
    if (keep == Keep.IN_CLUSTER) {
      return block + (COPIES_SENT - 1) * blockBytes();
    }
    return comesInSlabs(sink)
        ? Math.min(block, Math.max(Slabs.bytes(producers), rowBytes()))
        : block;
  }

  /**
   * What the kernel of a reduction keeps for a block's outputs, and the partials it makes of it.
   */
  private long stateBytes() {
    if (!terminal.loop().isReduction()) {
      return 0;
    }
    long bytes = blockElements() * PartialCount.stateBytes(terminal);
    for (Output output : terminal.loop().outputs()) {
      bytes += parallelElements() * BlockGrids.bytesPerElement(output);
    }
    return bytes;
  }

  /** The elements of a block of the outputs, slots aside. */
  private long parallelElements() {
    LoopNest loop = terminal.loop();
    long elements = 1;
    for (int axis = 0; axis < loop.parallelRank(); axis++) {
      boolean counts = loop.axes().get(axis).role() == Axis.Role.PARALLEL;
      elements *= counts ? blocks.box(0).extent(axis) : 1;
    }
    return elements;
  }

  private long blockElements() {
    long elements = 1;
    for (int axis = 0; axis < terminal.loop().parallelRank(); axis++) {
      elements *= blocks.box(0).extent(axis);
    }
    return elements;
  }

  private long blockBytes() {
    return blockElements() * itemBytes();
  }

  private long rowBytes() {
    int last = terminal.loop().parallelRank() - 1;
    return last < 0 ? itemBytes() : blocks.box(0).extent(last) * itemBytes();
  }

  private long itemBytes() {
    return terminal.loop().outputs().stream().mapToLong(output -> output.dtype().itemSize()).sum();
  }

  private long resultElements() {
    return terminal.outputShape().size();
  }

  private long resultBytes() {
    long bytes = 0;
    for (int output = 0; output < terminal.loop().outputs().size(); output++) {
      bytes += ArrayBytes.of(terminal.result(output));
    }
    return bytes;
  }

  private int passes() {
    BlockGroups passes = chosen.passes();
    return passes == null ? 1 : passes.count();
  }

  private long broadcastBytes() {
    Set<ArrayRef> counted = new HashSet<>();
    long bytes = 0;
    for (Input input : chosen.inputs()) {
      boolean isNew =
          input.delivery() == Delivery.PANELS
              || (input.delivery() == Delivery.BROADCAST && counted.add(input.array().origin()));
      if (isNew) {
        // The value, and the pieces that it came or goes in.
        long value = sentBytes(input);
        bytes += value + (long) (value * SERIALIZED) + HEADER;
      }
    }
    return bytes;
  }

  /** What is broadcast of an array at a time. */
  private long sentBytes(Input input) {
    return ArrayBytes.of(input.array(), sent(input));
  }

  private Box sent(Input input) {
    return input.delivery() == Delivery.PANELS
        ? read(input, Objects.requireNonNull(chosen.passes()).box(0))
        : BroadcastRegion.of(input, chosen.inputs(), chosen.nests(), blocks);
  }

  /** Whether no part that a block reads lies across two variables. */
  private boolean isReadInPlace(Input input) {
    Box sent = sent(input);
    ChunkGrid variables = input.variablesOf(sent.shape());
    Box first = read(input, blocks.box(0));
    Box last = read(input, blocks.box(blocks.size() - 1));
    for (int axis = 0; axis < sent.shape().rank(); axis++) {
      long length = first.extent(axis);
      boolean isWhole =
          variables.counts().extent(axis) == 1
              || (variables.chunkShape().extent(axis) % length == 0
                  && (first.origin(axis) - sent.origin(axis)) % length == 0
                  && (last.origin(axis) - sent.origin(axis)) % length == 0);
      if (!isWhole) {
        return false;
      }
    }
    return true;
  }

  private long bytesOf(Input input, Box ofBlocks) {
    return ArrayBytes.of(input.array(), read(input, ofBlocks));
  }

  private Box read(Input input, Box ofBlocks) {
    return BlockRegions.of(producers, terminal, ofBlocks).read(input.array());
  }

  private long driverBytes(boolean collects, boolean merges) {
    double arriving = COPIES_ARRIVING * Math.min(1, ARRIVING / tasks);
    double bytes = broadcastBytes();
    for (Input input : chosen.inputs()) {
      bytes += input.delivery() == Delivery.LOCAL ? input.bytes() : 0;
    }
    if (merges) {
      // An output's contributions wait for the last of them.
      double one = (double) resultElements() * PartialCount.stateBytes(terminal);
      bytes += Math.max(0, traffic.partials() / passes() - one) + one * Math.min(1, passes() - 1);
      bytes += arriving * traffic.partials() / passes();
    }
    if (collects || merges) {
      bytes += resultBytes() * (1 + (merges ? 0 : arriving / passes()));
    }
    return (long) bytes;
  }
}
