package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Nests that run one after another on the same block, in one Spark job or on the driver.
 *
 * @param id its number, which is its place in the plan
 * @param producers nests whose results only later nests of this stage read, each block its own part
 * @param terminal the nest whose outputs leave the stage
 * @param grid the blocks: a grid over the terminal's parallel and then its reduced axes
 * @param isHalved whether only blocks on or above the diagonal of the last two axes are run, and
 *     what others would contribute is known from these
 * @param inputs what the stage reads from outside, and how it gets there
 * @param onDriver whether the stage is small enough to run on the driver itself
 * @param tasks the number of Spark tasks that run blocks, of each pass
 * @param taskGrid the blocks of each task; null where a task runs consecutive ones
 * @param passes the blocks of each pass, where there are several
 * @param alignedAxes the axes of the blocks along which aligned arrays are cut
 * @param options the deliveries that were weighed
 * @param keep where the results stay for later stages
 * @param work the projected work on one core, in nanoseconds
 * @param traffic what is projected to go over the network
 * @param memory the projected memory
 */
public record Stage(
    int id,
    List<LogicalNest> producers,
    LogicalNest terminal,
    ChunkGrid grid,
    boolean isHalved,
    List<Input> inputs,
    boolean onDriver,
    int tasks,
    @Nullable BlockGroups taskGrid,
    @Nullable BlockGroups passes,
    List<Integer> alignedAxes,
    List<DeliveryOption> options,
    Keep keep,
    double work,
    Traffic traffic,
    MemoryProjection memory) {
  /** The driver reads stored arrays up to so many bytes once, and others block by block. */
  public static final long READ_WHOLE = 4L << 20;

  /** Where results stay that later stages read. */
  public enum Keep {
    /** No later stage reads them. */
    NOWHERE,
    ON_DRIVER,
    IN_CLUSTER
  }

  /**
   * An array from outside the stage.
   *
   * @param array which array
   * @param delivery how it reaches the blocks
   * @param bytes its whole size
   * @param block where it is broadcast as several variables if it is large, what a block reads of
   *     it
   * @param moved the bytes projected to be sent to executors, or read by them
   * @param why why it is delivered so, as a clause; empty where there was no choice
   */
  public record Input(
      ArrayRef array,
      Delivery delivery,
      long bytes,
      @Nullable Shape block,
      double moved,
      String why) {

    /** Why an array is delivered as a setting says. */
    static final String AS_SET = "as set";

    /** Why an array is delivered as a hint says. */
    static final String AS_HINTED = "as hinted";

    Input(ArrayRef array, Delivery delivery, double moved) {
      this(array, delivery, ArrayBytes.of(array), null, moved, "");
    }

    /** The same as several variables if it is large, cut where blocks are that read so much. */
    Input divided(Shape ofBlock) {
      return new Input(array, delivery, bytes, ofBlock, moved, why);
    }

    Input because(String reason) {
      return new Input(array, delivery, bytes, block, moved, reason);
    }

    /** Whether a user wished for this delivery. */
    public boolean isWished() {
      return why.equals(AS_SET) || why.equals(AS_HINTED);
    }

    /** The parts of some region of the array that are broadcast variables of their own. */
    public ChunkGrid variablesOf(Shape region) {
      return block == null
          ? ChunkGrid.ofContiguous(region, Math.max(1, region.size()))
          : BroadcastDelivery.variables(region, block, array.dtype().itemSize());
    }
  }

  public Stage {
    producers = List.copyOf(producers);
    inputs = List.copyOf(inputs);
    alignedAxes = List.copyOf(alignedAxes);
    options = List.copyOf(options);
  }

  /** The number of passes over the blocks. */
  public int passCount() {
    return passes == null ? 1 : passes.count();
  }

  /** The bytes that all tasks together are projected to read from storage. */
  public double bytesRead() {
    return inputs.stream()
        .filter(input -> input.delivery() == Delivery.STORED)
        .mapToDouble(Input::moved)
        .sum();
  }

  /** The number of blocks that are run. */
  public long blockCount() {
    return of(BlockBox.all(grid)).size();
  }

  /** Those of some blocks that are run. */
  public Blocks of(BlockBox blocks) {
    return Blocks.of(blocks, isHalved);
  }

  /** The blocks of a pass, those among them that are not run. */
  public BlockBox pass(int number) {
    return passes == null ? BlockBox.all(grid) : passes.group(number);
  }

  /** The part of an array that is broadcast to all blocks at once. */
  public Box broadcastRegion(Input input) {
    List<LogicalNest> nests = new ArrayList<>(producers);
    nests.add(terminal);
    return BroadcastRegion.of(input, inputs, nests, grid);
  }

  /** Whether operands travel to where others lie, which each block reads a chunk of. */
  public boolean runsAtChunks() {
    return taskGrid != null
        && inputs.stream().anyMatch(input -> input.delivery() == Delivery.ALIGNED);
  }

  /** Whether blocks cut a reduced axis, so that partials must be combined. */
  public boolean hasPartials() {
    int parallel = terminal.loop().parallelRank();
    Shape counts = grid.counts();
    return IntStream.range(parallel, counts.rank()).anyMatch(axis -> counts.extent(axis) > 1);
  }

  /** Whether the driver combines the partials, as there are few, rather than tasks. */
  public boolean mergesOnDriver() {
    return Traffic.mergesOnDriver(traffic.partials(), keep);
  }

  /** The blocks' grid over the output's axes alone. */
  public ChunkGrid outputGrid() {
    return grid.leading(terminal.loop().parallelRank());
  }

  /** The part of a block's box that lies on the output's axes. */
  public Box outputBox(Box block) {
    return block.leading(terminal.loop().parallelRank());
  }
}
