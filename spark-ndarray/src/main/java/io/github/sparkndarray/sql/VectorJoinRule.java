package io.github.sparkndarray.sql;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.command.ResetCommand;
import org.apache.spark.sql.execution.command.SetCommand;
import org.jspecify.annotations.Nullable;
import scala.PartialFunction;
import scala.runtime.AbstractPartialFunction;

/** Plans nodes that mean a join of vectors as {@link VectorPairs}, where a setting allows it. */
abstract class VectorJoinRule extends Rule<LogicalPlan> {
  private final SparkSession spark;

  VectorJoinRule(SparkSession spark) {
    this.spark = spark;
  }

  abstract boolean isEnabled(VectorJoinSettings settings);

  /** What a node is replaced by; null where it is left to Spark. */
  abstract @Nullable LogicalPlan replacement(LogicalPlan node, VectorJoinSettings settings);

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    if (plan instanceof SetCommand || plan instanceof ResetCommand) {
      // What is wrong with a setting must not keep anyone from setting it right.
      return plan;
    }
    VectorJoinSettings settings = VectorJoinSettings.of(spark);
    if (!isEnabled(settings)) {
      return plan;
    }
    PartialFunction<LogicalPlan, LogicalPlan> replace =
        new AbstractPartialFunction<>() {
          @Override
          public boolean isDefinedAt(LogicalPlan node) {
            return true;
          }

          @Override
          public LogicalPlan apply(LogicalPlan node) {
            LogicalPlan replacement = replacement(node, settings);
            return replacement == null ? node : replacement;
          }
        };
    return plan.transformUp(replace);
  }
}
