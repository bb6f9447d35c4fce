package io.github.sparkndarray.sql;

import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.jspecify.annotations.Nullable;

/**
 * An expression that is a measure of a vector of each side of a join.
 *
 * @param leftVector an expression over the left side's columns
 * @param rightVector an expression over the right side's columns
 */
record PairMatch(PairMeasure measure, Expression leftVector, Expression rightVector) {

  /** What an expression measures; null for any other expression. */
  static @Nullable PairMatch of(Expression expression, LogicalPlan left, LogicalPlan right) {
    VectorMeasure sparks = VectorMeasure.of(expression);
    MetricFunction ours = expression instanceof MetricFunction function ? function : null;
    if ((sparks == null && ours == null) || !expression.deterministic()) {
      return null;
    }
    Expression first = expression.children().apply(0);
    Expression second = expression.children().apply(1);
    boolean isExchanged = !(isOf(first, left) && isOf(second, right));
    if (isExchanged && !(isOf(second, left) && isOf(first, right))) {
      return null;
    }
    PairMeasure measure = ours == null ? sparks : MetricMeasure.of(ours, isExchanged);
    if (measure == null) {
      return null;
    }
    return isExchanged
        ? new PairMatch(measure, second, first)
        : new PairMatch(measure, first, second);
  }

  private static boolean isOf(Expression expression, LogicalPlan side) {
    return expression.references().subsetOf(side.outputSet());
  }

  /** The join of both sides by this. */
  VectorPairs join(LogicalPlan left, LogicalPlan right, PairSpec spec) {
    return new VectorPairs(left, right, spec, leftVector, rightVector);
  }
}
