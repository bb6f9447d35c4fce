package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.plan.logical.LogicalPlan;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import java.util.HashMap;
import java.util.Map;

/**
 * Chunks that suit all readers of what a plan leaves in the cluster, where one of them would have
 * to have it sent: rows, cut where a reader cuts them that has no choice, as it sums along them.
 */
final class SharedChunks {
  /** How much larger than blocks are meant to be the chunks may become that whole rows make. */
  private static final int BLOCKS_PER_CHUNK = 2;

  private final PhysicalPlan plan;
  private final LogicalPlan logical;
  private final long most;

  private SharedChunks(PhysicalPlan plan, LogicalPlan logical, long most) {
    this.plan = plan;
    this.logical = logical;
    this.most = most;
  }

  /** The chunk shapes by the nests that make the arrays; none where nothing is sent. */
  static Map<Integer, Shape> of(PhysicalPlan plan, LogicalPlan logical, PlanSettings settings) {
    long most = BLOCKS_PER_CHUNK * settings.blockBytes();
    return new SharedChunks(plan, logical, most).find();
  }

  private Map<Integer, Shape> find() {
    Map<Integer, Shape> chunks = new HashMap<>();
    for (Stage stage : plan.stages()) {
      for (Stage.Input input : stage.inputs()) {
        if (isSent(input) && input.array().origin() instanceof ArrayRef.Result result) {
          plan.stages().stream()
              .filter(maker -> maker.terminal().id() == result.nest() && isFree(maker))
              .forEach(maker -> put(chunks, maker));
        }
      }
    }
    return chunks;
  }

  private static boolean isSent(Stage.Input input) {
    return switch (input.delivery()) {
      case REPLICATED, PANELS, BROADCAST -> !input.isWished();
      case ALIGNED, STORED, MAPPED, LOCAL -> false;
    };
  }

  /** Whether the planner alone says how a stage's results are cut. */
  private boolean isFree(Stage maker) {
    return maker.keep() == Stage.Keep.IN_CLUSTER
        && !logical.keeps(maker.terminal())
        && maker.terminal().wishes().chunkShape() == null;
  }

  private void put(Map<Integer, Shape> chunks, Stage maker) {
    ChunkGrid grid = maker.outputGrid();
    if (grid.shape().rank() == 0 || maker.terminal().loop().hasSlots()) {
      return;
    }
    long[] chunk = grid.shape().extents();
    chunk[0] = rows(maker);
    long bytes = Shape.of(chunk).size() * maker.terminal().result(0).dtype().itemSize();
    if (chunk[0] < grid.shape().extent(0) && bytes <= most) {
      chunks.put(maker.terminal().id(), Shape.of(chunk));
    }
  }

  /** Where a reader cuts the rows that it reduces, else where the array is cut now. */
  private long rows(Stage maker) {
    for (Stage reader : plan.stages()) {
      LogicalNest nest = reader.terminal();
      LoopNest loop = nest.loop();
      for (KernelOperand operand : loop.operands()) {
        if (operand instanceof KernelOperand.Memory memory
            && nest.inputs().get(memory.input()).origin() instanceof ArrayRef.Result result
            && result.nest() == maker.terminal().id()) {
          int axis = memory.map().axis(0);
          boolean isReduced = axis >= 0 && loop.axes().get(axis).role() == Axis.Role.REDUCED;
          if (isReduced && reader.grid().counts().extent(axis) > 1) {
            return reader.grid().chunkShape().extent(axis);
          }
        }
      }
    }
    return maker.outputGrid().chunkShape().extent(0);
  }
}
