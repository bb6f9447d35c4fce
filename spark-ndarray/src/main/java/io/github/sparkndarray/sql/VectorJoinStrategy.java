package io.github.sparkndarray.sql;

import java.util.List;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.SparkStrategy;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Plans {@link VectorPairs} as {@link VectorJoinExec}. */
final class VectorJoinStrategy extends SparkStrategy {

  @Override
  public Seq<SparkPlan> apply(LogicalPlan plan) {
    List<SparkPlan> planned = List.of();
    if (plan instanceof VectorPairs pairs) {
      planned =
          List.of(
              new VectorJoinExec(
                  planLater(pairs.left()),
                  planLater(pairs.right()),
                  pairs.spec(),
                  pairs.leftVector(),
                  pairs.rightVector()));
    }
    return CollectionConverters.asScala(planned).toSeq();
  }
}
