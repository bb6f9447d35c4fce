package io.github.sparkndarray.frame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Ascending$;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SortDirection;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** A table's rows by the group they belong to. Rows that have no value for it belong to none. */
public final class KeyedRows {
  private static final String KEY = "__key";

  private final JavaPairRDD<String, InternalRow> rows;
  private final StructType schema;
  private final GroupLayout layout;

  private KeyedRows(JavaPairRDD<String, InternalRow> rows, StructType schema, GroupLayout layout) {
    this.rows = rows;
    this.schema = schema;
    this.layout = layout;
  }

  /**
   * Computes the rows and keeps them.
   *
   * @param id by which the rows of a group are in order
   * @param ordered whether they are to be in order
   */
  public static KeyedRows of(
      Dataset<Row> table,
      Features features,
      @Nullable String id,
      List<String> by,
      boolean ordered) {
    Column known = functions.lit(true);
    for (String name : by) {
      known = known.and(TableColumns.quoted(name).isNotNull());
    }
    Dataset<Row> some = table.where(known);
    int width = table.columns().length;
    RowLayout layout = RowLayout.select(some, features, width).layout();
    Column[] keys = by.stream().map(TableColumns::quoted).toArray(Column[]::new);
    Dataset<Row> selected =
        IndexedRows.withVectors(some, features)
            .withColumn(KEY, functions.to_json(functions.struct(keys)));
    int keyColumn = selected.columns().length - 1;
    JavaRDD<InternalRow> rows =
        InternalRows.of(selected)
            .map(row -> (InternalRow) row.copy())
            .persist(StorageLevel.MEMORY_AND_DISK_SER());
    int idColumn = id == null ? -1 : Arrays.asList(table.columns()).indexOf(id);
    DataType idType = idColumn < 0 ? null : table.schema().fields()[idColumn].dataType();
    Vectors<InternalRow> vectors = Vectors.ofRows(rows, layout, features, idColumn, idType);
    return new KeyedRows(
        rows.mapToPair(row -> new Tuple2<>(row.getUTF8String(keyColumn).toString(), row)),
        selected.schema(),
        new GroupLayout(
            layout, vectors.itemShape(), ordered && id != null ? order(table, id) : List.of()));
  }

  private static List<SortOrder> order(Dataset<Row> table, String id) {
    List<String> columns = Arrays.asList(table.columns());
    Seq<Expression> noOthers = CollectionConverters.asScala(List.<Expression>of()).toSeq();
    SortDirection ascending = Ascending$.MODULE$;
    return TableColumns.inOrder(table, id).stream()
        .map(f -> new BoundReference(columns.indexOf(f.name()), f.dataType(), f.nullable()))
        .map(column -> new SortOrder(column, ascending, ascending.defaultNullOrdering(), noOthers))
        .toList();
  }

  /**
   * The groups whose rows of both sides together take more than so many bytes.
   *
   * @param others the other side; the same object where there is only one
   */
  public List<String> largerThan(KeyedRows others, long bytes) {
    JavaPairRDD<String, Long> sizes = rows.mapValues(KeyedRows::size);
    JavaPairRDD<String, Long> all =
        others == this ? sizes : sizes.union(others.rows.mapValues(KeyedRows::size));
    return all.reduceByKey(Long::sum).filter(group -> group._2() > bytes).keys().collect();
  }

  private static long size(InternalRow row) {
    return ((UnsafeRow) row).getSizeInBytes();
  }

  /** The rows of all groups but some. */
  public KeyedRows without(List<String> groups) {
    Set<String> left = new HashSet<>(groups);
    JavaPairRDD<String, InternalRow> rest =
        groups.isEmpty() ? rows : rows.filter(row -> !left.contains(row._1()));
    return new KeyedRows(rest, schema, layout);
  }

  /** The rows of one group, as a part of the table they are from. */
  public Dataset<Row> group(Dataset<Row> table, String key) {
    JavaRDD<InternalRow> some = rows.filter(row -> row._1().equals(key)).values();
    return InternalRows.toDataFrame(table.sparkSession(), some, schema)
        .select(Arrays.stream(table.columns()).map(TableColumns::quoted).toArray(Column[]::new));
  }

  /** The columns of the rows: the table's own, then some more. */
  public StructType schema() {
    return schema;
  }

  /** How the vectors of a group are read. */
  public GroupLayout layout() {
    return layout;
  }

  /**
   * The rows of both sides of each group that has some of both.
   *
   * @param partitions among which the groups are spread
   */
  public JavaRDD<Tuple2<List<InternalRow>, List<InternalRow>>> groups(
      KeyedRows others, int partitions) {
    if (others == this) {
      return rows.groupByKey(partitions)
          .map(group -> list(group._2()))
          .map(all -> new Tuple2<>(all, all));
    }
    return rows.cogroup(others.rows, partitions)
        .map(group -> new Tuple2<>(list(group._2()._1()), list(group._2()._2())))
        .filter(both -> !both._1().isEmpty() && !both._2().isEmpty());
  }

  private static List<InternalRow> list(Iterable<InternalRow> rows) {
    List<InternalRow> list = new ArrayList<>();
    rows.forEach(list::add);
    return list;
  }
}
