package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.physical.DeliveryChoice.Chosen;
import io.github.sparkndarray.plan.physical.Stage.Input;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sends every executor all of the arrays that many blocks read: a large one as several broadcast
 * variables, which executors fetch when a block first needs them.
 */
final class BroadcastDelivery {
  /** What one broadcast variable is meant to hold at most. */
  static final long VARIABLE_BYTES = 64L << 20;

  /** The share of a task's memory that a part may take which lies across two variables. */
  private static final int PARTS_OF_TASK_MEMORY = 4;

  private final StageReads reads;
  private final ClusterSpec cluster;

  BroadcastDelivery(StageReads reads, ClusterSpec cluster) {
    this.reads = reads;
    this.cluster = cluster;
  }

  /** What all executors must hold at once. */
  double bytes() {
    return reads.arrays().stream().filter(reads::isShared).mapToDouble(reads::readBytes).sum();
  }

  Chosen chosen() {
    StageReads apart = reads.split(reads::isShared);
    StageReads split = reads.split(array -> reads.isShared(array) && isInParts(array, apart));
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
      boolean isFirst = sent.add(array.origin());
      double moved = isFirst ? reads.readBytes(array.origin()) * cluster.copies() : 0;
      Input input = new Input(array, Delivery.BROADCAST, moved);
      inputs.add(isInParts(array.origin(), apart) ? input.divided() : input);
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
}
