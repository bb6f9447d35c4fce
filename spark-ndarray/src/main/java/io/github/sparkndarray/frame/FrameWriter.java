package io.github.sparkndarray.frame;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.execution.Executor;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.frame.AxisIndexes.AxisIndex;
import io.github.sparkndarray.frame.FrameErrors.Condition;
import io.github.sparkndarray.io.RowIndex;
import io.github.sparkndarray.plan.physical.Bytes;
import io.github.sparkndarray.shape.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Makes DataFrames of arrays. Where an axis goes through the rows of a table that has ids, the ids
 * stand in the place of indices, and where elements are positions of such rows, in theirs. Nothing
 * is computed before the DataFrame's rows are asked for.
 */
public final class FrameWriter {
  /** The column of elements, or of arrays of them. */
  private static final String VALUE = "value";

  private static final String AXES = "ijklmnop";

  /** What Spark puts into one array, in bytes, with room for the rest of the row. */
  private static final double LARGEST_ROW = Integer.MAX_VALUE - (1 << 10);

  /** Ids of so many rows are sent to all executors rather than shuffled. */
  private static final long BROADCAST_IDS = 1 << 18;

  private final SparkSession session;
  private final Executor executor;

  public FrameWriter(SparkSession session, Executor executor) {
    this.session = session;
    this.executor = executor;
  }

  /**
   * A row for each index of the first axis: the index or id, and the element there, or an array of
   * the elements, nested where there are more axes.
   */
  public Dataset<Row> rows(Expr given) {
    Expr known = NumberTypes.inSparks(given);
    Expr array = known.shape().rank() == 0 ? View.expandDims(known, 0) : known;
    AxisIndexes indexes = AxisIndexes.of(array);
    if (indexes.values().isPresent() && array.shape().rank() > 1) {
      return rowsOfIds(array);
    }
    int[] extents = rowExtents(array);
    DataType type = NumberTypes.sparkType(array.dtype());
    for (int axis = 0; axis < extents.length; axis++) {
      type = DataTypes.createArrayType(type, false);
    }
    Optional<AxisIndex> first = indexes.axes().get(0);
    StructType schema = new StructType().add("i", DataTypes.LongType, false).add(VALUE, type);
    Dataset<Row> rows = lazily(schema, () -> ofRows(array, 1, values(extents)));
    return named(rows, indexes, List.of(Optional.ofNullable(indexName(first))), 1);
  }

  /** The same, with a column for each element of a row of a two-dimensional array. */
  public Dataset<Row> columns(Expr given, List<String> names) {
    Expr array = NumberTypes.inSparks(given);
    if (array.shape().rank() != 2 || array.shape().extent(1) != names.size()) {
      throw FrameErrors.of(
          Condition.ND_INVALID_ARGUMENT,
          "Cannot make columns %s of an array of shape %s: it takes one name for each element of a"
              + " row",
          names,
          array.shape());
    }
    AxisIndexes indexes = AxisIndexes.of(array);
    Optional<AxisIndex> first = indexes.axes().get(0);
    StructType schema = new StructType().add("i", DataTypes.LongType, false);
    for (String name : names) {
      schema = schema.add(name, NumberTypes.sparkType(array.dtype()), false);
    }
    RowValues elements =
        (reader, from, row) -> {
          for (int c = 0; c < names.size(); c++) {
            row.update(1 + c, reader.get(from + c));
          }
        };
    Dataset<Row> rows = lazily(schema, () -> ofRows(array, names.size(), elements));
    AxisIndexes ofAxes = new AxisIndexes(indexes.axes(), Optional.empty());
    return named(rows, ofAxes, List.of(Optional.ofNullable(indexName(first))), 1);
  }

  /**
   * A row for each element: indices or ids along all axes, {@code i}, {@code j} and so on, and the
   * {@code value}.
   *
   * @param mask which elements; null for all
   */
  public Dataset<Row> elements(Expr given, @Nullable Expr mask) {
    Expr array = NumberTypes.inSparks(given);
    int rank = array.shape().rank();
    if (rank == 0 || rank > AXES.length()) {
      throw NDArrayException.of(
          ErrorCode.SHAPE, "Cannot make a table of the elements of a %d-d array", rank);
    }
    List<Optional<String>> names =
        IntStream.range(0, rank).mapToObj(a -> Optional.<String>empty()).toList();
    return named(placed(array, mask), AxisIndexes.of(array), names, rank);
  }

  /** A row for each element, or some: the indices along all axes and the value. */
  private Dataset<Row> placed(Expr array, @Nullable Expr mask) {
    StructType schema = new StructType();
    for (int axis = 0; axis < array.shape().rank(); axis++) {
      schema = schema.add(AXES.substring(axis, axis + 1), DataTypes.LongType, false);
    }
    return lazily(
        schema.add(VALUE, NumberTypes.sparkType(array.dtype()), false),
        () -> mask == null ? allElements(array) : someElements(array, mask));
  }

  private static @Nullable String indexName(Optional<AxisIndex> axis) {
    return axis.map(index -> index.rows().name()).orElse(null);
  }

  /** Rows of ids, which take the place of positions one by one. */
  private Dataset<Row> rowsOfIds(Expr array) {
    if (array.shape().rank() != 2) {
      throw NDArrayException.of(
          ErrorCode.SHAPE,
          "Cannot make a table of ids of an array of shape %s: it takes one or two axes",
          array.shape());
    }
    AxisIndexes indexes = AxisIndexes.of(array);
    Optional<AxisIndex> first = indexes.axes().get(0);
    Column ordered =
        functions.array_sort(
            functions.collect_list(functions.struct(functions.col("j"), functions.col(VALUE))));
    // An id may be there several times, where rows were taken: an index is there once.
    Dataset<Row> rows =
        withIds(placed(array, null), VALUE, VALUE, indexes.values().orElseThrow())
            .groupBy(functions.col("i"))
            .agg(functions.transform(ordered, pair -> pair.getField(VALUE)).as(VALUE));
    return first.isPresent() ? withIds(rows, "i", first.get().rows().name(), first.get()) : rows;
  }

  private Dataset<Row> lazily(StructType schema, Supplier<RDD<InternalRow>> rows) {
    LazyRows lazy = new LazyRows(session.sparkContext(), rows);
    return InternalRows.toDataFrame(session, lazy.toJavaRDD(), schema);
  }

  /** Puts ids in the place of positions. */
  private Dataset<Row> named(
      Dataset<Row> rows, AxisIndexes indexes, List<Optional<String>> names, int axes) {
    Dataset<Row> named = rows;
    for (int axis = 0; axis < axes; axis++) {
      Optional<AxisIndex> index = indexes.axes().get(axis);
      String column = AXES.substring(axis, axis + 1);
      if (index.isPresent()) {
        named = withIds(named, column, names.get(axis).orElse(column), index.get());
      }
    }
    return indexes.values().isPresent()
        ? withIds(named, VALUE, VALUE, indexes.values().get())
        : named;
  }

  /** Puts the ids of rows in the place of indices along an axis that goes through them. */
  private Dataset<Row> withIds(Dataset<Row> rows, String column, String name, AxisIndex axis) {
    RowIndex index = index(axis.rows());
    Dataset<Row> ids = index.ids();
    List<Column> columns = new ArrayList<>();
    for (String known : rows.columns()) {
      boolean isIt = known.equals(column);
      columns.add(isIt ? functions.col(RowIndex.ID).as(name) : TableColumns.quoted(known));
    }
    Column at = TableColumns.quoted(column);
    boolean isAll = axis.start() == 0 && axis.step() == 1;
    Column place = isAll ? at : at.multiply(axis.step()).plus(axis.start());
    return rows.join(
            index.count() <= BROADCAST_IDS ? functions.broadcast(ids) : ids,
            place.equalTo(functions.col(RowIndex.POSITION)))
        .select(columns.toArray(Column[]::new));
  }

  private RowIndex index(AxisIndexes.Rows rows) {
    if (rows instanceof AxisIndexes.Taken taken) {
      Expr positions = taken.positions();
      StructType schema =
          new StructType()
              .add("i", DataTypes.LongType, false)
              .add(VALUE, DataTypes.LongType, false);
      Dataset<Row> places = lazily(schema, () -> ofRows(positions, 1, values(new int[0])));
      Dataset<Row> ids =
          withIds(places, VALUE, VALUE, taken.from()).toDF(RowIndex.POSITION, RowIndex.ID);
      return new RowIndex(taken.name(), positions.shape().size(), ids);
    }
    return ((AxisIndexes.Table) rows).index();
  }

  private interface RowValues extends java.io.Serializable {
    /**
     * Fills a row's columns but the first.
     *
     * @param from the position of the row's first element
     */
    void put(ElementReader reader, int from, GenericInternalRow row);
  }

  private static RowValues values(int[] extents) {
    return extents.length == 0
        ? (reader, from, row) -> row.update(1, reader.get(from))
        : (reader, from, row) -> row.update(1, reader.array(from, extents));
  }

  private static int[] rowExtents(Expr array) {
    double bytes = array.dtype().itemSize();
    for (int axis = 1; axis < array.shape().rank(); axis++) {
      bytes *= array.shape().extent(axis);
    }
    if (bytes > LARGEST_ROW) {
      throw NDArrayException.of(
          ErrorCode.MEMORY,
          "Cannot make a row of a DataFrame of %s, as an array of shape %s would have: it takes at"
              + " most 2 GiB; toLongDataFrame() makes one of each element",
          Bytes.text(bytes),
          array.shape());
    }
    return IntStream.range(1, array.shape().rank())
        .map(axis -> Math.toIntExact(array.shape().extent(axis)))
        .toArray();
  }

  private RDD<InternalRow> ofRows(Expr array, int valueColumns, RowValues values) {
    int size = Numbers.product(rowExtents(array), 0);
    JavaRDD<InternalRow> rows =
        ChunkRows.of(context(), executor, List.of(array))
            .flatMap(
                chunk -> {
                  Box box = chunk.box();
                  ElementReader reader = new ElementReader(chunk.arrays().get(0));
                  GenericInternalRow row = new GenericInternalRow(1 + valueColumns);
                  return IntStream.range(0, (int) box.extent(0))
                      .<InternalRow>mapToObj(
                          r -> {
                            row.setLong(0, box.origin(0) + r);
                            values.put(reader, r * size, row);
                            return row;
                          })
                      .iterator();
                });
    return rows.rdd();
  }

  private RDD<InternalRow> allElements(Expr array) {
    Places places = new Places(array.shape().rank());
    JavaRDD<InternalRow> rows =
        ChunkRows.of(context(), executor, List.of(array))
            .flatMap(
                chunk -> {
                  ElementReader reader = new ElementReader(chunk.arrays().get(0));
                  return IntStream.range(0, chunk.arrays().get(0).size())
                      .mapToObj(i -> places.row(chunk.box(), i, reader.get(i)))
                      .iterator();
                });
    return rows.rdd();
  }

  private RDD<InternalRow> someElements(Expr array, Expr mask) {
    Places places = new Places(array.shape().rank());
    JavaRDD<InternalRow> rows = executor.select(mask, array).flatMap(places::rows);
    return rows.rdd();
  }

  private JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(session.sparkContext());
  }
}
