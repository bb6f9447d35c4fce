package io.github.sparkndarray.sql;

import io.github.sparkndarray.expr.Metric;
import io.github.sparkndarray.frame.FrameErrors;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.SparkSessionExtensionsProvider;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.errors.QueryCompilationErrors;
import org.apache.spark.sql.execution.SparkStrategy;
import org.apache.spark.sql.internal.SQLConf;
import scala.Function1;
import scala.Tuple3;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * What {@code spark.sql.extensions=io.github.sparkndarray.sql.NDArrayExtensions} adds to a session:
 * {@code nd_eval}, a function for each {@link Metric}, and faster joins by distances. Found by the
 * service loader, too.
 */
public final class NDArrayExtensions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit>
    implements SparkSessionExtensionsProvider {

  /** The setting and the service loader may both apply this to a session's extensions. */
  private static final Set<SparkSessionExtensions> APPLIED =
      Collections.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));

  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
    if (!APPLIED.add(extensions)) {
      return BoxedUnit.UNIT;
    }
    inject(
        extensions,
        FunctionInfo.ofEval(),
        arguments -> {
          if (arguments.size() != 2) {
            throw wrongCount(EvalFunction.NAME, List.of(2), arguments.size());
          }
          return new EvalFunction(arguments, SQLConf.get().ansiEnabled());
        });
    for (Metric metric : Metric.values()) {
      inject(extensions, FunctionInfo.of(metric), arguments -> metric(metric, arguments));
    }
    extensions.injectPlanNormalizationRule(rule(NearestRule::new));
    extensions.injectPreCBORule(rule(WithinRule::new));
    extensions.injectPreCBORule(rule(BestOfCrossJoinRule::new));
    extensions.injectPlannerStrategy(
        new AbstractFunction1<>() {
          @Override
          public SparkStrategy apply(SparkSession spark) {
            return new VectorJoinStrategy();
          }
        });
    return BoxedUnit.UNIT;
  }

  private static Function1<SparkSession, Rule<LogicalPlan>> rule(
      Function<SparkSession, Rule<LogicalPlan>> of) {
    return new AbstractFunction1<>() {
      @Override
      public Rule<LogicalPlan> apply(SparkSession spark) {
        return of.apply(spark);
      }
    };
  }

  private static Expression metric(Metric metric, Seq<Expression> arguments) {
    int least = MetricFunction.requiredArguments(metric);
    int most = 2 + MetricFunction.parameterNames(metric).size();
    if (arguments.size() < least || arguments.size() > most) {
      List<Integer> counts = IntStream.rangeClosed(least, most).boxed().toList();
      throw wrongCount(MetricFunction.sqlName(metric), counts, arguments.size());
    }
    return new MetricFunction(metric, arguments, SQLConf.get().ansiEnabled());
  }

  private static RuntimeException wrongCount(String name, List<Integer> expected, int given) {
    Seq<Object> counts =
        CollectionConverters.asScala(expected.stream().map(Object.class::cast).toList()).toSeq();
    return FrameErrors.unchecked(
        QueryCompilationErrors.wrongNumArgsError(
            name,
            counts,
            given,
            QueryCompilationErrors.wrongNumArgsError$default$4(),
            QueryCompilationErrors.wrongNumArgsError$default$5(),
            QueryCompilationErrors.wrongNumArgsError$default$6()));
  }

  private interface Builder extends Serializable {
    Expression build(Seq<Expression> arguments);
  }

  private static void inject(
      SparkSessionExtensions extensions, ExpressionInfo info, Builder builder) {
    Function1<Seq<Expression>, Expression> function =
        new AbstractFunction1<>() {
          @Override
          public Expression apply(Seq<Expression> arguments) {
            return builder.build(arguments);
          }
        };
    extensions.injectFunction(new Tuple3<>(new FunctionIdentifier(info.getName()), info, function));
  }
}
