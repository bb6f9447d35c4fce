package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
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
  private final List<Integer> primaries;
  private final Instructions instructions;
  private final KernelProvider provider;
  private final Form form;
  private final int tileLength;
  private List<HostArray> arrays = List.of();
  private final Map<Layout, TileLoop> loops = new HashMap<>();

  /**
   * @param literals the values that the kernel takes as arguments
   * @param primaries for each output the one that tracks its extreme: often itself
   */
  public BlockRunner(
      LoopNest nest,
      List<Scalar.Value> literals,
      List<Integer> primaries,
      Instructions instructions,
      KernelProvider provider) {
    this.nest = nest;
    this.literals = literals;
    this.primaries = primaries;
    this.instructions = instructions;
    this.provider = provider;
    this.form = Forms.of(nest);
    this.tileLength = Forms.tileLength(nest, form);
  }

  @Override
  public void map(Box block, List<ArrayRegion> inputs, List<ByteBuffer> outputs) {
    if (nest.isReduction()) {
      throw NDArrayException.of(ErrorCode.INTERNAL, "map of a nest that reduces");
    }
    map(block, new long[nest.axes().size() - block.shape().rank()], inputs, outputs);
  }

  /**
   * @param innerOrigin where the inner axes start
   */
  private void map(
      Box block, long[] innerOrigin, List<ArrayRegion> inputs, List<ByteBuffer> outputs) {
    if (block.shape().size() == 0) {
      return;
    }
    BlockPlan plan = BlockPlan.of(nest, form, tileLength, block, innerOrigin, inputs);
    TileLoop loop = loop(plan);
    Sink[] sinks = new Sink[nest.outputs().size()];
    for (int output = 0; output < sinks.length; output++) {
      ByteBuffer buffer = outputs.get(output);
      DType dtype = nest.outputs().get(output).dtype();
      sinks[output] = new StoreSink(dtype, buffer, plan.tile().size());
    }
    loop.store(outputs, nest);
    loop.run(plan, sinks, inputs);
  }

  /**
   * Maps this nest, which is over a piece of a contraction, to arrays on the heap, which are used
   * again for every block of the same shape.
   *
   * @param piece a box over the contraction's reduced axes
   */
  List<HostArray> mapToArrays(Box block, Box piece, List<ArrayRegion> inputs) {
    List<HostArray> arrays = arrays(block.shape());
    mapTo(arrays, block, piece, inputs);
    return arrays;
  }

  /** As {@link #mapToArrays}, to given arrays. */
  void mapTo(List<HostArray> arrays, Box block, Box piece, List<ArrayRegion> inputs) {
    long[] innerOrigin = new long[nest.axes().size() - block.shape().rank()];
    for (int axis = 0; axis < piece.shape().rank(); axis++) {
      innerOrigin[axis] = piece.origin(axis);
    }
    List<ByteBuffer> buffers = new ArrayList<>();
    arrays.forEach(array -> buffers.add(array.writableBuffer()));
    map(block, innerOrigin, inputs, buffers);
  }

  private List<HostArray> arrays(Shape shape) {
    if (!arrays.isEmpty() && arrays.get(0).shape().equals(shape)) {
      return arrays;
    }
    List<HostArray> values = new ArrayList<>();
    nest.outputs().forEach(output -> values.add(HostArray.allocate(output.dtype(), shape)));
    arrays = values;
    return values;
  }

  @Override
  public List<Partial> reduce(Box block, List<ArrayRegion> inputs) {
    if (!nest.isReduction()) {
      throw NDArrayException.of(ErrorCode.INTERNAL, "reduce of a nest that does not reduce");
    }
    int parallelRank = nest.parallelRank();
    Shape parallel = Shape.of(Arrays.copyOf(block.shape().extents(), parallelRank));
    boolean empty = block.shape().size() == 0;
    BlockPlan plan =
        BlockPlan.of(
            nest,
            form,
            tileLength,
            block,
            new long[nest.axes().size() - block.shape().rank()],
            inputs);
    TileLoop loop = loop(plan);
    Sink[] sinks = new Sink[nest.outputs().size()];
    Tracked[] tracked = new Tracked[sinks.length];
    for (int output = 0; output < sinks.length; output++) {
      Output of = nest.outputs().get(output);
      if (!of.reducing().isTracked()) {
        sinks[output] = reducer(of, (int) parallel.size(), plan);
        continue;
      }
      int primary = primaries.get(output);
      if (primary == output) {
        refuseEmpty(of, parallel, empty);
        boolean rooted = loop.isRooted(output);
        if (of.reducing().isSelection()) {
          Selections selections = selections(of, block, (int) parallel.size());
          tracked[output] = selections;
          sinks[output] = tracker(of, selections, plan, rooted);
        } else {
          Extremes extremes = extremes(of, block, (int) parallel.size());
          tracked[output] = extremes;
          sinks[output] = tracker(of, extremes, plan, rooted, isPlaced(output));
        }
      } else {
        sinks[output] = new SharedTracking(tracked[primary], of.reducing());
      }
    }
    if (!empty) {
      loop.run(plan, sinks, inputs);
    }
    List<Partial> partials = new ArrayList<>();
    for (Sink sink : sinks) {
      partials.add(sink.partial(parallel));
    }
    return partials;
  }

  @Override
  public long scratchBytes() {
    long bytes = loops.values().stream().mapToLong(TileLoop::bytes).sum();
    return bytes + arrays.stream().mapToLong(array -> array.bytes().length).sum();
  }

  @Override
  public long scratchBytes(List<BlockWork> blocks) {
    long[] innerOrigin = new long[nest.axes().size() - nest.parallelRank() - nest.reducedRank()];
    Map<Layout, Long> bytes = new HashMap<>();
    for (BlockWork work : blocks) {
      if (work.block().shape().size() > 0) {
        BlockPlan plan =
            BlockPlan.of(nest, form, tileLength, work.block(), innerOrigin, work.inputs());
        Layout layout = layout(plan);
        KernelOutline outline = provider.outline(layout);
        int longest = outline.tileLength(tileLength, nest, layout);
        ScratchArrays arrays = new ScratchArrays(nest, outline, layout, longest);
        bytes.merge(layout, arrays.bytes(plan), Math::max);
      }
    }
    return bytes.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The layout for the whole of the nest as one block, of whose inputs all is read. */
  public Layout layoutOfWhole() {
    long[] extents = nest.axes().stream().mapToLong(Axis::extent).toArray();
    int outer = nest.parallelRank() + nest.reducedRank();
    Box block = Box.whole(Shape.of(Arrays.copyOf(extents, outer)));
    ArrayRegion[] inputs = new ArrayRegion[nest.inputs()];
    for (KernelOperand operand : nest.operands()) {
      if (operand instanceof KernelOperand.Memory memory) {
        Box read = Box.whole(Shape.ofLoops(extents)).read(memory.map());
        ArrayRegion other = inputs[memory.input()];
        Box box = other == null ? read : other.box().hull(read);
        inputs[memory.input()] = new ArrayRegion(memory.dtype(), box, BlockWork.NOTHING);
      }
    }
    long[] innerOrigin = new long[extents.length - outer];
    return layout(BlockPlan.of(nest, form, tileLength, block, innerOrigin, List.of(inputs)));
  }

  private TileLoop loop(BlockPlan plan) {
    Layout layout = layout(plan);
    return loops.computeIfAbsent(
        layout, key -> new TileLoop(nest, literals, provider.kernel(key), key, tileLength, plan));
  }

  private Layout layout(BlockPlan plan) {
    return plan.layout(nest, instructions, Forms.pitch(tileLength));
  }

  private Sink reducer(Output output, int states, BlockPlan plan) {
    var reduction = output.reducing();
    if (reduction == null) {
      throw NDArrayException.of(ErrorCode.INTERNAL, "an output without a reduction");
    }
    var dtype = output.body().dtype();
    boolean alongTile = form == Form.REDUCE_TILE;
    long tileAxis = plan.tile().size();
    return switch (reduction) {
      case SUM ->
          alongTile
              ? RowSums.of(dtype, states)
              : TileSums.of(dtype, states, Forms.pitch(tileLength), tileAxis);
      case SQUARED_DEVIATIONS ->
          alongTile
              ? Deviations.alongTile(dtype, states)
              : Deviations.overRows(dtype, states, Forms.pitch(tileLength), tileAxis);
      case ANY, ALL ->
          alongTile
              ? Tests.alongTile(reduction, states)
              : Tests.overRows(reduction, states, tileAxis);
      case PROD ->
          alongTile
              ? Products.alongTile(dtype, states)
              : Products.overRows(dtype, states, tileAxis);
      case BINCOUNT -> new RowCounts(output.slots(), states);
      case MIN, MAX, ARGMIN, ARGMAX, SMALLEST, LARGEST, ARGSMALLEST, ARGLARGEST ->
          throw NDArrayException.of(ErrorCode.INTERNAL, "%s is tracked", reduction);
    };
  }

  private static void refuseEmpty(Output output, Shape parallel, boolean empty) {
    if (empty && parallel.size() > 0) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "attempt to get %s of an empty sequence", output.reducing().numpyName());
    }
  }

  private Extremes extremes(Output output, Box block, int states) {
    return new Extremes(output.reducing(), output.body().dtype(), states, positions(block));
  }

  private Selections selections(Output output, Box block, int states) {
    return new Selections(
        output.reducing(), output.body().dtype(), output.slots(), states, positions(block));
  }

  private static Sink tracker(
      Output output, Selections selections, BlockPlan plan, boolean rooted) {
    return new RowSelections(
        selections, output.reducing(), output.body().dtype(), plan.tile().size(), rooted);
  }

  /** Whether some output wants to know where an output's extreme is. */
  private boolean isPlaced(int primary) {
    for (int output = 0; output < primaries.size(); output++) {
      if (primaries.get(output) == primary && nest.outputs().get(output).reducing().isPosition()) {
        return true;
      }
    }
    return false;
  }

  private Sink tracker(
      Output output, Extremes extremes, BlockPlan plan, boolean rooted, boolean placed) {
    long tileAxis = plan.tile().size();
    return form == Form.REDUCE_TILE
        ? new RowExtremes(
            extremes, output.reducing(), output.body().dtype(), tileAxis, rooted, placed)
        : new TileExtremes(extremes, output.reducing(), tileAxis);
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
