package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Which part of an array each task of a grid reads. Only what single axes ask for is listed, as
 * there may be millions of tasks: a task reads what all of its slices have in common.
 *
 * @param groups the grid of tasks
 * @param slices for each axis, for each group along it: what all tasks of that slice read
 */
public record TaskRegions(ChunkGrid groups, List<List<Box>> slices) implements Serializable {

  /** The regions of an array that some nests read, the last of which has the grid's axes. */
  public static TaskRegions of(
      BlockGroups grid, List<LogicalNest> producers, LogicalNest terminal, ArrayRef array) {
    List<List<Box>> slices = new ArrayList<>();
    for (int axis = 0; axis < grid.blocks().shape().rank(); axis++) {
      List<Box> along = new ArrayList<>();
      for (long group = 0; group < grid.groups().counts().extent(axis); group++) {
        along.add(BlockRegions.of(producers, terminal, grid.slice(axis, group)).read(array));
      }
      slices.add(along);
    }
    return new TaskRegions(grid.groups(), slices);
  }

  /** What a task reads. */
  public Box region(int task) {
    return region(groups.position(task));
  }

  private Box region(long[] position) {
    Box region = slices.get(0).get((int) position[0]);
    for (int axis = 1; axis < position.length; axis++) {
      region = common(region, slices.get(axis).get((int) position[axis]));
    }
    return region;
  }

  /** A box of the array that holds what all tasks read. */
  public Box hull() {
    Box hull = null;
    for (List<Box> along : slices) {
      Box all = along.get(0);
      for (Box slice : along) {
        all = all.hull(slice);
      }
      hull = hull == null ? all : common(hull, all);
    }
    return Objects.requireNonNull(hull, "a grid of tasks has axes");
  }

  /** What two boxes that are known to meet have in common. */
  private static Box common(Box a, Box b) {
    return a.intersection(b)
        .orElseThrow(() -> new IllegalStateException(a + " and " + b + " have nothing in common"));
  }

  /** The tasks that read something of a box of the array, each with what it reads of it. */
  public List<Share> sharesOf(Box box) {
    List<Share> shares = new ArrayList<>();
    addShares(box, 0, 0, shares);
    return shares;
  }

  /**
   * What a task reads of a box.
   *
   * @param task its number
   */
  public record Share(int task, Box part) {}

  private void addShares(Box part, int axis, long number, List<Share> shares) {
    if (axis == slices.size()) {
      shares.add(new Share(Math.toIntExact(number), part));
      return;
    }
    List<Box> along = slices.get(axis);
    for (int group = 0; group < along.size(); group++) {
      Optional<Box> left = part.intersection(along.get(group));
      if (left.isPresent()) {
        addShares(left.get(), axis + 1, number * along.size() + group, shares);
      }
    }
  }
}
