package io.github.sparkndarray.sql;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression$;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateFunction;
import org.apache.spark.sql.catalyst.expressions.aggregate.Max;
import org.apache.spark.sql.catalyst.expressions.aggregate.MaxBy;
import org.apache.spark.sql.catalyst.expressions.aggregate.Min;
import org.apache.spark.sql.catalyst.expressions.aggregate.MinBy;
import org.apache.spark.sql.catalyst.plans.InnerLike;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.JoinHint;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.types.Metadata;
import org.jspecify.annotations.Nullable;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Plans the least distance, or the greatest, of each row of one side of a cross join to the rows of
 * the other:
 *
 * <pre>
 * Aggregate(key, min(d), min_by(x, d), Join(left, right, Cross))   d = l2_distance(u, v), key of left
 *   =&gt;  Aggregate(key, min(m), min_by(x, m), VectorPairs(left, right, least l2_distance AS m, u, v))
 * </pre>
 *
 * The key may be of either side and need not be unique. Other aggregate functions beside these, or
 * of other distances, leave the whole to Spark.
 */
final class BestOfCrossJoinRule extends VectorJoinRule {

  BestOfCrossJoinRule(SparkSession spark) {
    super(spark);
  }

  /** What is asked of a distance. */
  private record Question(Expression distance, boolean ascending) {
    boolean isSame(Question other) {
      return ascending == other.ascending && distance.semanticEquals(other.distance);
    }
  }

  @Override
  boolean isEnabled(VectorJoinSettings settings) {
    return settings.isCrossEnabled();
  }

  @Override
  @Nullable LogicalPlan replacement(LogicalPlan node, VectorJoinSettings settings) {
    if (!(node instanceof Aggregate aggregate)) {
      return null;
    }
    List<NamedExpression> between =
        aggregate.child() instanceof Project project
            ? CollectionConverters.asJava(project.projectList())
            : List.of();
    LogicalPlan source =
        aggregate.child() instanceof Project project ? project.child() : aggregate.child();
    if (!(source instanceof Join join)
        || !(join.joinType() instanceof InnerLike)
        || join.condition().isDefined()
        || !between.stream().allMatch(column -> ((Expression) column).deterministic())
        || !join.hint().equals(JoinHint.NONE())) {
      return null;
    }
    Question question = question(aggregate, between);
    if (question == null) {
      return null;
    }
    LogicalPlan streamed = groupedSide(aggregate, between, join);
    if (streamed == null) {
      return null;
    }
    LogicalPlan table = streamed == join.left() ? join.right() : join.left();
    PairMatch match = PairMatch.of(question.distance(), streamed, table);
    if (match == null || !settings.fits(table)) {
      return null;
    }
    AttributeReference best =
        new AttributeReference(
            match.measure().sqlName(),
            question.distance().dataType(),
            true,
            Metadata.empty(),
            NamedExpression$.MODULE$.newExprId(),
            CollectionConverters.asScala(List.<String>of()).toSeq());
    BestSpec spec = new BestSpec(match.measure(), question.ascending(), best);
    return rewritten(aggregate, between, question, match.join(streamed, table, spec), best);
  }

  /** The one question that all aggregate functions ask; null if there are others. */
  private static @Nullable Question question(Aggregate aggregate, List<NamedExpression> between) {
    Question only = null;
    for (NamedExpression result : CollectionConverters.asJava(aggregate.aggregateExpressions())) {
      for (AggregateExpression call : calls((Expression) result)) {
        Question asked = question(call, between);
        if (asked == null || (only != null && !only.isSame(asked))) {
          return null;
        }
        only = asked;
      }
    }
    return only;
  }

  private static List<AggregateExpression> calls(Expression expression) {
    List<AggregateExpression> calls = new ArrayList<>();
    if (expression instanceof AggregateExpression call) {
      calls.add(call);
    } else {
      for (Expression child : CollectionConverters.asJava(expression.children())) {
        calls.addAll(calls(child));
      }
    }
    return calls;
  }

  private static @Nullable Question question(
      AggregateExpression call, List<NamedExpression> between) {
    AggregateFunction function = call.aggregateFunction();
    if (call.isDistinct() || call.filter().isDefined() || !function.deterministic()) {
      return null;
    }
    if (function instanceof Min min) {
      return new Question(Aliases.resolve(min.child(), between), true);
    } else if (function instanceof Max max) {
      return new Question(Aliases.resolve(max.child(), between), false);
    } else if (function instanceof MinBy min) {
      return new Question(Aliases.resolve(min.orderingExpr(), between), true);
    } else if (function instanceof MaxBy max) {
      return new Question(Aliases.resolve(max.orderingExpr(), between), false);
    }
    return null;
  }

  /** The side that has all keys, the left one where there are none; null if neither has. */
  private static @Nullable LogicalPlan groupedSide(
      Aggregate aggregate, List<NamedExpression> between, Join join) {
    for (LogicalPlan side : List.of(join.left(), join.right())) {
      boolean hasAll = true;
      for (Expression key : CollectionConverters.asJava(aggregate.groupingExpressions())) {
        Expression resolved = Aliases.resolve(key, between);
        hasAll &= resolved.deterministic() && resolved.references().subsetOf(side.outputSet());
      }
      if (hasAll) {
        return side;
      }
    }
    return null;
  }

  private static LogicalPlan rewritten(
      Aggregate aggregate,
      List<NamedExpression> between,
      Question question,
      LogicalPlan pairs,
      AttributeReference best) {
    LogicalPlan child = pairs;
    if (aggregate.child() instanceof Project) {
      List<NamedExpression> columns = new ArrayList<>();
      for (NamedExpression column : between) {
        columns.add(
            (NamedExpression) Aliases.replace((Expression) column, question.distance(), best));
      }
      columns.add(best);
      child = new Project(CollectionConverters.asScala(columns).toSeq(), pairs);
    }
    List<NamedExpression> results = new ArrayList<>();
    for (NamedExpression result : CollectionConverters.asJava(aggregate.aggregateExpressions())) {
      Expression replaced = Aliases.replace((Expression) result, question.distance(), best);
      results.add((NamedExpression) replaced);
    }
    Seq<NamedExpression> all = CollectionConverters.asScala(results).toSeq();
    return aggregate.copy(aggregate.groupingExpressions(), all, child, aggregate.hint());
  }

  /** Expressions in terms of what a projection is made from. */
  private static final class Aliases {
    private Aliases() {}

    static Expression resolve(Expression expression, List<NamedExpression> projection) {
      return ExpressionRewrite.of(
          expression,
          node -> {
            for (NamedExpression column : projection) {
              if (node instanceof AttributeReference reference
                  && column instanceof Alias alias
                  && alias.exprId().equals(reference.exprId())) {
                return alias.child();
              }
            }
            return node;
          });
    }

    static Expression replace(Expression expression, Expression from, Expression to) {
      return ExpressionRewrite.of(expression, node -> node.semanticEquals(from) ? to : node);
    }
  }
}
