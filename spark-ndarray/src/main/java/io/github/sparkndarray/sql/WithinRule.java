package io.github.sparkndarray.sql;

import io.github.sparkndarray.sql.WithinSpec.Comparison;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.BinaryComparison;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EqualNullSafe;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GreaterThan;
import org.apache.spark.sql.catalyst.expressions.GreaterThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.LessThan;
import org.apache.spark.sql.catalyst.expressions.LessThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.InnerLike;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.JoinHint;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Plans an inner join by a comparison of a distance, or of another measure, with a constant:
 *
 * <pre>
 * Join(left, right, Inner, vector_l2_distance(u, v) &lt; 0.1 AND rest)   u of left, v of right
 *   =&gt;  Filter(rest, VectorPairs(left, right, l2_distance &lt; 0.1, u, v))
 * </pre>
 *
 * The smaller side is the one that is broadcast. A join that also has equal keys is left to Spark,
 * which compares fewer rows then, as are joins with hints.
 */
final class WithinRule extends VectorJoinRule {

  WithinRule(SparkSession spark) {
    super(spark);
  }

  @Override
  boolean isEnabled(VectorJoinSettings settings) {
    return settings.isCrossEnabled();
  }

  @Override
  @Nullable LogicalPlan replacement(LogicalPlan node, VectorJoinSettings settings) {
    if (!(node instanceof Join join)
        || !(join.joinType() instanceof InnerLike)
        || join.condition().isEmpty()
        || !join.condition().get().deterministic()
        || !join.hint().equals(JoinHint.NONE())) {
      return null;
    }
    LogicalPlan left = join.left();
    LogicalPlan right = join.right();
    boolean rightIsSmaller = right.stats().sizeInBytes().compare(left.stats().sizeInBytes()) <= 0;
    LogicalPlan streamed = rightIsSmaller ? left : right;
    LogicalPlan table = rightIsSmaller ? right : left;
    LogicalPlan pairs = settings.fits(table) ? pairs(join, streamed, table) : null;
    return pairs == null || rightIsSmaller ? pairs : new Project(columns(join), pairs);
  }

  private static @Nullable LogicalPlan pairs(Join join, LogicalPlan streamed, LogicalPlan table) {
    List<Expression> conjuncts = new ArrayList<>();
    split(join.condition().get(), conjuncts);
    if (conjuncts.stream().anyMatch(conjunct -> isEqualKey(conjunct, streamed, table))) {
      return null;
    }
    for (Expression conjunct : conjuncts) {
      VectorPairs pairs = pairs(conjunct, streamed, table);
      if (pairs != null) {
        List<Expression> rest = new ArrayList<>(conjuncts);
        rest.remove(conjunct);
        return rest.stream()
            .reduce(And::new)
            .map(condition -> (LogicalPlan) new Filter(condition, pairs))
            .orElse(pairs);
      }
    }
    return null;
  }

  private static void split(Expression condition, List<Expression> conjuncts) {
    if (condition instanceof And and) {
      split(and.left(), conjuncts);
      split(and.right(), conjuncts);
    } else {
      conjuncts.add(condition);
    }
  }

  private static boolean isEqualKey(Expression condition, LogicalPlan left, LogicalPlan right) {
    if (!(condition instanceof EqualTo || condition instanceof EqualNullSafe)) {
      return false;
    }
    Expression first = condition.children().apply(0);
    Expression second = condition.children().apply(1);
    return (isOf(first, left) && isOf(second, right)) || (isOf(first, right) && isOf(second, left));
  }

  private static boolean isOf(Expression expression, LogicalPlan side) {
    return expression.references().nonEmpty() && expression.references().subsetOf(side.outputSet());
  }

  private static @Nullable VectorPairs pairs(
      Expression conjunct, LogicalPlan streamed, LogicalPlan table) {
    Comparison comparison = comparison(conjunct);
    if (comparison == null) {
      return null;
    }
    BinaryComparison operands = (BinaryComparison) conjunct;
    boolean constantFirst = operands.left().foldable();
    Expression constant = constantFirst ? operands.left() : operands.right();
    double threshold = real(constant);
    if (Double.isNaN(threshold)) {
      return null;
    }
    Expression compared = withoutWidening(constantFirst ? operands.right() : operands.left());
    PairMatch match = PairMatch.of(compared, streamed, table);
    if (match == null) {
      return null;
    }
    return match.join(
        streamed,
        table,
        new WithinSpec(
            match.measure(), constantFirst ? comparison.exchanged() : comparison, threshold));
  }

  /** The value of a constant of a floating type; NaN where there is none. */
  private static double real(Expression constant) {
    Object value = constant.foldable() ? constant.eval(null) : null;
    return value instanceof Double || value instanceof Float
        ? ((Number) value).doubleValue()
        : Double.NaN;
  }

  private static @Nullable Comparison comparison(Expression condition) {
    if (condition instanceof LessThan) {
      return Comparison.LESS;
    } else if (condition instanceof LessThanOrEqual) {
      return Comparison.LESS_OR_EQUAL;
    } else if (condition instanceof GreaterThan) {
      return Comparison.GREATER;
    } else if (condition instanceof GreaterThanOrEqual) {
      return Comparison.GREATER_OR_EQUAL;
    }
    return null;
  }

  /** Widening to double keeps the order, and a value of the operator is a double anyway. */
  private static Expression withoutWidening(Expression expression) {
    return expression instanceof Cast cast
            && cast.dataType().equals(DataTypes.DoubleType)
            && cast.child().dataType().equals(DataTypes.FloatType)
        ? cast.child()
        : expression;
  }

  private static Seq<NamedExpression> columns(Join join) {
    List<NamedExpression> columns = new ArrayList<>();
    for (Attribute column : CollectionConverters.asJava(join.output())) {
      columns.add(column);
    }
    return CollectionConverters.asScala(columns).toSeq();
  }
}
