package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.plan.physical.DeliveryChoice.Chosen;
import io.github.sparkndarray.plan.physical.Stage.Input;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Broadcasts a part of an array that is too large to be broadcast at once, runs the blocks that
 * read it, and goes on to the next part: memory stays bounded whatever the array's size. What other
 * arrays those blocks read lies with them or in storage.
 */
final class PanelDelivery {
  /** Why there are none, where more memory would not help. */
  static final String ALL_IN_EACH = "each pass would read the whole of them";

  private static final int FEWEST_PASSES = 2;

  private final StageReads reads;
  private final ClusterSpec cluster;

  PanelDelivery(StageReads reads, ClusterSpec cluster) {
    this.reads = reads.split(array -> reads.isShared(array) && !reads.isOnDriver(array));
    this.cluster = cluster;
  }

  /**
   * The panels along the axis of the blocks that moves the fewest bytes.
   *
   * @param tasks the number of tasks of all passes together
   */
  Optional<Chosen> choose(long tasks) {
    return axes()
        .boxed()
        .flatMap(axis -> Stream.of(along(axis, true, tasks), along(axis, false, tasks)))
        .flatMap(Optional::stream)
        .min(Comparator.comparingDouble(Chosen::moved));
  }

  /** Why there are no panels, as a clause. */
  String problem() {
    boolean isCut =
        axes().anyMatch(axis -> cut(axis, true).isPresent() || cut(axis, false).isPresent());
    return isCut ? "no panel of them fits beside what all passes read" : ALL_IN_EACH;
  }

  /** The axes along which there is more than one block, and of whose blocks passes can be made. */
  private IntStream axes() {
    return IntStream.range(0, reads.blocks().shape().rank())
        .filter(axis -> reads.blocks().counts().extent(axis) > 1)
        .filter(this::cutsWhatIsHinted);
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

  /** What passes along an axis read a part of, and what all of them read. */
  private record Cut(List<ArrayRef> panels, List<ArrayRef> whole) {}

  /**
   * What is broadcast in passes along an axis; nothing if each would read all of it.
   *
   * @param readsStored whether tasks read what is stored and the same for all passes, in each of
   *     them, or it is broadcast once
   */
  private Optional<Cut> cut(int axis, boolean readsStored) {
    List<ArrayRef> panels = new ArrayList<>();
    List<ArrayRef> whole = new ArrayList<>();
    for (ArrayRef array : reads.arrays()) {
      if (DeliveryChoice.ownPart(reads, array).isPresent()) {
        continue;
      }
      if (reads.follows(array)[axis]) {
        panels.add(array);
      } else if (!readsStored || !reads.isStored(array)) {
        whole.add(array);
      }
    }
    double cut = panels.stream().mapToDouble(reads::readBytes).sum();
    return cut == 0 || isSentTwice(panels, whole)
        ? Optional.empty()
        : Optional.of(new Cut(panels, whole));
  }

  /** The panels along an axis, if they fit. */
  private Optional<Chosen> along(int axis, boolean readsStored, long tasks) {
    return cut(axis, readsStored).flatMap(cut -> inPanels(cut, axis, tasks));
  }

  private Optional<Chosen> inPanels(Cut parts, int axis, long tasks) {
    List<ArrayRef> panels = parts.panels();
    List<ArrayRef> whole = parts.whole();
    double room = cluster.broadcastMemory() - whole.stream().mapToDouble(reads::readBytes).sum();
    double cut = panels.stream().mapToDouble(reads::readBytes).sum();
    if (room <= 0) {
      return Optional.empty();
    }
    ChunkGrid blocks = reads.blocks();
    long each =
        blocks.counts().extent(axis) / (long) Math.max(FEWEST_PASSES, Math.ceil(cut / room));
    // Partials of so many blocks are combined to one before the next pass.
    each = isReduced(axis) ? Long.highestOneBit(each) : each;
    while (each > 0 && held(panels, axis, each) > room) {
      each /= 2;
    }
    return each == 0
        ? Optional.empty()
        : Optional.of(chosen(panels, whole, BlockGroups.slabs(blocks, axis, each), tasks));
  }

  /** Whether an array would be broadcast in panels, and as much of it at once. */
  private boolean isSentTwice(List<ArrayRef> panels, List<ArrayRef> whole) {
    return panels.stream()
        .anyMatch(
            panel ->
                whole.stream()
                    .filter(array -> array.origin().equals(panel.origin()))
                    .anyMatch(array -> reads.readBytes(array) >= reads.readBytes(panel)));
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

  private Chosen chosen(
      List<ArrayRef> panels, List<ArrayRef> whole, BlockGroups passes, long tasks) {
    long tasksEach = Math.max(cluster.slots(), tasks / passes.count());
    List<Input> inputs = new ArrayList<>();
    for (ArrayRef array : reads.arrays()) {
      Optional<Input> own = DeliveryChoice.ownPart(reads, array);
      double bytes = reads.readBytes(array);
      if (own.isPresent()) {
        inputs.add(own.get());
      } else if (panels.contains(array)) {
        Shape block = reads.region(array, reads.blocks().box(0)).shape();
        inputs.add(new Input(array, Delivery.PANELS, bytes * cluster.copies()).divided(block));
      } else if (whole.contains(array)) {
        inputs.add(new Input(array, Delivery.BROADCAST, bytes * cluster.copies()));
      } else {
        double times = reads.timesRead(array, passes.group(0), tasksEach) * passes.count();
        inputs.add(new Input(array, Delivery.STORED, bytes * times));
      }
    }
    return new Chosen(reads, inputs).inPasses(passes);
  }
}
