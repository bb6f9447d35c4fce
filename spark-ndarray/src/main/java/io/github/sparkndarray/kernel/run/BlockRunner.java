package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.kernel.ArrayRegion;
import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.BlockKernel;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.kernel.Partial;
import io.github.sparkndarray.kernel.Scalar;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the compiled kernels of one nest on blocks. One per thread. */
public final class BlockRunner implements BlockKernel {
  private final LoopNest nest;
  private final List<Scalar.Value> literals;
  private final Instructions instructions;
  private final KernelProvider provider;
  private final Form form;
  private final int tileLength;
  private final Map<Layout, TileLoop> loops = new HashMap<>();

  /**
   * @param literals the values that the kernel takes as arguments
   */
  public BlockRunner(
      LoopNest nest,
      List<Scalar.Value> literals,
      Instructions instructions,
      KernelProvider provider) {
    this.nest = nest;
    this.literals = literals;
    this.instructions = instructions;
    this.provider = provider;
    this.form = Forms.of(nest);
    this.tileLength = Forms.tileLength(nest);
  }

  @Override
  public void map(Box block, List<ArrayRegion> inputs, List<ByteBuffer> outputs) {
    if (nest.isReduction()) {
      throw NDArrayException.of(ErrorCode.INTERNAL, "map of a nest that reduces");
    }
    if (block.shape().size() == 0) {
      return;
    }
    BlockPlan plan = plan(block, inputs);
    TileLoop loop = loop(plan);
    Sink[] sinks = new Sink[nest.outputs().size()];
    for (int output = 0; output < sinks.length; output++) {
      ByteBuffer buffer = outputs.get(output);
      sinks[output] = new StoreSink(buffer, plan.tile().size());
    }
    loop.store(outputs, nest);
    loop.run(plan, sinks);
  }

  @Override
  public List<Partial> reduce(Box block, List<ArrayRegion> inputs) {
    if (!nest.isReduction()) {
      throw NDArrayException.of(ErrorCode.INTERNAL, "reduce of a nest that does not reduce");
    }
    int parallelRank = nest.parallelRank();
    Shape parallel = Shape.of(Arrays.copyOf(block.shape().extents(), parallelRank));
    boolean empty = block.shape().size() == 0;
    BlockPlan plan = plan(block, inputs);
    Sink[] sinks = new Sink[nest.outputs().size()];
    for (int output = 0; output < sinks.length; output++) {
      sinks[output] = reducer(nest.outputs().get(output), block, (int) parallel.size(), plan, empty);
    }
    if (!empty) {
      loop(plan).run(plan, sinks);
    }
    List<Partial> partials = new ArrayList<>();
    for (Sink sink : sinks) {
      partials.add(sink.partial(parallel));
    }
    return partials;
  }

  private BlockPlan plan(Box block, List<ArrayRegion> inputs) {
    return BlockPlan.of(nest, form, tileLength, block, inputs);
  }

  private TileLoop loop(BlockPlan plan) {
    Layout layout = plan.layout(instructions);
    return loops.computeIfAbsent(
        layout, key -> new TileLoop(nest, literals, provider.kernel(key), key, tileLength));
  }

  private Sink reducer(Output output, Box block, int states, BlockPlan plan, boolean empty) {
    var reduction = output.reduction();
    if (reduction == null) {
      throw NDArrayException.of(ErrorCode.INTERNAL, "an output without a reduction");
    }
    var dtype = output.body().dtype();
    boolean alongTile = form == Form.REDUCE_TILE;
    long tileAxis = plan.tile().size();
    return switch (reduction) {
      case SUM ->
          alongTile
              ? RowSums.of(dtype, states, empty)
              : TileSums.of(dtype, states, tileLength, tileAxis, empty);
      case MIN, MAX, ARGMIN, ARGMAX -> {
        if (empty && states > 0) {
          throw NDArrayException.of(
              ErrorCode.VALUE, "attempt to get %s of an empty sequence", reduction.numpyName());
        }
        Extremes extremes = new Extremes(reduction, dtype, states, positions(block));
        yield alongTile
            ? new RowExtremes(extremes, tileAxis)
            : new TileExtremes(extremes, tileAxis);
      }
      case ANY, ALL ->
          alongTile
              ? Tests.alongTile(reduction, states)
              : Tests.overRows(reduction, states, tileAxis);
    };
  }

  private Positions positions(Box block) {
    long[] whole =
        nest.axes().stream()
            .filter(axis -> axis.role() == Axis.Role.REDUCED)
            .mapToLong(Axis::extent)
            .toArray();
    return new Positions(block, nest.parallelRank(), whole);
  }
}
