package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.kernel.ArrayRegion;
import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.BlockKernel;
import io.github.sparkndarray.kernel.BlockWork;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.kernel.Partial;
import io.github.sparkndarray.kernel.PartialRows;
import io.github.sparkndarray.kernel.Partials;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs a reduction along several axes of operands that lack the first of them, as the least of all
 * distances is. That axis is made a parallel one, so that a tile of the others is packed once for
 * many of its positions, and is reduced afterwards.
 */
public final class RowwiseReduction implements BlockKernel {
  /** About how many states wait to be reduced. */
  private static final long STATES = 4096;

  private final LoopNest nest;
  private final BlockKernel rows;
  private final int axis;
  private final long positions;

  /** How many rows are reduced together: the same for all blocks, as it orders sums. */
  private final long batch;

  /**
   * @param rows runs the nest of {@link #ofRows}
   */
  public RowwiseReduction(LoopNest nest, BlockKernel rows) {
    this.nest = nest;
    this.rows = rows;
    this.axis = firstReduced(nest);
    this.positions = trailing(nest, axis);
    this.batch = Math.max(1, STATES / Math.max(1, parallelElements(nest) * slots(nest)));
  }

  /** Whether a nest is better reduced row by row. */
  public static boolean applies(LoopNest nest) {
    if (!nest.isReduction()) {
      return false;
    }
    int first = firstReduced(nest);
    if (first < 0 || parallelElements(nest) >= Forms.SHORT || trailing(nest, first) < Forms.SHORT) {
      return false;
    }
    for (KernelOperand operand : nest.operands()) {
      boolean alongOthers = false;
      for (int axis = first + 1; axis < nest.axes().size(); axis++) {
        alongOthers |=
            nest.axes().get(axis).role() == Axis.Role.REDUCED && operand.map().dependsOn(axis);
      }
      if (alongOthers && !operand.map().dependsOn(first)) {
        return true;
      }
    }
    return false;
  }

  /** The nest whose first reduced axis, and those of extent 1 before it, are parallel. */
  public static LoopNest ofRows(LoopNest nest) {
    List<Axis> axes = new ArrayList<>(nest.axes());
    for (int axis = nest.parallelRank(); axis <= firstReduced(nest); axis++) {
      axes.set(axis, new Axis(Axis.Role.PARALLEL, axes.get(axis).extent()));
    }
    return new LoopNest(axes, nest.inputs(), nest.operands(), nest.outputs());
  }

  /** The first reduced axis along which there is something to reduce, or -1. */
  private static int firstReduced(LoopNest nest) {
    int end = nest.parallelRank() + nest.reducedRank();
    for (int axis = nest.parallelRank(); axis < end; axis++) {
      if (nest.axes().get(axis).extent() > 1) {
        return axis;
      }
    }
    return -1;
  }

  private static long trailing(LoopNest nest, int first) {
    long product = 1;
    for (int axis = first + 1; axis < nest.parallelRank() + nest.reducedRank(); axis++) {
      product *= nest.axes().get(axis).extent();
    }
    return product;
  }

  @Override
  public void map(Box block, List<ArrayRegion> inputs, List<ByteBuffer> outputs) {
    throw NDArrayException.of(ErrorCode.INTERNAL, "map of a nest that reduces");
  }

  private static Shape with(Shape parallel, int slots) {
    long[] extents = Arrays.copyOf(parallel.extents(), parallel.rank() + 1);
    extents[parallel.rank()] = slots;
    return Shape.of(extents);
  }

  private static long parallelElements(LoopNest nest) {
    long elements = 1;
    for (int axis = 0; axis < nest.parallelRank(); axis++) {
      elements *= nest.axes().get(axis).extent();
    }
    return elements;
  }

  /** The most values that an output keeps for a state. */
  private static int slots(LoopNest nest) {
    return nest.outputs().stream().mapToInt(Output::slots).max().orElse(1);
  }

  @Override
  public long scratchBytes() {
    return rows.scratchBytes();
  }

  @Override
  public long scratchBytes(List<BlockWork> blocks) {
    List<BlockWork> some = new ArrayList<>();
    for (BlockWork work : blocks) {
      long extent = work.block().extent(axis);
      some.add(new BlockWork(rows(work.block(), 0), work.inputs()));
      some.add(new BlockWork(rows(work.block(), (extent - 1) / batch * batch), work.inputs()));
    }
    return rows.scratchBytes(some);
  }

  /** A batch of rows of a block, from a row on. */
  private Box rows(Box block, long from) {
    long[] extents = block.shape().extents();
    long[] origin = new long[extents.length];
    for (int of = 0; of < origin.length; of++) {
      origin[of] = block.origin(of);
    }
    origin[axis] += from;
    extents[axis] = Math.min(batch, extents[axis] - from);
    return new Box(origin, Shape.of(extents));
  }

  @Override
  public List<Partial> reduce(Box block, List<ArrayRegion> inputs) {
    long[] extents = block.shape().extents();
    Shape parallel = Shape.of(Arrays.copyOf(extents, nest.parallelRank()));
    List<Partial> total = new ArrayList<>();
    long done = 0;
    do {
      Box some = rows(block, done);
      List<Partial> partials = rows.reduce(some, inputs);
      for (int output = 0; output < partials.size(); output++) {
        Output of = nest.outputs().get(output);
        Shape left = of.reducing().isWide() ? with(parallel, of.slots()) : parallel;
        Partial partial =
            PartialRows.reduce(partials.get(output), left, some.origin(axis), positions);
        if (done == 0) {
          total.add(partial);
        } else {
          total.set(output, Partials.merge(total.get(output), partial));
        }
      }
      done += some.extent(axis);
    } while (done < extents[axis]);
    return total;
  }
}
