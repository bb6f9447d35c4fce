package io.github.sparkndarray.frame;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
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
import org.apache.spark.sql.vectorized.ColumnarBatch;
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
    if (!(top instanceof ColumnarToRowExec toRows)
        || !wanted.stream().allMatch(AttributeReference.class::isInstance)) {
      return Optional.empty();
    }
    SparkPlan source = inner(toRows.child());
    List<Attribute> given = CollectionConverters.asJava(source.output());
    int[] columns = wanted.stream().mapToInt(column -> position(given, column)).toArray();
    if (!source.supportsColumnar() || Arrays.stream(columns).anyMatch(c -> c < 0)) {
      return Optional.empty();
    }
    return Optional.of(
        new ColumnarRows(
            source.executeColumnar().toJavaRDD(), Arrays.stream(columns).boxed().toList()));
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
    return plan instanceof InputAdapter adapter ? inner(adapter.child()) : plan;
  }
}
