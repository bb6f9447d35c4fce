package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.physical.DeliveryChoice.Chosen;
import io.github.sparkndarray.plan.physical.Stage.Input;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Sends every executor all of the arrays that many blocks read: a large one as several broadcast
 * variables, which executors fetch when a block first needs them. A stored array of which tasks
 * read less than executors would be sent may be left to them.
 */
final class BroadcastDelivery {
  /** What one broadcast variable is meant to hold at most. */
  static final long VARIABLE_BYTES = 64L << 20;

  /** The share of a task's memory that a part may take which lies across two variables. */
  private static final int PARTS_OF_TASK_MEMORY = 4;

  private final StageReads reads;
  private final ClusterSpec cluster;

  /** How often tasks read the stored arrays that are left to them. */
  private final Map<ArrayRef, Double> timesRead;

  /** All shared arrays are sent. */
  BroadcastDelivery(StageReads reads, ClusterSpec cluster) {
    this(reads, cluster, Map.of());
  }

  private BroadcastDelivery(
      StageReads reads, ClusterSpec cluster, Map<ArrayRef, Double> timesRead) {
    this.reads = reads;
    this.cluster = cluster;
    this.timesRead = timesRead;
  }

  /**
   * The same, but tasks read the stored arrays of which they read less so; nothing if that leaves
   * no array to be sent, or all.
   *
   * @param tasks the number of tasks that share the blocks
   */
  Optional<BroadcastDelivery> readingSome(long tasks) {
    Map<ArrayRef, Double> times = new HashMap<>();
    for (ArrayRef array : reads.arrays()) {
      if (reads.isShared(array) && reads.isStored(array) && reads.hints().isEmpty()) {
        double read = reads.timesRead(array, BlockBox.all(reads.blocks()), tasks);
        if (read < cluster.copies()) {
          times.put(array, read);
        }
      }
    }
    BroadcastDelivery some = new BroadcastDelivery(reads, cluster, times);
    return times.isEmpty() || some.bytes() == 0 ? Optional.empty() : Optional.of(some);
  }

  /** What all executors must hold at once. */
  double bytes() {
    return reads.arrays().stream().filter(this::isSent).mapToDouble(reads::readBytes).sum();
  }

  private boolean isSent(ArrayRef array) {
    return reads.isShared(array) && !timesRead.containsKey(array);
  }

  Chosen chosen() {
    StageReads apart = reads.split(this::isSent);
    StageReads split = reads.split(array -> isSent(array) && isInParts(array, apart));
    List<Input> inputs = new ArrayList<>();
    Set<ArrayRef> sent = new HashSet<>();
    for (ArrayRef array : split.arrays()) {
      // What is not among the reads is one more way of reading an array that is shared.
      Optional<Input> own =
          reads.arrays().contains(array) ? DeliveryChoice.ownPart(reads, array) : Optional.empty();
      if (own.isPresent()) {
        inputs.add(own.get());
        continue;
      }
      Double times = timesRead.get(array);
      if (times != null) {
        inputs.add(new Input(array, Delivery.STORED, reads.readBytes(array) * times));
        continue;
      }
      boolean isFirst = sent.add(array.origin());
      double moved = isFirst ? reads.readBytes(array.origin()) * cluster.copies() : 0;
      Input input = new Input(array, Delivery.BROADCAST, moved);
      inputs.add(
          isInParts(array.origin(), apart) ? input.divided(block(array.origin(), apart)) : input);
    }
    return new Chosen(split, inputs);
  }

  /** Whether an array is large, but what a block reads of it in any way is not. */
  private boolean isInParts(ArrayRef array, StageReads apart) {
    long limit = cluster.taskMemory() / PARTS_OF_TASK_MEMORY;
    return reads.readBytes(array) > VARIABLE_BYTES
        && apart.arrays().stream()
            .filter(way -> way.origin().equals(array))
            .allMatch(way -> apart.blockBytes(way) <= limit);
  }

  /** The most that a block reads of an array in one way. */
  private static Shape block(ArrayRef array, StageReads apart) {
    return apart.arrays().stream()
        .filter(way -> way.origin().equals(array))
        .map(way -> apart.region(way, apart.blocks().box(0)).shape())
        .max(Comparator.comparingLong(Shape::size))
        .orElseThrow();
  }

  /**
   * The parts of what is broadcast of an array that are variables of their own, cut between what
   * blocks read where these are not larger: then it is read in place.
   */
  static ChunkGrid variables(Shape region, Shape block, int itemSize) {
    long most = VARIABLE_BYTES / itemSize;
    ChunkGrid parts = ChunkGrid.ofContiguous(region, most);
    int axis = region.rank() - 1;
    long inner = 1;
    while (axis >= 0 && parts.counts().extent(axis) == 1) {
      inner *= region.extent(axis);
      axis--;
    }
    if (axis < 0 || block.extent(axis) > most / inner) {
      return parts;
    }
    long blocks = ceilDiv(region.extent(axis), block.extent(axis));
    long variables = ceilDiv(blocks, most / inner / block.extent(axis));
    long[] lengths = parts.chunkShape().extents();
    lengths[axis] = ceilDiv(blocks, variables) * block.extent(axis);
    return new ChunkGrid(region, Shape.of(lengths));
  }

  private static long ceilDiv(long a, long b) {
    return -Math.floorDiv(-a, b);
  }
}
