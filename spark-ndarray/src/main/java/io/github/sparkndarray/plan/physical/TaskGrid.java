package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import java.io.Serializable;
import java.util.PrimitiveIterator;
import java.util.stream.LongStream;

/**
 * A stage's blocks in rectangular groups, one for each task, so that a task reads few rows of one
 * operand and few of another for many pairs of them.
 *
 * @param blocks the stage's blocks
 * @param groups a grid over the counts of {@code blocks}: a chunk of it is a task's blocks
 */
public record TaskGrid(ChunkGrid blocks, ChunkGrid groups) implements Serializable {

  /** The grid with about so many groups along each axis. */
  static TaskGrid of(ChunkGrid blocks, long[] groupsAlong) {
    long[] counts = blocks.counts().extents();
    long[] blocksEach = new long[counts.length];
    for (int axis = 0; axis < counts.length; axis++) {
      blocksEach[axis] = (counts[axis] + groupsAlong[axis] - 1) / groupsAlong[axis];
    }
    return new TaskGrid(blocks, new ChunkGrid(Shape.of(counts), Shape.of(blocksEach)));
  }

  public int tasks() {
    return Math.toIntExact(groups.size());
  }

  /** The numbers of a task's blocks, in ascending order. */
  public PrimitiveIterator.OfLong blocks(int task) {
    Box group = groups.box(task);
    long[] strides = blocks.counts().strides();
    Shape shape = group.shape();
    return LongStream.range(0, shape.size())
        .map(
            index -> {
              long block = 0;
              long rest = index;
              for (int axis = shape.rank() - 1; axis >= 0; axis--) {
                block += (group.origin(axis) + rest % shape.extent(axis)) * strides[axis];
                rest /= shape.extent(axis);
              }
              return block;
            })
        .iterator();
  }

  /** What a task's blocks cover together. */
  Box box(int task) {
    long[] position = groups.position(task);
    Box box = slice(0, position[0]);
    for (int axis = 1; axis < position.length; axis++) {
      box = box.intersection(slice(axis, position[axis])).orElseThrow();
    }
    return box;
  }

  /**
   * What lies in some groups along one axis, and in all along the others.
   *
   * @return a box over the axes of the stage's blocks
   */
  Box slice(int axis, long group) {
    long[] origin = new long[blocks.shape().rank()];
    long[] extents = blocks.shape().extents();
    long length = groups.chunkShape().extent(axis) * blocks.chunkShape().extent(axis);
    origin[axis] = group * length;
    extents[axis] = Math.min(length, extents[axis] - origin[axis]);
    return new Box(origin, Shape.of(extents));
  }
}
