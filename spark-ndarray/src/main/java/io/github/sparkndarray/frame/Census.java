package io.github.sparkndarray.frame;

import io.github.sparkndarray.frame.VectorCursor.RaggedArrayException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.util.Utils;

/**
 * What the vectors of a partition are like.
 *
 * @param rows how many there are
 * @param missing those that lack numbers
 * @param shapes those of each shape; inside themselves ragged vectors are under the empty list
 */
record Census(long rows, Group missing, Map<List<Integer>, Group> shapes) implements Serializable {
  private static final int FIRST = 5;

  /** More shapes than anyone wants to read of. */
  private static final int MOST_SHAPES = 16;

  /** Inside itself ragged. */
  static final List<Integer> RAGGED = List.of();

  /**
   * Some rows.
   *
   * @param count how many
   * @param first where the first of them are in their partition, and their ids
   */
  record Group(long count, List<Place> first) implements Serializable {
    static final Group NOBODY = new Group(0, List.of());

    private Group with(long row, VectorCursor cursor) {
      List<Place> more = first;
      if (first.size() < FIRST) {
        more = new ArrayList<>(first);
        more.add(new Place(row, cursor.id()));
      }
      return new Group(count + 1, more);
    }
  }

  /** A row of a partition, and its id as text: empty where rows have none. */
  record Place(long row, String id) implements Serializable {}

  /** Goes through a partition. */
  static Census of(VectorCursor vectors) {
    Map<List<Integer>, Group> shapes = new LinkedHashMap<>();
    Group missing = Group.NOBODY;
    int[] usual = null;
    long usualCount = 0;
    Group usualFirst = Group.NOBODY;
    long row = 0;
    for (; vectors.next(); row++) {
      if (vectors.isMissing()) {
        missing = missing.with(row, vectors);
      }
      // Nearly all rows are like the first, and cost no more than this comparison.
      if (usual != null && vectors.fits(usual)) {
        usualCount++;
        continue;
      }
      int[] shape;
      try {
        shape = vectors.shape();
      } catch (RaggedArrayException e) {
        add(shapes, RAGGED, row, vectors);
        continue;
      }
      if (shape == null) {
        continue;
      }
      if (usual == null) {
        usual = shape;
        usualCount = 1;
        usualFirst = usualFirst.with(row, vectors);
      } else {
        add(shapes, Arrays.stream(shape).boxed().toList(), row, vectors);
      }
    }
    if (usual != null) {
      Group group = new Group(usualCount, usualFirst.first());
      shapes.put(Arrays.stream(usual).boxed().toList(), group);
    }
    return new Census(row, missing, shapes);
  }

  /** This as bytes, which whatever serializer a session has can send. */
  byte[] toBytes() {
    return Utils.serialize(this);
  }

  static Census ofBytes(byte[] bytes) {
    return Utils.deserialize(bytes, Census.class.getClassLoader());
  }

  private static void add(
      Map<List<Integer>, Group> shapes, List<Integer> shape, long row, VectorCursor vectors) {
    List<Integer> counted =
        shapes.containsKey(shape) || shapes.size() < MOST_SHAPES ? shape : RAGGED;
    shapes.merge(
        counted, Group.NOBODY.with(row, vectors), (known, one) -> known.with(row, vectors));
  }
}
