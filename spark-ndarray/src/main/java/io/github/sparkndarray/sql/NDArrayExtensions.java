package io.github.sparkndarray.sql;

import io.github.sparkndarray.expr.Metric;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.SparkSessionExtensionsProvider;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.errors.QueryCompilationErrors;
import org.apache.spark.sql.internal.SQLConf;
import scala.Function1;
import scala.Tuple3;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * What {@code spark.sql.extensions=io.github.sparkndarray.sql.NDArrayExtensions} adds to a session:
 * {@code nd_eval} and a function for each {@link Metric}. Found by the service loader, too.
 */
public final class NDArrayExtensions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit>
    implements SparkSessionExtensionsProvider {

  @Override
  public BoxedUnit apply(SparkSessionExtensions extensions) {
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
    return BoxedUnit.UNIT;
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
    return unchecked(
        QueryCompilationErrors.wrongNumArgsError(
            name,
            counts,
            given,
            QueryCompilationErrors.wrongNumArgsError$default$4(),
            QueryCompilationErrors.wrongNumArgsError$default$5(),
            QueryCompilationErrors.wrongNumArgsError$default$6()));
  }

  /** Scala's functions may throw anything; an {@code AnalysisException} is checked for Java. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> RuntimeException unchecked(Throwable failure) throws E {
    throw (E) failure;
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
