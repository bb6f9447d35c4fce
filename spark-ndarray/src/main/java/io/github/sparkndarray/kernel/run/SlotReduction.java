package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.kernel.ArrayRegion;
import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.BlockKernel;
import io.github.sparkndarray.kernel.BlockWork;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Partial;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs wide reductions: the axis of slots is no loop, but part of what a reduction keeps for each
 * parallel element.
 */
public final class SlotReduction implements BlockKernel {
  private final int slotAxis;
  private final BlockKernel kernel;

  /**
   * @param kernel runs the nest of {@link #withOneSlot}
   */
  public SlotReduction(LoopNest nest, BlockKernel kernel) {
    this.slotAxis = nest.parallelRank() - 1;
    this.kernel = kernel;
  }

  /** The nest with one slot, so that its axis is none to loop over. */
  public static LoopNest withOneSlot(LoopNest nest) {
    List<Axis> axes = new ArrayList<>(nest.axes());
    axes.set(nest.parallelRank() - 1, new Axis(Axis.Role.PARALLEL, 1));
    return new LoopNest(axes, nest.inputs(), nest.operands(), nest.outputs());
  }

  @Override
  public void map(Box block, List<ArrayRegion> inputs, List<ByteBuffer> outputs) {
    throw NDArrayException.of(ErrorCode.INTERNAL, "map of a nest that reduces");
  }

  @Override
  public long scratchBytes() {
    return kernel.scratchBytes();
  }

  @Override
  public long scratchBytes(List<BlockWork> blocks) {
    return kernel.scratchBytes(
        blocks.stream()
            .map(work -> new BlockWork(withOneSlot(work.block()), work.inputs()))
            .toList());
  }

  private Box withOneSlot(Box block) {
    long[] extents = block.shape().extents();
    long[] origin = new long[extents.length];
    for (int axis = 0; axis < origin.length; axis++) {
      origin[axis] = axis == slotAxis ? 0 : block.origin(axis);
    }
    extents[slotAxis] = 1;
    return new Box(origin, Shape.of(extents));
  }

  @Override
  public List<Partial> reduce(Box block, List<ArrayRegion> inputs) {
    List<Partial> partials = new ArrayList<>();
    for (Partial partial : kernel.reduce(withOneSlot(block), inputs)) {
      List<HostArray> state = partial.state().stream().map(this::withoutOne).toList();
      partials.add(new Partial(partial.reduction(), partial.dtype(), state));
    }
    return partials;
  }

  /** Without the axis of one slot, which the axis of all slots follows. */
  private HostArray withoutOne(HostArray state) {
    long[] extents = Arrays.copyOf(state.shape().extents(), slotAxis + 1);
    extents[slotAxis] = state.shape().extent(slotAxis + 1);
    return HostArray.wrap(state.dtype(), Shape.of(extents), state.bytes());
  }
}
