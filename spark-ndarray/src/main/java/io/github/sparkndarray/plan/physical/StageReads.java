package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.expr.DeliveryHint;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.plan.logical.NestWishes;
import io.github.sparkndarray.plan.physical.StageDraft.Access;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.LongStream;

/** What a stage reads from outside, where that lies, and which blocks share it. */
final class StageReads {
  /** What blocks read with all between them is read at once up to so many times their own bytes. */
  private static final double MOST_BETWEEN = 2;

  private final StageDraft draft;
  private final Function<ArrayRef, Optional<ChunkGrid>> chunks;
  private final Predicate<ArrayRef> mapped;
  private final ToIntFunction<ArrayRef> partitions;
  private final boolean aligns;
  private final Map<ArrayRef, List<Access>> accesses;
  private final List<Integer> alignedAxes;
  private final Map<ArrayRef, DeliveryHint> hints;

  /**
   * @param chunks the chunks of an array that lies in the cluster's memory
   * @param mapped whether an array lies in memory that all tasks share
   * @param partitions the number of groups in which an array's chunks lie together
   */
  StageReads(
      StageDraft draft,
      Function<ArrayRef, Optional<ChunkGrid>> chunks,
      Predicate<ArrayRef> mapped,
      ToIntFunction<ArrayRef> partitions) {
    this(draft, chunks, mapped, partitions, true);
  }

  private StageReads(
      StageDraft draft,
      Function<ArrayRef, Optional<ChunkGrid>> chunks,
      Predicate<ArrayRef> mapped,
      ToIntFunction<ArrayRef> partitions,
      boolean aligns) {
    this.draft = draft;
    this.chunks = chunks;
    this.mapped = mapped;
    this.partitions = partitions;
    this.aligns = aligns;
    this.accesses = draft.outsideAccesses();
    this.hints = NestWishes.of(draft.nests()).deliveries();
    this.alignedAxes = aligns ? findAlignedAxes() : List.of();
  }

  /** The same reads, but no tasks run where chunks lie that are just what blocks read. */
  StageReads withNothingAligned() {
    return new StageReads(draft, chunks, mapped, partitions, false);
  }

  /** The axes that the largest array follows whose chunks are what blocks read. */
  private List<Integer> findAlignedAxes() {
    List<Integer> axes = List.of();
    long largest = -1;
    for (ArrayRef array : accesses.keySet()) {
      Optional<List<Integer>> own = alignedAxes(array);
      if (own.isPresent() && ArrayBytes.of(array) > largest) {
        largest = ArrayBytes.of(array);
        axes = own.get();
      }
    }
    return axes;
  }

  private Optional<List<Integer>> alignedAxes(ArrayRef array) {
    Optional<ChunkGrid> grid = chunks(array);
    if (grid.isEmpty()) {
      return Optional.empty();
    }
    List<Optional<List<Integer>>> ways =
        accessesOf(array).stream().map(a -> a.alignedAxes(grid.get())).distinct().toList();
    return ways.size() == 1 ? ways.get(0) : Optional.empty();
  }

  /** The same reads, but each of some arrays as one array for each way in which it is read. */
  StageReads split(Predicate<ArrayRef> isSplit) {
    List<LogicalNest> nests =
        Readings.split(draft.nests(), array -> accesses.containsKey(array) && isSplit.test(array));
    return new StageReads(draft.with(nests), chunks, mapped, partitions, aligns);
  }

  /**
   * The same reads, but the parts of a stored array that blocks read far from one another as
   * several arrays, so that what lies between them is not read: as in {@code x[:n] + x[n:]}.
   */
  StageReads withFarPartsApart() {
    if (blocks().size() == 0) {
      return this;
    }
    StageReads apart = split(array -> isStored(array) && !isShared(array));
    return apart.arrays().size() == arrays().size()
        ? this
        : split(array -> isStored(array) && !isShared(array) && isFarApart(array, apart));
  }

  private boolean isFarApart(ArrayRef array, StageReads apart) {
    long last = blocks().size() - 1;
    int rank = blocks().shape().rank();
    long endOfRow = rank == 0 ? 0 : blocks().counts().extent(rank - 1) - 1;
    return LongStream.of(0, endOfRow, last / 2, last)
        .mapToObj(blocks()::box)
        .anyMatch(
            block ->
                ArrayBytes.of(array, region(array, block))
                    > MOST_BETWEEN
                        * apart.arrays().stream()
                            .filter(way -> way.origin().equals(array))
                            .mapToDouble(way -> ArrayBytes.of(way, apart.region(way, block)))
                            .sum());
  }

  /** In the order in which they run. */
  List<LogicalNest> nests() {
    return draft.nests();
  }

  ChunkGrid blocks() {
    return draft.grid();
  }

  /** Whether only blocks on or above the diagonal of the last two axes are run. */
  boolean isHalved() {
    return draft.isHalved();
  }

  Set<ArrayRef> arrays() {
    return accesses.keySet();
  }

  private List<Access> accessesOf(ArrayRef array) {
    return accesses.getOrDefault(array, List.of());
  }

  /** The axes of the blocks along which aligned arrays are cut. */
  List<Integer> alignedAxes() {
    return alignedAxes;
  }

  /** How users want arrays to be delivered. */
  Map<ArrayRef, DeliveryHint> hints() {
    return hints;
  }

  /**
   * Whether several blocks read the same elements of an array, which must be brought to all, or a
   * user wants an array to be brought to them that each block reads a part of its own of.
   */
  boolean isShared(ArrayRef array) {
    return isReadByMany(array)
        || (hints.containsKey(array.origin())
            && accesses.keySet().stream()
                .filter(way -> way.origin().equals(array.origin()))
                .noneMatch(this::isReadByMany));
  }

  private boolean isReadByMany(ArrayRef array) {
    return isChunked(array)
        ? !isAligned(array)
        : !isMapped(array) && !(isStored(array) && isSliced(array));
  }

  private boolean isSliced(ArrayRef array) {
    return accessesOf(array).stream().allMatch(Access::isSliced);
  }

  /** Whether each of an array's chunks is just what some blocks read. */
  boolean isAligned(ArrayRef array) {
    return !alignedAxes.isEmpty() && alignedAxes(array).equals(Optional.of(alignedAxes));
  }

  private Optional<ChunkGrid> chunks(ArrayRef array) {
    return chunks.apply(array.origin());
  }

  /** The number of groups in which an array's chunks lie together. */
  int partitions(ArrayRef array) {
    return partitions.applyAsInt(array.origin());
  }

  /**
   * The bytes of an aligned array that are sent to where the others lie: none, unless it lies in
   * another number of groups than the one with the most.
   */
  double bytesToAlign(ArrayRef array) {
    int most = arrays().stream().filter(this::isAligned).mapToInt(this::partitions).max().orElse(0);
    return partitions(array) == most ? 0 : ArrayBytes.of(array);
  }

  /** Whether an array lies in the cluster's memory. */
  boolean isChunked(ArrayRef array) {
    return chunks(array).isPresent();
  }

  /** Whether an array lies in memory that all tasks share. */
  boolean isMapped(ArrayRef array) {
    return mapped.test(array.origin());
  }

  /** Whether every task can read any part of an array. */
  boolean isStored(ArrayRef array) {
    return array.origin() instanceof ArrayRef.Source && !isChunked(array);
  }

  /** Whether only the driver has an array. */
  boolean isOnDriver(ArrayRef array) {
    return !isChunked(array) && !isStored(array);
  }

  /** For each axis of the blocks, whether other blocks along it read other parts of an array. */
  boolean[] follows(ArrayRef array) {
    Box whole = Box.whole(blocks().shape());
    Box all = region(array, whole);
    BlockGroups each = BlockGroups.of(blocks(), blocks().counts().extents());
    boolean[] follows = new boolean[blocks().shape().rank()];
    for (int axis = 0; axis < follows.length; axis++) {
      follows[axis] = !region(array, each.slice(axis, 0)).equals(all);
    }
    return follows;
  }

  /** The part of an array that is read for a box over the axes of the blocks. */
  Box region(ArrayRef array, Box blocks) {
    List<LogicalNest> nests = nests();
    int last = nests.size() - 1;
    return BlockRegions.of(nests.subList(0, last), nests.get(last), blocks).read(array);
  }

  /** The size of what all blocks together read of an array. */
  double readBytes(ArrayRef array) {
    return ArrayBytes.of(array, region(array, Box.whole(blocks().shape())));
  }

  /** The largest part that a block reads. */
  long blockBytes(ArrayRef array) {
    return ArrayBytes.of(array, region(array, blocks().box(0)));
  }

  /**
   * How often a stored array is read when tasks run consecutive blocks, and read nothing again for
   * blocks that need the same as the one before.
   *
   * @param some the blocks that are run
   * @param tasks the number of tasks that share them
   */
  double timesRead(ArrayRef array, BlockBox some, long tasks) {
    boolean[] follows = follows(array);
    double times = 1;
    double before = some.size();
    boolean movesLater = false;
    for (int axis = follows.length - 1; axis >= 0; axis--) {
      long count = some.cells().extent(axis);
      before /= count;
      if (!follows[axis]) {
        // Blocks that need the same follow one another, but are shared out to several tasks.
        times *= movesLater ? count : Math.max(1, Math.min(count, tasks / before));
      }
      movesLater |= follows[axis] && count > 1;
    }
    return Math.max(1, times * draft.shareOfBlocks());
  }
}
