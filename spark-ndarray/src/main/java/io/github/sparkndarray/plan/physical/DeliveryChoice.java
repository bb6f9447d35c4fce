package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.plan.physical.Stage.Input;
import io.github.sparkndarray.plan.physical.StageDraft.Access;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how arrays reach a stage's blocks. Those of which each block reads a part of its own come
 * with the block or are read by it. The others are broadcast, or sent in parts to the tasks that
 * read them, whichever fits the memory and moves fewer bytes.
 */
final class DeliveryChoice {
  /** What is shuffled is written by one task and read by another. */
  private static final double SHUFFLE_COST = 2;

  /** The share of a task's memory that parts of operands may take. */
  private static final double OPERANDS = 0.5;

  private static final int TASKS_PER_SLOT = 4;

  private static final long MOST_TASKS = 1_000_000;

  private final StageDraft draft;
  private final Function<ArrayRef, Optional<ChunkGrid>> chunks;
  private final ClusterSpec cluster;
  private final PlanSettings settings;
  private final Map<ArrayRef, List<Access>> outside;

  /**
   * @param chunks the chunks of an array that lies in the cluster's memory
   */
  DeliveryChoice(
      StageDraft draft,
      Function<ArrayRef, Optional<ChunkGrid>> chunks,
      ClusterSpec cluster,
      PlanSettings settings) {
    this.draft = draft;
    this.chunks = chunks;
    this.cluster = cluster;
    this.settings = settings;
    this.outside = draft.outsideAccesses();
  }

  /**
   * What was chosen.
   *
   * @param nests the stage's nests, the terminal last, which may read an array as several inputs
   * @param tasks the blocks of each task, where that is part of the choice
   */
  record Chosen(List<LogicalNest> nests, List<Input> inputs, @Nullable TaskGrid tasks) {}

  /**
   * The deliveries.
   *
   * @param tasks how many tasks there should be at least
   */
  Chosen choose(long tasks) {
    double broadcast =
        outside.keySet().stream().filter(this::isShared).mapToDouble(this::size).sum();
    if (broadcast == 0) {
      return broadcast("each block reads its own part");
    }
    boolean fits = broadcast <= cluster.broadcastMemory();
    Optional<Chosen> replicated = replicated(tasks);
    boolean wanted = settings.delivery() == PlanSettings.DeliveryWish.REPLICATED;
    boolean refused = settings.delivery() == PlanSettings.DeliveryWish.BROADCAST;
    String price = Bytes.text(broadcast * cluster.executors()) + " if broadcast";
    if (replicated.isPresent() && !(refused && fits)) {
      double moved = cost(replicated.get());
      if (wanted || !fits || moved < broadcast * cluster.executors()) {
        String why = fits ? "rather than " + price : tooLarge(broadcast);
        return explained(replicated.get(), wanted ? "as set" : why);
      }
      return broadcast(Bytes.text(moved) + " to move if sent in parts");
    }
    if (fits) {
      return broadcast("");
    }
    throw NDArrayException.of(
        ErrorCode.MEMORY,
        "Cannot deliver arrays of %s to the blocks that read them: %s, and in parts they do not fit"
            + " tasks of %s; set spark.executor.memory and spark.driver.memory to at least %s",
        Bytes.text(broadcast),
        tooLarge(broadcast),
        Bytes.text(cluster.taskMemory()),
        Bytes.text((long) (broadcast / 0.3) + 1));
  }

  private String tooLarge(double bytes) {
    return "broadcasting %s is more than the %s that fit"
        .formatted(Bytes.text(bytes), Bytes.text(cluster.broadcastMemory()));
  }

  private double cost(Chosen chosen) {
    double cost = 0;
    for (Input input : chosen.inputs()) {
      cost += input.moved() * (input.delivery() == Delivery.REPLICATED ? SHUFFLE_COST : 1);
    }
    return cost;
  }

  private static Chosen explained(Chosen chosen, String why) {
    List<Input> inputs = new ArrayList<>();
    for (Input input : chosen.inputs()) {
      boolean parts = input.delivery() == Delivery.REPLICATED || input.moved() > input.bytes();
      inputs.add(parts ? input.because(why) : input);
    }
    return new Chosen(chosen.nests(), inputs, chosen.tasks());
  }

  private Chosen broadcast(String why) {
    List<Input> inputs = new ArrayList<>();
    outside.forEach(
        (array, accesses) -> {
          long bytes = bytes(array);
          if (isAligned(array)) {
            inputs.add(new Input(array, Delivery.ALIGNED, bytes, 0, ""));
          } else if (isShared(array)) {
            double moved = (double) bytes * cluster.executors();
            inputs.add(new Input(array, Delivery.BROADCAST, bytes, moved, why));
          } else {
            inputs.add(new Input(array, Delivery.STORED, bytes, bytes, ""));
          }
        });
    return new Chosen(draft.nests(), inputs, null);
  }

  /** Every array that could be broadcast in parts instead, if they all can be. */
  private Optional<Chosen> replicated(long tasks) {
    if (draft.grid().shape().rank() == 0) {
      return Optional.empty();
    }
    for (ArrayRef array : outside.keySet()) {
      if (isShared(array) && chunks.apply(array).isEmpty() && !isStored(array)) {
        return Optional.empty();
      }
    }
    List<LogicalNest> nests =
        Readings.split(draft.nests(), array -> outside.containsKey(array) && !isLocal(array));
    List<LogicalNest> producers = nests.subList(0, nests.size() - 1);
    LogicalNest terminal = nests.get(nests.size() - 1);
    Set<ArrayRef> arrays = draft.with(nests).outsideAccesses().keySet();
    List<Supergrid.Operand> operands = new ArrayList<>();
    for (ArrayRef array : arrays) {
      if (chunks.apply(array.origin()).isPresent()) {
        operands.add(new Supergrid.Operand(bytes(array), follows(array, producers, terminal)));
      }
    }
    TaskGrid grid = null;
    if (!operands.isEmpty()) {
      long room = (long) (cluster.taskMemory() * OPERANDS);
      Optional<TaskGrid> found =
          Supergrid.choose(
              draft.grid(), operands, room, Math.min(tasks, enoughTasks()), MOST_TASKS);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      grid = found.get();
    }
    List<Input> inputs = new ArrayList<>();
    for (ArrayRef array : arrays) {
      TaskGrid sentTo = chunks.apply(array.origin()).isPresent() ? grid : null;
      ChunkGrid readers = sentTo == null ? draft.grid() : sentTo.groups();
      boolean[] follows = follows(array, producers, terminal);
      double moved = bytes(array);
      for (int axis = 0; axis < follows.length; axis++) {
        moved *= follows[axis] ? 1 : readers.counts().extent(axis);
      }
      Box first = sentTo == null ? draft.grid().box(0) : sentTo.box(0);
      Box part = BlockRegions.of(producers, terminal, first).read(array);
      if (part.shape().size() * array.dtype().itemSize() > cluster.taskMemory()) {
        return Optional.empty();
      }
      Delivery delivery = sentTo == null ? Delivery.STORED : Delivery.REPLICATED;
      inputs.add(new Input(array, delivery, bytes(array), moved, ""));
    }
    return Optional.of(new Chosen(nests, inputs, grid));
  }

  /** More tasks than keep all cores busy to the end only move more. */
  private long enoughTasks() {
    return (long) cluster.slots() * TASKS_PER_SLOT;
  }

  /** For each axis of the blocks, whether other blocks along it read other parts of an array. */
  private boolean[] follows(ArrayRef array, List<LogicalNest> producers, LogicalNest terminal) {
    ChunkGrid blocks = draft.grid();
    Box whole = Box.whole(blocks.shape());
    Box all = BlockRegions.of(producers, terminal, whole).read(array);
    TaskGrid each = TaskGrid.of(blocks, blocks.counts().extents());
    boolean[] follows = new boolean[blocks.shape().rank()];
    for (int axis = 0; axis < follows.length; axis++) {
      Box first = BlockRegions.of(producers, terminal, each.slice(axis, 0)).read(array);
      follows[axis] = !first.equals(all);
    }
    return follows;
  }

  /** Whether several blocks read the same elements of an array, which must be brought to all. */
  private boolean isShared(ArrayRef array) {
    boolean sliced = accesses(array).stream().allMatch(Access::isSliced);
    return chunks.apply(array).isPresent() ? !isAligned(array) : !(sliced && isStored(array));
  }

  private boolean isAligned(ArrayRef array) {
    Optional<ChunkGrid> grid = chunks.apply(array);
    return grid.isPresent() && accesses(array).stream().allMatch(a -> a.isAligned(grid.get()));
  }

  private boolean isStored(ArrayRef array) {
    return array instanceof ArrayRef.Source && chunks.apply(array).isEmpty();
  }

  private boolean isLocal(ArrayRef array) {
    return !isStored(array) && chunks.apply(array).isEmpty();
  }

  private List<Access> accesses(ArrayRef array) {
    return outside.getOrDefault(array, List.of());
  }

  private double size(ArrayRef array) {
    return bytes(array);
  }

  static long bytes(ArrayRef array) {
    return Math.multiplyExact(array.shape().size(), array.dtype().itemSize());
  }
}
