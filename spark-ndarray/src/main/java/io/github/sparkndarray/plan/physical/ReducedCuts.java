package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.plan.logical.LogicalPlan;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.IndexMap;
import io.github.sparkndarray.shape.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Where the reductions of a plan are cut. It is part of the values of floating-point sums, and so
 * follows from expressions and from the chunks of the arrays that users keep: never from the
 * cluster, nor from how operands reach it.
 */
final class ReducedCuts {
  private final LogicalPlan logical;
  private final PlanSettings settings;
  private final Map<Integer, BlockReads> reads;

  ReducedCuts(LogicalPlan logical, PlanSettings settings) {
    this.logical = logical;
    this.settings = settings;
    this.reads = BlockReads.of(logical, settings);
  }

  /** A sum that is cut. */
  record Cut(Shape parallel, Shape reduced, Shape block) {}

  /** What the blocks of a nest read. */
  BlockReads reads(LogicalNest nest) {
    return Objects.requireNonNull(reads.get(nest.id()));
  }

  /** A block's lengths along the reduced axes of a nest. */
  Shape of(LogicalNest nest) {
    Shape cut = BlockGrids.cutReduced(nest.loop(), reads(nest), settings);
    if (FinerBlocks.isExact(nest.loop()) || BlockGrids.isHalved(nest.loop(), cut)) {
      return cut;
    }
    for (KernelOperand operand : nest.loop().operands()) {
      if (operand instanceof KernelOperand.Memory memory) {
        Optional<Shape> along =
            keptChunks(nest.inputs().get(memory.input()))
                .flatMap(chunks -> along(chunks, memory.map(), nest.loop(), cut));
        if (along.isPresent()) {
          return along.get();
        }
      }
    }
    return cut;
  }

  /** Whether blocks have a part of what a nest reduces, whatever the cluster. */
  boolean cuts(LogicalNest nest) {
    return !of(nest).equals(BlockGrids.extents(nest.loop(), Axis.Role.REDUCED));
  }

  /** All sums that are cut, and whose bits that makes others. */
  Set<Cut> ofSums() {
    Set<Cut> sums = new HashSet<>();
    for (LogicalNest nest : logical.nests()) {
      if (!FinerBlocks.isExact(nest.loop()) && cuts(nest)) {
        Shape parallel = BlockGrids.extents(nest.loop(), Axis.Role.PARALLEL);
        Shape reduced = BlockGrids.extents(nest.loop(), Axis.Role.REDUCED);
        sums.add(new Cut(parallel, reduced, of(nest)));
      }
    }
    return sums;
  }

  /**
   * The lengths of blocks that follow an array's chunks; nothing where a chunk is less than what a
   * point of the nest reads.
   */
  private static Optional<Shape> along(ChunkGrid chunks, IndexMap map, LoopNest nest, Shape cut) {
    long[] block = cut.extents();
    int first = nest.axes().size();
    List<Axis> axes = nest.axes();
    for (int axis = axes.size() - 1; axis >= 0; axis--) {
      first = axes.get(axis).role() == Axis.Role.REDUCED ? axis : first;
    }
    for (int d = 0; d < chunks.shape().rank(); d++) {
      int axis = map.axis(d);
      boolean isCut = chunks.counts().extent(d) > 1;
      if (axis == IndexMap.NO_AXIS || axes.get(axis).role() == Axis.Role.INNER) {
        if (isCut) {
          return Optional.empty();
        }
      } else if (axes.get(axis).role() == Axis.Role.REDUCED) {
        block[axis - first] = isCut ? chunks.chunkShape().extent(d) : axes.get(axis).extent();
      }
    }
    return Optional.of(Shape.of(block));
  }

  /**
   * The chunks of an array that a user keeps: the same where this plan is to keep it as where it is
   * kept already.
   */
  private Optional<ChunkGrid> keptChunks(ArrayRef array) {
    if (array instanceof ArrayRef.Source source
        && source.source() instanceof ChunkedSource chunked) {
      return Optional.of(chunked.grid());
    }
    if (array instanceof ArrayRef.Result result) {
      LogicalNest maker = logical.nests().get(result.nest());
      if (logical.keeps(maker) && IterationSpace.points(maker.loop()) > settings.driverWork()) {
        return Optional.of(new ChunkGrid(result.shape(), chunksOf(maker)));
      }
    }
    return Optional.empty();
  }

  /** The chunks in which a nest's results are kept. */
  Shape chunksOf(LogicalNest maker) {
    Shape wished = maker.wishes().chunkShape();
    return wished == null ? BlockGrids.keptChunks(maker.loop(), reads(maker), settings) : wished;
  }
}
