package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.plan.physical.DeliveryChoice.Chosen;
import io.github.sparkndarray.plan.physical.Stage.Input;
import io.github.sparkndarray.shape.ChunkGrid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Broadcasts a part of an array that is too large to be broadcast at once, runs the blocks that
 * read it, and goes on to the next part: memory stays bounded whatever the array's size. What other
 * arrays those blocks read lies with them or in storage.
 */
final class PanelDelivery {
  private final StageReads reads;
  private final ClusterSpec cluster;

  PanelDelivery(StageReads reads, ClusterSpec cluster) {
    this.reads = reads.split(array -> reads.isShared(array) && !isOnDriver(reads, array));
    this.cluster = cluster;
  }

  private static boolean isOnDriver(StageReads reads, ArrayRef array) {
    return !reads.isChunked(array) && !reads.isStored(array);
  }

  /**
   * The panels along the axis of the blocks that moves the fewest bytes.
   *
   * @param least the fewest passes
   * @param tasks the number of tasks of a pass
   */
  Optional<Chosen> choose(int least, long tasks) {
    return IntStream.range(0, reads.blocks().shape().rank())
        .filter(axis -> reads.blocks().counts().extent(axis) > 1)
        .filter(this::cutsWhatIsHinted)
        .mapToObj(axis -> along(axis, least, tasks))
        .flatMap(Optional::stream)
        .min(Comparator.comparingDouble(Chosen::moved));
  }

  /** Whether panels along an axis are parts of every array that a user wants in panels. */
  private boolean cutsWhatIsHinted(int axis) {
    return reads.hints().keySet().stream()
        .allMatch(
            hinted ->
                reads.arrays().stream()
                    .filter(array -> array.origin().equals(hinted))
                    .anyMatch(array -> reads.follows(array)[axis]));
  }

  private Optional<Chosen> along(int axis, int least, long tasks) {
    List<ArrayRef> panels = new ArrayList<>();
    List<ArrayRef> whole = new ArrayList<>();
    for (ArrayRef array : reads.arrays()) {
      if (DeliveryChoice.ownPart(reads, array).isEmpty()) {
        boolean isCut = reads.follows(array)[axis];
        if (isCut) {
          panels.add(array);
        } else if (!reads.isStored(array) || reads.timesRead(array, tasks) > 1) {
          whole.add(array);
        }
      }
    }
    double room = cluster.broadcastMemory() - whole.stream().mapToDouble(ArrayBytes::of).sum();
    double cut = panels.stream().mapToDouble(ArrayBytes::of).sum();
    if (cut == 0 || room <= 0) {
      return Optional.empty();
    }
    ChunkGrid blocks = reads.blocks();
    long each = blocks.counts().extent(axis) / (long) Math.max(least, Math.ceil(cut / room));
    // Partials of so many blocks are combined to one before the next pass.
    each = isReduced(axis) ? Long.highestOneBit(each) : each;
    while (each > 0 && held(panels, axis, each) > room) {
      each /= 2;
    }
    return each == 0
        ? Optional.empty()
        : Optional.of(chosen(panels, whole, BlockGroups.slabs(blocks, axis, each)));
  }

  private boolean isReduced(int axis) {
    List<LogicalNest> nests = reads.nests();
    List<Axis> axes = nests.get(nests.size() - 1).loop().axes();
    return axes.get(axis).role() == Axis.Role.REDUCED;
  }

  /** What is broadcast in a pass over so many blocks along the axis. */
  private double held(List<ArrayRef> panels, int axis, long blocksEach) {
    BlockGroups passes = BlockGroups.slabs(reads.blocks(), axis, blocksEach);
    return panels.stream()
        .mapToDouble(array -> ArrayBytes.of(array, reads.region(array, passes.box(0))))
        .sum();
  }

  private Chosen chosen(List<ArrayRef> panels, List<ArrayRef> whole, BlockGroups passes) {
    List<Input> inputs = new ArrayList<>();
    for (ArrayRef array : reads.arrays()) {
      double sent = (double) ArrayBytes.of(array) * cluster.executors();
      if (panels.contains(array)) {
        inputs.add(new Input(array, Delivery.PANELS, sent));
      } else if (whole.contains(array)) {
        inputs.add(new Input(array, Delivery.BROADCAST, sent));
      } else if (reads.isAligned(array)) {
        inputs.add(new Input(array, Delivery.ALIGNED, 0));
      } else {
        // What does not move along the passes is read in each of them.
        boolean isRead = reads.isShared(array);
        double times = isRead ? passes.count() : 1;
        inputs.add(new Input(array, Delivery.STORED, ArrayBytes.of(array) * times));
      }
    }
    return new Chosen(reads, inputs).inPasses(passes);
  }
}
