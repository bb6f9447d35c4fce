package io.github.sparkndarray.sql;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.Inner$;
import org.apache.spark.sql.catalyst.plans.LeftOuter$;
import org.apache.spark.sql.catalyst.plans.NearestByDistance$;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.NearestByJoin;
import org.jspecify.annotations.Nullable;

/**
 * Plans {@code NEAREST k BY} of Spark's own vector functions, and of this library's:
 *
 * <pre>
 * NearestByJoin(left, right, k, vector_l2_distance(u, v))   u of left, v of right
 *   =&gt;  VectorPairs(left, right, k least l2_distance, u, v)
 * </pre>
 *
 * What does not match is left to Spark, which crosses both sides and aggregates; so is a right side
 * that is not known to fit {@link VectorJoinSettings#maxRightBytes}.
 */
final class NearestRule extends VectorJoinRule {

  NearestRule(SparkSession spark) {
    super(spark);
  }

  @Override
  boolean isEnabled(VectorJoinSettings settings) {
    return settings.isNearestEnabled();
  }

  @Override
  @Nullable LogicalPlan replacement(LogicalPlan node, VectorJoinSettings settings) {
    if (!(node instanceof NearestByJoin join)) {
      return null;
    }
    boolean outer = join.joinType().equals(LeftOuter$.MODULE$);
    PairMatch match = PairMatch.of(join.rankingExpression(), join.left(), join.right());
    if (match == null
        || !(outer || join.joinType().equals(Inner$.MODULE$))
        || !settings.fits(join.right())) {
      return null;
    }
    boolean ascending = join.direction().equals(NearestByDistance$.MODULE$);
    NearestSpec spec = new NearestSpec(match.measure(), join.numResults(), ascending, outer);
    return match.join(join.left(), join.right(), spec);
  }
}
