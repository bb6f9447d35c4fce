package io.github.sparkndarray.sql;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.SparkStrategy;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Plans {@link VectorPairs} as {@link VectorJoinExec}, which makes no columns that nobody reads.
 */
final class VectorJoinStrategy extends SparkStrategy {

  @Override
  public Seq<SparkPlan> apply(LogicalPlan plan) {
    List<SparkPlan> planned = List.of();
    if (plan instanceof VectorPairs pairs) {
      planned = List.of(join(pairs, pairs.outputSet()));
    } else if (plan instanceof Project project && project.child() instanceof VectorPairs pairs) {
      planned = List.of(new ProjectExec(project.projectList(), join(pairs, project.references())));
    }
    return CollectionConverters.asScala(planned).toSeq();
  }

  private SparkPlan join(VectorPairs pairs, AttributeSet read) {
    List<Attribute> columns = new ArrayList<>(CollectionConverters.asJava(pairs.output()));
    columns.removeIf(column -> !read.contains(column));
    return new VectorJoinExec(
        planLater(pairs.left()),
        planLater(pairs.right()),
        pairs.spec(),
        pairs.leftVector(),
        pairs.rightVector(),
        CollectionConverters.asScala(columns).toSeq());
  }
}
