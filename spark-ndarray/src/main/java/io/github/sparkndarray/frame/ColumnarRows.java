package io.github.sparkndarray.frame;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.InputAdapter;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.execution.columnar.InMemoryTableScanExec;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A DataFrame's columns in the batches that Spark has them in, as Parquet files and cached tables
 * do.
 *
 * @param batches of all columns that the source gives
 * @param columns which of them each of the DataFrame's columns is
 */
record ColumnarRows(JavaRDD<ColumnarBatch> batches, List<Integer> columns) {

  /** The batches; nothing where Spark makes rows of some expression or shuffles them. */
  static Optional<ColumnarRows> of(Dataset<Row> table) {
    if (!(table instanceof org.apache.spark.sql.classic.Dataset<Row> classic)) {
      return Optional.empty();
    }
    SparkPlan top = inner(classic.queryExecution().executedPlan());
    List<? extends NamedExpression> wanted = CollectionConverters.asJava(top.output());
    if (top instanceof ProjectExec project) {
      wanted = CollectionConverters.asJava(project.projectList());
      top = inner(project.child());
    }
    // A plan that may still adapt itself has no steps between columns and rows yet.
    boolean isInColumns = top instanceof InMemoryTableScanExec || top instanceof ColumnarToRowExec;
    if (!isInColumns || !wanted.stream().allMatch(AttributeReference.class::isInstance)) {
      return Optional.empty();
    }
    SparkPlan source = top instanceof ColumnarToRowExec toRows ? inner(toRows.child()) : top;
    List<Attribute> given = CollectionConverters.asJava(source.output());
    int[] columns = wanted.stream().mapToInt(column -> position(given, column)).toArray();
    if (!source.supportsColumnar() || Arrays.stream(columns).anyMatch(c -> c < 0)) {
      return Optional.empty();
    }
    return Optional.of(
        new ColumnarRows(
            source.executeColumnar().toJavaRDD(), Arrays.stream(columns).boxed().toList()));
  }

  /**
   * What goes through the vectors of batches.
   *
   * @param layout of the vectors, whose columns are the DataFrame's first
   * @param idType of the ids, which are the DataFrame's last column; null if there are none
   */
  Function<Iterator<ColumnarBatch>, VectorCursor> cursor(
      RowLayout layout, @Nullable DataType idType) {
    int last = columns.size() - 1;
    List<Integer> vectors = idType == null ? columns : columns.subList(0, last);
    int[] places = vectors.stream().mapToInt(Integer::intValue).toArray();
    int id = idType == null ? -1 : columns.get(last);
    return BatchCursor.of(layout, new BatchCursor.Columns(places, id, idType));
  }

  private static int position(List<Attribute> given, NamedExpression wanted) {
    return IntStream.range(0, given.size())
        .filter(i -> given.get(i).exprId().equals(wanted.exprId()))
        .findFirst()
        .orElse(-1);
  }

  /** The plan without what only wraps it. */
  private static SparkPlan inner(SparkPlan plan) {
    if (plan instanceof WholeStageCodegenExec stage) {
      return inner(stage.child());
    }
    if (plan instanceof AdaptiveSparkPlanExec adaptive) {
      return inner(adaptive.initialPlan());
    }
    return plan instanceof InputAdapter adapter ? inner(adapter.child()) : plan;
  }
}
