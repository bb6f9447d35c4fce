package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.plan.physical.DeliveryChoice.Chosen;
import io.github.sparkndarray.plan.physical.Stage.Input;
import io.github.sparkndarray.shape.ChunkGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Leaves arrays where they lie whose chunks are the blocks, and sends each block what it reads of
 * the others: of {@code x + x.T} only one of both moves.
 */
final class ChunksInPlace {
  /** The share of a task's memory that parts of what is sent may take. */
  private static final double PARTS = 0.5;

  private final StageReads whole;
  private final StageReads reads;
  private final ClusterSpec cluster;

  ChunksInPlace(StageReads reads, ClusterSpec cluster) {
    this.whole = reads;
    this.reads = reads.split(array -> reads.isChunked(array) || reads.isStored(array));
    this.cluster = cluster;
  }

  /** Nothing where no chunks are blocks, or where the parts of a task's blocks would not fit. */
  Optional<Chosen> choose() {
    ChunkGrid blocks = reads.blocks();
    if (reads.isHalved() || cutsReduction() || !isBlockEach() || !whole.hints().isEmpty()) {
      return Optional.empty();
    }
    List<Input> inputs = new ArrayList<>();
    double broadcast = 0;
    double parts = 0;
    long partitions = 1;
    for (ArrayRef array : reads.arrays()) {
      double bytes = reads.readBytes(array);
      if (reads.isAligned(array)) {
        partitions = Math.max(partitions, reads.partitions(array));
        inputs.add(new Input(array, Delivery.ALIGNED, reads.bytesToAlign(array)));
      } else if (reads.isMapped(array)) {
        inputs.add(new Input(array, Delivery.MAPPED, 0));
      } else if (reads.isOnDriver(array)) {
        broadcast += bytes;
        inputs.add(new Input(array, Delivery.BROADCAST, bytes * cluster.copies()));
      } else if (reads.isStored(array)) {
        double times = reads.timesRead(array, BlockBox.all(blocks), blocks.size());
        inputs.add(new Input(array, Delivery.STORED, bytes * times));
      } else {
        parts += reads.blockBytes(array);
        inputs.add(new Input(array, Delivery.REPLICATED, bytes * copies(array)));
      }
    }
    long blocksOfTask = (blocks.size() + partitions - 1) / partitions;
    boolean fits =
        broadcast <= cluster.broadcastMemory()
            && parts * (blocksOfTask + 1) <= PARTS * cluster.taskMemory();
    return fits && parts > 0
        ? Optional.of(
            new Chosen(reads, inputs).inTasks(BlockGroups.of(blocks, blocks.counts().extents())))
        : Optional.empty();
  }

  private boolean cutsReduction() {
    List<LogicalNest> nests = reads.nests();
    ChunkGrid blocks = reads.blocks();
    int parallel = nests.get(nests.size() - 1).loop().parallelRank();
    for (int axis = parallel; axis < blocks.shape().rank(); axis++) {
      if (blocks.counts().extent(axis) > 1) {
        return true;
      }
    }
    return false;
  }

  /** Whether each chunk of what is aligned has just one block. */
  private boolean isBlockEach() {
    long chunks = 1;
    for (int axis : reads.alignedAxes()) {
      chunks *= reads.blocks().counts().extent(axis);
    }
    return !reads.alignedAxes().isEmpty() && chunks == reads.blocks().size();
  }

  /** The number of blocks that are sent the same part. */
  private double copies(ArrayRef array) {
    boolean[] follows = reads.follows(array);
    double copies = 1;
    for (int axis = 0; axis < follows.length; axis++) {
      copies *= follows[axis] ? 1 : reads.blocks().counts().extent(axis);
    }
    return copies;
  }
}
