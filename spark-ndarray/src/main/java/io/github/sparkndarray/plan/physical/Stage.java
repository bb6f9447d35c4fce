package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
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
 * @param inputs what the stage reads from outside, and how it gets there
 * @param onDriver whether the stage is small enough to run on the driver itself
 * @param tasks the number of Spark tasks
 * @param taskGrid the blocks of each task; null where a task runs consecutive ones
 * @param keep where the results stay for later stages
 * @param work the projected work on one core, in nanoseconds
 * @param memory the projected memory
 */
public record Stage(
    int id,
    List<LogicalNest> producers,
    LogicalNest terminal,
    ChunkGrid grid,
    List<Input> inputs,
    boolean onDriver,
    int tasks,
    @Nullable TaskGrid taskGrid,
    Keep keep,
    double work,
    MemoryProjection memory) {

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
   * @param moved the bytes projected to be sent to executors, or read by them
   * @param why why it is delivered so, as a clause; empty where there was no choice
   */
  public record Input(ArrayRef array, Delivery delivery, long bytes, double moved, String why) {
    Input because(String reason) {
      return new Input(array, delivery, bytes, moved, reason);
    }
  }

  public Stage {
    producers = List.copyOf(producers);
    inputs = List.copyOf(inputs);
  }

  /** Whether blocks cut a reduced axis, so that partials must be combined. */
  public boolean hasPartials() {
    int parallel = terminal.loop().parallelRank();
    Shape counts = grid.counts();
    return IntStream.range(parallel, counts.rank()).anyMatch(axis -> counts.extent(axis) > 1);
  }

  /** The blocks' grid over the output's axes alone. */
  public ChunkGrid outputGrid() {
    int parallel = terminal.loop().parallelRank();
    return new ChunkGrid(leading(grid.shape(), parallel), leading(grid.chunkShape(), parallel));
  }

  /** The part of a block's box that lies on the output's axes. */
  public Box outputBox(Box block) {
    int parallel = terminal.loop().parallelRank();
    return new Box(
        IntStream.range(0, parallel).mapToLong(block::origin).toArray(),
        leading(block.shape(), parallel));
  }

  private static Shape leading(Shape shape, int axes) {
    return Shape.of(IntStream.range(0, axes).mapToLong(shape::extent).toArray());
  }
}
