package io.github.sparkndarray.plan.logical;

import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.shape.IndexMap;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** The axes of a nest that is being made, and how what is read moves with them. */
final class NestAxes {
  /** Kernels keep sets of axes as the bits of one number. */
  private static final int MOST = Long.SIZE;

  /** While axes are still being added, maps carry this in place of the nest's extents. */
  static final Shape UNFINISHED = Shape.SCALAR;

  private final List<Axis> axes = new ArrayList<>();

  boolean isEmpty() {
    return axes.isEmpty();
  }

  List<Axis> list() {
    return Collections.unmodifiableList(axes);
  }

  Shape extents() {
    return Shape.ofLoops(axes.stream().mapToLong(Axis::extent).toArray());
  }

  /** Adds axes of one role; returns their numbers. */
  int[] add(Axis.Role role, long... extents) {
    int first = axes.size();
    for (long extent : extents) {
      axes.add(new Axis(role, extent));
    }
    return IntStream.range(first, axes.size()).toArray();
  }

  int size() {
    return axes.size();
  }

  boolean hasRoomFor(int more) {
    return axes.size() + more <= MOST;
  }

  /** How many axes are those of reductions inside of the nest. */
  int innerRank() {
    return (int) axes.stream().filter(axis -> axis.role() == Axis.Role.INNER).count();
  }

  int parallelRank() {
    return (int) axes.stream().filter(axis -> axis.role() == Axis.Role.PARALLEL).count();
  }

  /** How many points a nest's own loops have, those of reductions inside of it left out. */
  long points() {
    return axes.stream()
        .filter(axis -> axis.role() == Axis.Role.PARALLEL || axis.role() == Axis.Role.REDUCED)
        .mapToLong(Axis::extent)
        .reduce(1, (a, b) -> a * b);
  }

  /** How many points some axes have together. */
  long points(int[] some) {
    return IntStream.of(some).mapToLong(axis -> axes.get(axis).extent()).reduce(1, (a, b) -> a * b);
  }

  /** Whether values are read in another order than that of the results that need them. */
  boolean isTransposed(IndexMap map) {
    int before = -1;
    for (int d = 0; d < map.sourceRank(); d++) {
      int axis = map.axis(d);
      if (axis != IndexMap.NO_AXIS && axes.get(axis).role() == Axis.Role.PARALLEL) {
        if (axis < before) {
          return true;
        }
        before = axis;
      }
    }
    return false;
  }

  /** Whether each point around a value needs another of its elements, and all are needed. */
  boolean isNeededWhole(Shape shape, IndexMap map, int[] scope) {
    long points = 1;
    for (int axis : scope) {
      if (axes.get(axis).role() == Axis.Role.INNER || !map.dependsOn(axis)) {
        return false;
      }
      points *= axes.get(axis).extent();
    }
    return points == shape.size();
  }

  /** How many points of the axes around a value share it because it does not move with them. */
  long extentsWithout(IndexMap map, int[] scope) {
    long shared = 1;
    for (int axis : scope) {
      if (!map.dependsOn(axis)) {
        shared *= axes.get(axis).extent();
      }
    }
    return shared;
  }

  /** The map to a reduction's input: its reduced dimensions move with the nest's given axes. */
  static IndexMap throughReduction(Reduce reduce, IndexMap result, IntUnaryOperator axisOfReduced) {
    int rank = reduce.input().shape().rank();
    int[] axis = new int[rank];
    long[] start = new long[rank];
    long[] step = new long[rank];
    int[] reduced = reduce.axes();
    int kept = 0;
    for (int d = 0; d < rank; d++) {
      int at = Arrays.binarySearch(reduced, d);
      if (at >= 0) {
        axis[d] = axisOfReduced.applyAsInt(at);
        step[d] = 1;
      } else {
        axis[d] = result.axis(kept);
        start[d] = result.start(kept);
        step[d] = result.step(kept);
        kept++;
      }
    }
    return IndexMap.of(UNFINISHED, axis, start, step);
  }
}
