package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.physical.DeliveryChoice.Chosen;
import io.github.sparkndarray.plan.physical.Stage.Input;
import io.github.sparkndarray.shape.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sends each task the parts that its blocks read, of arrays that any task's blocks may share. What
 * lies on the driver alone has no parts elsewhere, and is broadcast beside them.
 */
final class ReplicatedDelivery {
  /** What is shuffled is written by one task and read by another. */
  static final double COST = 2;

  /** The share of a task's memory that parts of operands may take. */
  private static final double OPERANDS = 0.5;

  private static final int TASKS_PER_SLOT = 4;

  private static final long MOST_TASKS = 1_000_000;

  private final StageReads whole;
  private final StageReads reads;
  private final ClusterSpec cluster;

  ReplicatedDelivery(StageReads reads, ClusterSpec cluster) {
    this.whole = reads;
    this.reads = reads.split(array -> reads.isChunked(array) || reads.isStored(array));
    this.cluster = cluster;
  }

  /**
   * Every shared array in parts that lies in the cluster or in storage.
   *
   * @param tasks how many tasks there should be at least
   */
  Optional<Chosen> choose(long tasks) {
    if (reads.blocks().shape().rank() == 0) {
      return Optional.empty();
    }
    if (!hasParts() || isHintedOnDriver() || broadcastBytes() > cluster.broadcastMemory()) {
      return Optional.empty();
    }
    List<Supergrid.Operand> operands = new ArrayList<>();
    for (ArrayRef array : reads.arrays()) {
      if (reads.isChunked(array)) {
        operands.add(new Supergrid.Operand(reads.readBytes(array), reads.follows(array)));
      }
    }
    if (operands.isEmpty()) {
      return inputs(null, tasks);
    }
    long free = cluster.taskMemory() - operands.size() * StageMemory.READ_STAGING;
    long room = (long) Math.min(cluster.taskMemory() * OPERANDS, free * OPERANDS);
    return Supergrid.choose(
            reads.blocks(), operands, room, Math.min(tasks, enoughTasks()), MOST_TASKS)
        .flatMap(grid -> inputs(grid, tasks));
  }

  private boolean hasParts() {
    return whole.arrays().stream().anyMatch(a -> whole.isShared(a) && !whole.isOnDriver(a));
  }

  private boolean isHintedOnDriver() {
    return whole.hints().keySet().stream().anyMatch(whole::isOnDriver);
  }

  private double broadcastBytes() {
    return whole.arrays().stream().filter(whole::isOnDriver).mapToDouble(whole::readBytes).sum();
  }

  private Optional<Chosen> inputs(@Nullable BlockGroups grid, long tasks) {
    List<Input> inputs = new ArrayList<>();
    for (ArrayRef array : reads.arrays()) {
      if (reads.isMapped(array)) {
        inputs.add(new Input(array, Delivery.MAPPED, 0));
        continue;
      }
      double bytes = reads.readBytes(array);
      if (reads.isOnDriver(array)) {
        inputs.add(new Input(array, Delivery.BROADCAST, bytes * cluster.copies()));
        continue;
      }
      BlockGroups sentTo = reads.isChunked(array) ? grid : null;
      Box first = sentTo == null ? reads.blocks().box(0) : sentTo.box(0);
      if (ArrayBytes.of(array, reads.region(array, first)) > cluster.taskMemory()) {
        return Optional.empty();
      }
      inputs.add(
          sentTo == null
              ? new Input(
                  array,
                  Delivery.STORED,
                  bytes * reads.timesRead(array, BlockBox.all(reads.blocks()), tasks))
              : new Input(array, Delivery.REPLICATED, bytes * copies(array, sentTo)));
    }
    Chosen chosen = new Chosen(reads, inputs);
    return Optional.of(grid == null ? chosen : chosen.inTasks(grid));
  }

  /** The number of tasks that are sent the same part. */
  private double copies(ArrayRef array, BlockGroups grid) {
    boolean[] follows = reads.follows(array);
    int last = follows.length - 1;
    boolean ofRows = reads.isHalved() && follows[last - 1] && !follows[last];
    boolean ofColumns = reads.isHalved() && follows[last] && !follows[last - 1];
    double copies = 1;
    for (int axis = 0; axis < follows.length; axis++) {
      boolean isOfPairs = axis >= last - 1 && (ofRows || ofColumns);
      copies *= follows[axis] || isOfPairs ? 1 : grid.groups().counts().extent(axis);
    }
    // Groups below the diagonal of pairs are sent nothing.
    UpperGroups upper = new UpperGroups(grid);
    return copies * (ofRows ? upper.perRow() : ofColumns ? upper.perColumn() : 1);
  }

  /** More tasks than keep all cores busy to the end only move more. */
  private long enoughTasks() {
    return (long) cluster.slots() * TASKS_PER_SLOT;
  }
}
