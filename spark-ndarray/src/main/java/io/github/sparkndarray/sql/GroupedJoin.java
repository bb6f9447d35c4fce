package io.github.sparkndarray.sql;

import io.github.sparkndarray.execution.NDArraySettings;
import io.github.sparkndarray.execution.Progress;
import io.github.sparkndarray.frame.Features;
import io.github.sparkndarray.frame.InternalRows;
import io.github.sparkndarray.frame.KeyedRows;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Compares rows inside groups: Spark brings the rows of a group of both sides to one task, which
 * compares them by itself. A group that is too large for that is compared as whole tables are.
 */
final class GroupedJoin {
  private final Dataset<Row> left;
  private final Dataset<Row> right;
  private final JoinSpec spec;
  private final Features features;
  private final Progress progress;

  GroupedJoin(
      Dataset<Row> left, Dataset<Row> right, JoinSpec spec, Features features, Progress progress) {
    this.left = left;
    this.right = right;
    this.spec = spec;
    this.features = features;
    this.progress = progress;
  }

  /** The columns of both sides, distance and rank. */
  RDD<InternalRow> rows() {
    KeyedRows ours = KeyedRows.of(left, features, spec.id(), spec.by(), spec.self());
    KeyedRows others =
        spec.self() ? ours : KeyedRows.of(right, features, spec.id(), spec.by(), true);
    List<String> large = ours.largerThan(others, NDArraySettings.groupBytes(left.sparkSession()));
    JavaRDD<InternalRow> all = small(ours, others, large);
    for (String group : large) {
      Dataset<Row> one = ours.group(left, group);
      Dataset<Row> other = spec.self() ? one : others.group(right, group);
      RDD<InternalRow> pairs = new WholeJoin(one, other, spec, features, progress).rows();
      all = all.union(pairs.toJavaRDD());
    }
    return all.rdd();
  }

  private JavaRDD<InternalRow> small(KeyedRows left, KeyedRows right, List<String> large) {
    KeyedRows ours = left.without(large);
    KeyedRows others = right == left ? ours : right.without(large);
    GroupPairs pairs = new GroupPairs(spec.withValues(), ours.layout(), others.layout());
    JavaRDD<InternalRow> rows = ours.groups(others, partitions()).flatMap(pairs);
    return attached(rows, ours, others);
  }

  /** As many as Spark shuffles anything else to. */
  private int partitions() {
    return Integer.parseInt(left.sparkSession().conf().get("spark.sql.shuffle.partitions", "200"));
  }

  private JavaRDD<InternalRow> attached(
      JavaRDD<InternalRow> rows, KeyedRows ours, KeyedRows others) {
    Dataset<Row> all = InternalRows.toDataFrame(left.sparkSession(), rows, schema(ours, others));
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < left.columns().length; i++) {
      columns.add(functions.col("__l" + i));
    }
    for (int i = 0; i < right.columns().length; i++) {
      columns.add(functions.col("__r" + i));
    }
    columns.add(functions.col("__distance"));
    columns.add(functions.col("__rank"));
    return InternalRows.of(all.select(columns.toArray(Column[]::new)));
  }

  private static StructType schema(KeyedRows ours, KeyedRows others) {
    StructType schema = new StructType();
    schema = renamed(schema, ours.schema(), "__l");
    schema = renamed(schema, others.schema(), "__r");
    return schema
        .add("__distance", DataTypes.DoubleType, false)
        .add("__rank", DataTypes.IntegerType, false);
  }

  private static StructType renamed(StructType to, StructType from, String prefix) {
    StructType schema = to;
    int number = 0;
    for (StructField field : from.fields()) {
      schema = schema.add(prefix + number++, field.dataType(), field.nullable());
    }
    return schema;
  }
}
