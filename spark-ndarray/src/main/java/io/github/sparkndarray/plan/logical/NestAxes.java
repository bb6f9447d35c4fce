package io.github.sparkndarray.plan.logical;

import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.shape.IndexMap;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** The axes of a nest that is being made, and how what is read moves with them. */
final class NestAxes {
  private final List<Axis> axes = new ArrayList<>();

  boolean isEmpty() {
    return axes.isEmpty();
  }

  List<Axis> list() {
    return Collections.unmodifiableList(axes);
  }

  Shape extents() {
    return Shape.of(axes.stream().mapToLong(Axis::extent).toArray());
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
}
