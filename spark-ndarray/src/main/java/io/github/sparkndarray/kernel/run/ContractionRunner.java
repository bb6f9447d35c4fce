package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.ArrayRegion;
import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.BlockKernel;
import io.github.sparkndarray.kernel.BlockWork;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.kernel.Partial;
import io.github.sparkndarray.kernel.Scalar;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Runs a contraction: a reduction whose operands each lack a parallel axis, as those of a matrix
 * product or of squared distances do, so that each element is used many times. Its reduced axes are
 * made inner ones, which are walked in registers, a piece at a time.
 */
public final class ContractionRunner implements BlockKernel {
  /** What is computed together of an output: so many columns, and rows up to so many elements. */
  private static final long PART_COLUMNS = Forms.NARROW_TILES;

  private static final long PART_ELEMENTS = 512 * PART_COLUMNS;

  private final LoopNest nest;
  private final Function<LoopNest, BlockRunner> runners;
  private final Map<Shape, BlockRunner> ofPieces = new HashMap<>();

  /** What totals have kept while parts were made, at most. */
  private long ofTotals;

  /**
   * @param runners makes the runner of the nest over a piece
   */
  public ContractionRunner(LoopNest nest, Function<LoopNest, BlockRunner> runners) {
    this.nest = nest;
    this.runners = runners;
  }

  /** The nest over a piece of the given reduced extents. */
  public static LoopNest overPiece(LoopNest nest, Shape piece) {
    List<Axis> axes = new ArrayList<>(nest.axes());
    int parallel = nest.parallelRank();
    int[] reduced = new int[piece.rank()];
    for (int i = 0; i < reduced.length; i++) {
      reduced[i] = parallel + i;
      axes.set(parallel + i, new Axis(Axis.Role.INNER, piece.extent(i)));
    }
    List<Output> outputs = new ArrayList<>();
    for (Output output : nest.outputs()) {
      outputs.add(new Output(null, new Scalar.Inner(reduction(output), reduced, output.body())));
    }
    return new LoopNest(axes, nest.inputs(), nest.operands(), outputs);
  }

  private static Reduction reduction(Output output) {
    Reduction reduction = output.reduction();
    if (reduction == null) {
      throw NDArrayException.of(ErrorCode.INTERNAL, "an output without a reduction");
    }
    return reduction;
  }

  /** The extents of pieces: trailing axes whole, as far as they go, and then equal parts. */
  public static Shape pieces(Shape reduced) {
    long[] extents = reduced.extents();
    long room = Sums.PART;
    for (int axis = extents.length - 1; axis >= 0; axis--) {
      extents[axis] = Math.max(1, Sums.part(extents[axis], room));
      room /= extents[axis];
    }
    return Shape.of(extents);
  }

  @Override
  public void map(Box block, List<ArrayRegion> inputs, List<ByteBuffer> outputs) {
    throw NDArrayException.of(ErrorCode.INTERNAL, "map of a nest that reduces");
  }

  @Override
  public List<Partial> reduce(Box block, List<ArrayRegion> inputs) {
    int rank = nest.parallelRank();
    Box parallel = block.leading(rank);
    Box reduced = block.trailing(rank);
    boolean whole = isWhole(reduced);
    List<Box> pieces = pieces(reduced);
    if (isDirect(reduced)) {
      return direct(parallel, pieces.get(0), inputs);
    }
    ChunkGrid parts = new ChunkGrid(parallel.shape(), part(parallel.shape()));
    List<PieceTotal> totals = new ArrayList<>();
    nest.outputs().forEach(o -> totals.add(PieceTotal.of(o, parallel.shape(), whole)));
    for (long p = 0; p < parts.size(); p++) {
      Box part = parts.box(p);
      for (Box piece : pieces) {
        BlockRunner runner = runner(piece.shape());
        List<HostArray> values = runner.mapToArrays(part.within(parallel), piece, inputs);
        for (int output = 0; output < values.size(); output++) {
          totals.get(output).add(values.get(output));
        }
      }
      totals.forEach(total -> total.endPart(part));
    }
    long kept = totals.stream().mapToLong(PieceTotal::scratchBytes).sum();
    ofTotals = Math.max(ofTotals, kept);
    return totals.stream().map(PieceTotal::partial).toList();
  }

  /** Whether what one piece gives is the result. */
  private boolean isDirect(Box reduced) {
    return isWhole(reduced)
        && reduced.shape().size() > 0
        && pieceGrid(reduced).size() == 1
        && nest.outputs().stream().allMatch(output -> output.reducing() == Reduction.SUM);
  }

  private List<Partial> direct(Box parallel, Box piece, List<ArrayRegion> inputs) {
    List<HostArray> sums =
        nest.outputs().stream()
            .map(output -> HostArray.allocate(output.body().dtype(), parallel.shape()))
            .toList();
    runner(piece.shape()).mapTo(sums, parallel, piece, inputs);
    List<Partial> partials = new ArrayList<>();
    sums.forEach(sum -> partials.add(new Partial(Reduction.SUM, sum.dtype(), List.of(sum))));
    return partials;
  }

  @Override
  public long scratchBytes() {
    return ofTotals + ofPieces.values().stream().mapToLong(BlockRunner::scratchBytes).sum();
  }

  @Override
  public long scratchBytes(List<BlockWork> blocks) {
    Map<Shape, List<BlockWork>> byPiece = new HashMap<>();
    long largest = 0;
    for (BlockWork work : blocks) {
      Box parallel = work.block().leading(nest.parallelRank());
      Box reduced = work.block().trailing(nest.parallelRank());
      if (isDirect(reduced)) {
        byPiece
            .computeIfAbsent(pieces(reduced.shape()), shape -> new ArrayList<>())
            .add(new BlockWork(parallel, work.inputs()));
        continue;
      }
      ChunkGrid parts = new ChunkGrid(parallel.shape(), part(parallel.shape()));
      for (Box part : parts.shapes()) {
        largest = Math.max(largest, part.shape().size());
        BlockWork one = new BlockWork(part.within(parallel), work.inputs());
        for (Box piece : pieceGrid(reduced).shapes()) {
          byPiece.computeIfAbsent(piece.shape(), shape -> new ArrayList<>()).add(one);
        }
      }
    }
    long bytes = 0;
    for (Output output : nest.outputs()) {
      long results = largest * output.dtype().itemSize() * byPiece.size();
      bytes += results + PieceTotal.scratchBytes(output, largest);
    }
    for (Map.Entry<Shape, List<BlockWork>> entry : byPiece.entrySet()) {
      bytes += runner(entry.getKey()).scratchBytes(entry.getValue());
    }
    return bytes;
  }

  private static List<Box> pieces(Box reduced) {
    if (reduced.shape().size() == 0) {
      return List.of(reduced);
    }
    ChunkGrid grid = pieceGrid(reduced);
    List<Box> pieces = new ArrayList<>();
    for (long i = 0; i < grid.size(); i++) {
      pieces.add(grid.box(i).within(reduced));
    }
    return pieces;
  }

  private static ChunkGrid pieceGrid(Box reduced) {
    return new ChunkGrid(reduced.shape(), pieces(reduced.shape()));
  }

  private boolean isWhole(Box reduced) {
    for (int axis = 0; axis < reduced.shape().rank(); axis++) {
      if (reduced.extent(axis) != nest.axes().get(nest.parallelRank() + axis).extent()) {
        return false;
      }
    }
    return true;
  }

  /** Outputs whose sums stay in a core's cache while pieces are added to them. */
  private static Shape part(Shape parallel) {
    long[] extents = parallel.extents();
    long room = PART_ELEMENTS;
    for (int axis = extents.length - 1; axis >= 0; axis--) {
      long most = axis == extents.length - 1 ? PART_COLUMNS : room;
      extents[axis] = Math.max(1, Math.min(extents[axis], most));
      room = Math.max(1, room / extents[axis]);
    }
    return Shape.of(extents);
  }

  private BlockRunner runner(Shape piece) {
    return ofPieces.computeIfAbsent(piece, shape -> runners.apply(overPiece(nest, shape)));
  }
}
