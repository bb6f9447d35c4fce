package io.github.sparkndarray.sql;

import java.math.BigInteger;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.Inner$;
import org.apache.spark.sql.catalyst.plans.LeftOuter$;
import org.apache.spark.sql.catalyst.plans.NearestByDistance$;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.NearestByJoin;
import org.apache.spark.sql.catalyst.rules.Rule;
import scala.PartialFunction;
import scala.runtime.AbstractPartialFunction;

/**
 * Plans {@code NEAREST k BY} of Spark's own vector functions as {@link NearestPairs}:
 *
 * <pre>
 * NearestByJoin(left, right, k, vector_l2_distance(u, v))   u of left, v of right
 *   =&gt;  NearestPairs(left, right, k, l2_distance, u, v)
 * </pre>
 *
 * What does not match is left to Spark, which crosses both sides and aggregates; so is a right side
 * that is not known to fit {@link NearestSettings#maxRightBytes}.
 */
final class NearestRule extends Rule<LogicalPlan> {
  private final SparkSession spark;

  NearestRule(SparkSession spark) {
    this.spark = spark;
  }

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    NearestSettings settings = NearestSettings.of(spark);
    if (!settings.isEnabled()) {
      return plan;
    }
    PartialFunction<LogicalPlan, LogicalPlan> replace =
        new AbstractPartialFunction<>() {
          @Override
          public boolean isDefinedAt(LogicalPlan node) {
            return node instanceof NearestByJoin;
          }

          @Override
          public LogicalPlan apply(LogicalPlan node) {
            return replacement((NearestByJoin) node, settings);
          }
        };
    return plan.transformUp(replace);
  }

  private static LogicalPlan replacement(NearestByJoin join, NearestSettings settings) {
    Expression ranking = join.rankingExpression();
    VectorMeasure measure = VectorMeasure.of(ranking);
    boolean outer = join.joinType().equals(LeftOuter$.MODULE$);
    if (measure == null
        || !(outer || join.joinType().equals(Inner$.MODULE$))
        || !ranking.deterministic()
        || !fits(join.right(), settings)) {
      return join;
    }
    boolean ascending = join.direction().equals(NearestByDistance$.MODULE$);
    NearestSpec spec = new NearestSpec(measure, join.numResults(), ascending, outer);
    Expression first = ranking.children().apply(0);
    Expression second = ranking.children().apply(1);
    if (isOf(first, join.left()) && isOf(second, join.right())) {
      return NearestPairs.of(join, spec, first, second);
    }
    // The three functions give the same bits either way.
    if (isOf(second, join.left()) && isOf(first, join.right())) {
      return NearestPairs.of(join, spec, second, first);
    }
    return join;
  }

  private static boolean fits(LogicalPlan right, NearestSettings settings) {
    BigInteger size = right.stats().sizeInBytes().bigInteger();
    return size.compareTo(BigInteger.valueOf(settings.maxRightBytes())) <= 0;
  }

  private static boolean isOf(Expression expression, LogicalPlan side) {
    return expression.references().subsetOf(side.outputSet());
  }
}
