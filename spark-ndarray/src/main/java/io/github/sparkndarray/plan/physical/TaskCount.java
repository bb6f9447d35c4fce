package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.shape.Box;

/**
 * How finely a stage's work is shared out: so that no core waits, no task takes much less than 100
 * ms if there need not be so many, and none so long that it matters when it fails or ends last.
 */
final class TaskCount {
  /** No stage has more. */
  static final int MOST = 1_000_000;

  /** By {@link WorkEstimate}, which is some four times what vectorized kernels need: a second. */
  private static final double LONGEST_TASK_NANOS = 4e9;

  /** Below this, what Spark needs for a task begins to count: by the same, some 100 ms. */
  private static final double SHORTEST_TASK_NANOS = 400e6;

  /**
   * What the driver needs to start a task. It starts one after another, so that with thousands of
   * cores tasks must be longer for it to keep up.
   */
  static final double LAUNCH_NANOS = 1e6;

  /** How much longer a task takes by {@link WorkEstimate} than vectorized kernels may need. */
  static final double VECTORIZED = 10;

  /** A byte that a task reads from far storage or writes there: 100 MB/s. */
  private static final double STORAGE_NANOS = 10;

  private static final int TASKS_PER_SLOT = 4;

  /** With a task for each core, a tenth of the time is lost to the slowest. */
  private static final double UNEVEN = 10;

  /**
   * So many times longer may a task take that has all blocks which contribute to some results:
   * nothing needs to be sent to be combined, and what they read is read once.
   */
  private static final double LONGEST_TO_COMBINE = 100;

  private final ClusterSpec cluster;

  TaskCount(ClusterSpec cluster) {
    this.cluster = cluster;
  }

  /**
   * The tasks that run all blocks of a stage.
   *
   * @param least how many there should be at least, if there are so many blocks
   */
  int of(StageDraft draft, int least) {
    return of(draft, BlockBox.all(draft.grid()), 1, least);
  }

  /**
   * The tasks that run some blocks of a stage.
   *
   * @param some the blocks
   * @param share the share of the stage's work that these blocks are
   * @param least how many there should be at least, if there are so many blocks
   */
  int of(StageDraft draft, BlockBox some, double share, int least) {
    long blocks = draft.blocks(some).size();
    double work = WorkEstimate.nanos(draft) * share;
    double bytes = (draft.resultBytes() + storedBytes(draft)) * share;
    double slots = Math.min(cluster.slots(), coresWorthStarting(work + bytes * STORAGE_NANOS));
    double longest = Math.max(LONGEST_TASK_NANOS, slots * LAUNCH_NANOS * VECTORIZED);
    // More than one for each core share the work out evenly, if starting them takes less than that.
    boolean mayBeEven = work / VECTORIZED / slots > UNEVEN * slots * LAUNCH_NANOS;
    double most = Math.max(work / longest, slots * (mayBeEven ? TASKS_PER_SLOT : 1));
    double each = Math.ceil(Math.min(most, work / SHORTEST_TASK_NANOS) / slots);
    double wanted = Math.max(least, slots * Math.max(1, each));
    long rows = draft.isHalved() ? blocks : outputs(draft, some);
    boolean mayBeWhole =
        rows >= slots * BlockGrids.BLOCKS_PER_CORE && work / rows <= longest * LONGEST_TO_COMBINE;
    return (int) Math.max(1, Math.min(Math.min(wanted, mayBeWhole ? rows : blocks), MOST));
  }

  /** How many blocks of results there are, to which several of some blocks may contribute. */
  private static long outputs(StageDraft draft, BlockBox some) {
    long count = 1;
    for (int axis = 0; axis < draft.terminal().loop().parallelRank(); axis++) {
      count *= some.cells().extent(axis);
    }
    return count;
  }

  /**
   * How many cores may have a task of short work: with n of them, the last is started after n times
   * {@link #LAUNCH_NANOS} and takes an n-th of the work, and the sum of both is least for the root
   * of the work in launches.
   */
  private static double coresWorthStarting(double nanos) {
    return Math.max(1, Math.ceil(Math.sqrt(nanos / LAUNCH_NANOS)));
  }

  private static double storedBytes(StageDraft draft) {
    BlockRegions regions =
        BlockRegions.of(draft.producers(), draft.terminal(), Box.whole(draft.grid().shape()));
    return draft.outsideAccesses().keySet().stream()
        .filter(TaskCount::isStored)
        .mapToDouble(array -> ArrayBytes.of(array, regions.read(array)))
        .sum();
  }

  private static boolean isStored(ArrayRef array) {
    return array.origin() instanceof ArrayRef.Source source
        && !(source.source() instanceof ChunkedSource);
  }
}
