package io.github.sparkndarray.sql;

import io.github.sparkndarray.expr.Metric;
import io.github.sparkndarray.expr.MetricParameter;
import io.github.sparkndarray.sql.row.RowOperand;
import io.github.sparkndarray.sql.row.RowProgram;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.analysis.TypeCheckResult;
import org.apache.spark.sql.catalyst.expressions.Expression;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** A metric of two vectors: {@code nd_euclidean(a, b)}, {@code nd_minkowski(a, b, p, w)}. */
final class MetricFunction extends RowFunction {
  private static final long serialVersionUID = 1L;

  private final Metric metric;

  MetricFunction(Metric metric, Seq<Expression> children, boolean ansi) {
    super(children, ansi);
    this.metric = metric;
  }

  /** The name of a metric's function. */
  static String sqlName(Metric metric) {
    return "nd_" + metric.metricName();
  }

  /** The names of what may be given after the two vectors, in order. */
  static List<String> parameterNames(Metric metric) {
    List<String> names =
        new ArrayList<>(metric.parameters().stream().map(MetricParameter::name).toList());
    metric.weightedFormula().ifPresent(weighted -> names.add("w"));
    return names;
  }

  /** How many arguments there must be: the vectors, and parameters that have no default. */
  static int requiredArguments(Metric metric) {
    int required = 2;
    for (MetricParameter parameter : metric.parameters()) {
      required += parameter.fallback().isEmpty() || parameter.isOfData() ? 1 : 0;
    }
    return required;
  }

  Metric metric() {
    return metric;
  }

  @Override
  List<Expression> operandExpressions() {
    return CollectionConverters.asJava(children());
  }

  @Override
  List<String> operandNames() {
    List<String> names = new ArrayList<>(List.of("a", "b"));
    names.addAll(parameterNames(metric));
    return names;
  }

  @Override
  RowProgram program(List<RowOperand> operands) {
    return RowProgram.of(metric, operands);
  }

  @Override
  boolean isParameter(int operand) {
    return operand >= 2;
  }

  @Override
  RowFunction with(Seq<Expression> others) {
    return new MetricFunction(metric, others, ansi());
  }

  @Override
  public TypeCheckResult checkInputDataTypes() {
    for (int i = 0; i < 2; i++) {
      Expression vector = operandExpressions().get(i);
      if (SqlTypes.rank(vector.dataType()) != 1 || SqlTypes.dtype(vector.dataType()).isEmpty()) {
        return TypeChecks.unexpected(i, "ARRAY of DOUBLE, FLOAT, BIGINT, INT or BOOLEAN", vector);
      }
    }
    return super.checkInputDataTypes();
  }

  @Override
  public String prettyName() {
    return sqlName(metric);
  }
}
