package io.github.sparkndarray.frame;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.frame.Census.Group;
import io.github.sparkndarray.frame.Census.Place;
import io.github.sparkndarray.frame.FrameErrors.Condition;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of a table's rows, counted and found to be of one shape.
 *
 * @param <T> what partitions have: rows, or batches of them
 */
final class Vectors<T> {
  private final JavaRDD<T> partitions;
  private final Function<Iterator<T>, VectorCursor> cursor;
  private final DType dtype;

  /** The first row of each partition, and after the last, the number of rows. */
  private final long[] starts;

  private final int[] itemShape;

  private Vectors(
      JavaRDD<T> partitions,
      Function<Iterator<T>, VectorCursor> cursor,
      DType dtype,
      long[] starts,
      int[] itemShape) {
    this.partitions = partitions;
    this.cursor = cursor;
    this.dtype = dtype;
    this.starts = starts;
    this.itemShape = itemShape;
  }

  /**
   * Goes through all rows once.
   *
   * @param idColumn the column of the rows' ids, -1 for none
   * @param idType null for none
   */
  static Vectors<InternalRow> ofRows(
      JavaRDD<InternalRow> rows,
      RowLayout layout,
      Features features,
      int idColumn,
      @Nullable DataType idType) {
    return of(rows, it -> new RowCursor(it, layout, idColumn, idType), layout, features);
  }

  /**
   * Goes through all rows once.
   *
   * @param layout of the vectors that cursors go through
   */
  static <T> Vectors<T> of(
      JavaRDD<T> partitions,
      Function<Iterator<T>, VectorCursor> cursor,
      RowLayout layout,
      Features features) {
    List<Census> counted =
        partitions
            .mapPartitions(it -> List.of(Census.of(cursor.call(it)).toBytes()).iterator(), true)
            .collect()
            .stream()
            .map(Census::ofBytes)
            .toList();
    long[] starts = new long[counted.size() + 1];
    for (int p = 0; p < counted.size(); p++) {
      starts[p + 1] = starts[p] + counted.get(p).rows();
    }
    if (!features.nullsAreNaN()) {
      refuseMissing(counted, starts, features.label());
    }
    if (layout.form() == RowLayout.Form.BINARY) {
      refuseCutNumbers(counted, starts, layout.dtype(), features.label());
    }
    int[] shape = shape(counted, starts, features.label());
    return new Vectors<>(partitions, cursor, layout.dtype(), starts, shape);
  }

  private static void refuseMissing(List<Census> counted, long[] starts, String name) {
    Group all = total(counted.stream().map(Census::missing).toList(), starts);
    if (all.count() > 0) {
      throw FrameErrors.of(
          Condition.ND_NULL_VALUES,
          "Cannot use %s: %d rows have null values, the first of them %s; remove them, or take"
              + " them for NaN: nulls(NaN), of a join nullsAsNaN()",
          name,
          all.count(),
          rows(all));
    }
  }

  private static void refuseCutNumbers(
      List<Census> counted, long[] starts, DType dtype, String name) {
    Group cut = total(groups(counted, Census.RAGGED), starts);
    if (cut.count() > 0) {
      throw FrameErrors.of(
          Condition.ND_RAGGED_VECTORS,
          "Cannot use %s: %d rows have bytes that are no whole number of %s, the first of them %s;"
              + " say what they are with dtype(name)",
          name,
          cut.count(),
          dtype,
          rows(cut));
    }
  }

  /** The shape that most vectors have, which must be that of all. */
  private static int[] shape(List<Census> counted, long[] starts, String name) {
    Map<List<Integer>, List<Group>> shapes = new LinkedHashMap<>();
    for (int p = 0; p < counted.size(); p++) {
      for (List<Integer> shape : counted.get(p).shapes().keySet()) {
        shapes.computeIfAbsent(shape, absent -> groups(counted, shape));
      }
    }
    Map<List<Integer>, Group> totals = new LinkedHashMap<>();
    shapes.forEach((shape, groups) -> totals.put(shape, total(groups, starts)));
    List<Integer> usual =
        totals.keySet().stream()
            .filter(shape -> !shape.equals(Census.RAGGED))
            .max((a, b) -> Long.compare(count(totals, a), count(totals, b)))
            .orElse(List.of(0));
    totals.remove(usual);
    if (!totals.isEmpty()) {
      List<Integer> other = totals.keySet().iterator().next();
      Group rows = totals.getOrDefault(other, Group.NOBODY);
      long count = totals.values().stream().mapToLong(Group::count).sum();
      throw FrameErrors.of(
          Condition.ND_RAGGED_VECTORS,
          "Cannot use %s: vectors have different lengths; most have %s, but %d rows do not, the"
              + " first of them %s with %s",
          name,
          length(usual),
          count,
          rows(rows),
          other.equals(Census.RAGGED) ? "arrays of different lengths inside" : length(other));
    }
    return usual.stream().mapToInt(Integer::intValue).toArray();
  }

  private static long count(Map<List<Integer>, Group> totals, List<Integer> shape) {
    return totals.getOrDefault(shape, Group.NOBODY).count();
  }

  private static List<Group> groups(List<Census> counted, List<Integer> shape) {
    return counted.stream().map(c -> c.shapes().getOrDefault(shape, Group.NOBODY)).toList();
  }

  /** All partitions' rows of a kind, those that are listed by their number in the table. */
  private static Group total(List<Group> groups, long[] starts) {
    long count = 0;
    List<Place> first = new ArrayList<>();
    for (int p = 0; p < groups.size(); p++) {
      count += groups.get(p).count();
      for (Place place : groups.get(p).first()) {
        if (first.size() < 5) {
          first.add(new Place(starts[p] + place.row(), place.id()));
        }
      }
    }
    return new Group(count, first);
  }

  private static String rows(Group group) {
    boolean named = group.first().stream().noneMatch(place -> place.id().isEmpty());
    List<String> texts =
        group.first().stream()
            .map(place -> named ? place.id() : Long.toString(place.row()))
            .toList();
    return (named ? "with ids " : "rows ") + String.join(", ", texts);
  }

  private static String length(List<Integer> shape) {
    return shape.size() == 1 ? shape.get(0) + " elements" : "shape " + shape;
  }

  JavaRDD<T> partitions() {
    return partitions;
  }

  VectorCursor open(Iterator<T> partition) throws Exception {
    return cursor.call(partition);
  }

  Function<Iterator<T>, VectorCursor> cursor() {
    return cursor;
  }

  DType dtype() {
    return dtype;
  }

  long[] starts() {
    return starts.clone();
  }

  /** How many rows there are. */
  long count() {
    return starts[starts.length - 1];
  }

  int[] itemShape() {
    return itemShape.clone();
  }

  /** That of the array: rows, and the extents of a vector. */
  Shape shape() {
    long[] rest = LongStream.of(toLongs(itemShape)).toArray();
    return Shape.of(LongStream.concat(LongStream.of(count()), LongStream.of(rest)).toArray());
  }

  private static long[] toLongs(int[] extents) {
    long[] wide = new long[extents.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = extents[i];
    }
    return wide;
  }
}
