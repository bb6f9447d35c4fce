package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.shape.ChunkGrid;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Groups a stage's blocks for tasks so that the fewest bytes move. Along an axis that is cut into
 * {@code p} groups, an operand that does not follow the axis is sent {@code p} times, and a task
 * holds the {@code p}-th part of one that does.
 */
final class Supergrid {
  /** Numbers of groups are tried in steps of this part of them, up to twice this one by one. */
  private static final long STEPS = 16;

  private final ChunkGrid blocks;
  private final List<Operand> operands;
  private final long taskBytes;
  private final long least;
  private final long most;
  private final long[] along;
  private long @Nullable [] best;
  private double bestCost = Double.POSITIVE_INFINITY;

  /**
   * An operand that is sent to tasks.
   *
   * @param bytes its size
   * @param follows for each axis of the blocks whether the operand moves along it
   */
  record Operand(double bytes, boolean[] follows) {}

  private Supergrid(
      ChunkGrid blocks, List<Operand> operands, long taskBytes, long least, long most) {
    this.blocks = blocks;
    this.operands = operands;
    this.taskBytes = taskBytes;
    this.least = least;
    this.most = most;
    this.along = new long[blocks.shape().rank()];
  }

  /**
   * The grid of tasks that moves the fewest bytes.
   *
   * @param taskBytes what a task may hold of all operands together
   * @param least the fewest tasks, if there are so many blocks
   * @param most the most tasks
   * @return nothing if no grid fits
   */
  static Optional<BlockGroups> choose(
      ChunkGrid blocks, List<Operand> operands, long taskBytes, long least, long most) {
    long tasks = Math.min(least, blocks.size());
    Supergrid search = new Supergrid(blocks, operands, taskBytes, tasks, most);
    search.choose(0, 1);
    return Optional.ofNullable(search.best).map(chosen -> BlockGroups.of(blocks, chosen));
  }

  private void choose(int axis, double tasks) {
    if (tasks > most) {
      return;
    }
    if (axis == along.length) {
      double cost = moved();
      if (tasks >= least && held() <= taskBytes && cost < bestCost) {
        best = along.clone();
        bestCost = cost;
      }
      return;
    }
    for (long groups : candidates(blocks.counts().extent(axis))) {
      along[axis] = groups;
      choose(axis + 1, tasks * groups);
    }
  }

  private static SortedSet<Long> candidates(long count) {
    SortedSet<Long> candidates = new TreeSet<>();
    for (long groups = 1; groups < count; groups += Math.max(1, groups / STEPS)) {
      // A number of groups that all have the same number of blocks, but the last.
      long each = (count + groups - 1) / groups;
      candidates.add((count + each - 1) / each);
    }
    candidates.add(count);
    return candidates;
  }

  private double moved() {
    double moved = 0;
    for (Operand operand : operands) {
      double times = 1;
      for (int axis = 0; axis < along.length; axis++) {
        times *= operand.follows()[axis] ? 1 : along[axis];
      }
      moved += operand.bytes() * times;
    }
    return moved;
  }

  private double held() {
    double held = 0;
    for (Operand operand : operands) {
      double part = operand.bytes();
      for (int axis = 0; axis < along.length; axis++) {
        part /= operand.follows()[axis] ? along[axis] : 1;
      }
      held += part;
    }
    return held;
  }
}
