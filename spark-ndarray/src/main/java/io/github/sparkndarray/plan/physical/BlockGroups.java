package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import java.io.Serializable;

/**
 * A stage's blocks in rectangular groups: one for each task, so that a task reads few rows of one
 * operand and few of another for many pairs of them, or one for each pass over the stage.
 *
 * @param blocks the stage's blocks
 * @param groups a grid over the counts of {@code blocks}: a chunk of it is a group
 */
public record BlockGroups(ChunkGrid blocks, ChunkGrid groups) implements Serializable {

  /** The groups of about so many along each axis. */
  static BlockGroups of(ChunkGrid blocks, long[] groupsAlong) {
    long[] counts = blocks.counts().extents();
    long[] blocksEach = new long[counts.length];
    for (int axis = 0; axis < counts.length; axis++) {
      blocksEach[axis] = (counts[axis] + groupsAlong[axis] - 1) / groupsAlong[axis];
    }
    return new BlockGroups(blocks, new ChunkGrid(Shape.of(counts), Shape.of(blocksEach)));
  }

  /** The groups of so many blocks along one axis, and of all along the others. */
  static BlockGroups slabs(ChunkGrid blocks, int axis, long blocksEach) {
    long[] lengths = blocks.counts().extents();
    lengths[axis] = blocksEach;
    return new BlockGroups(blocks, new ChunkGrid(blocks.counts(), Shape.of(lengths)));
  }

  /** How many groups there are. */
  public int count() {
    return Math.toIntExact(groups.size());
  }

  /** The blocks of a group. */
  public BlockBox group(int number) {
    return new BlockBox(blocks, groups.box(number));
  }

  /** The group that a block is in. */
  public int groupOf(long block) {
    long[] cell = blocks.position(block);
    long[] strides = groups.counts().strides();
    long group = 0;
    for (int axis = 0; axis < cell.length; axis++) {
      group += cell[axis] / groups.chunkShape().extent(axis) * strides[axis];
    }
    return Math.toIntExact(group);
  }

  /** What a group's blocks cover together. */
  public Box box(int number) {
    return group(number).covered();
  }

  /**
   * What lies in some groups along one axis, and in all along the others.
   *
   * @return a box over the axes of the stage's blocks
   */
  Box slice(int axis, long group) {
    long[] origin = new long[blocks.shape().rank()];
    long[] cells = blocks.counts().extents();
    long length = groups.chunkShape().extent(axis);
    origin[axis] = group * length;
    cells[axis] = Math.min(length, cells[axis] - origin[axis]);
    return new BlockBox(blocks, new Box(origin, Shape.of(cells))).covered();
  }
}
