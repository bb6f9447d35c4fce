package io.github.sparkndarray.sql;

import io.github.sparkndarray.expr.Metric;
import io.github.sparkndarray.expr.MetricParameter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;

/** What {@code DESCRIBE FUNCTION EXTENDED} says. */
final class FunctionInfo {
  /** The version of this library, not of Spark, that had the functions first. */
  private static final String SINCE = "0.1.0";

  /** Arguments of examples, where (1, 2), (4, 6) do not show anything. */
  private static final Map<Metric, String> EXAMPLES =
      Map.of(
          Metric.MAHALANOBIS,
          "array(1D, 2D), array(4D, 6D), array(array(1D, 0D), array(0D, 1D))",
          Metric.SEUCLIDEAN,
          "array(1D, 2D), array(4D, 6D), array(9D, 16D)",
          Metric.HAVERSINE,
          "array(radians(52.5), radians(13.4)), array(radians(48.9), radians(2.4)), 6371D",
          Metric.CORRELATION,
          "array(1D, 2D, 3D), array(4D, 6D, 5D)",
          Metric.MINKOWSKI,
          "array(1D, 2D), array(4D, 6D), 3");

  private static final List<String> TRUTHS =
      List.of("dice", "jaccard", "rogerstanimoto", "russellrao", "sokalsneath", "yule", "hamming");

  private FunctionInfo() {}

  static ExpressionInfo ofEval() {
    return info(
        EvalFunction.class,
        EvalFunction.NAME,
        "_FUNC_(expression, operands) - Returns the value of a NumPy expression over the fields of"
            + " a struct: numbers, arrays, and arrays of arrays, with NumPy's broadcasting and"
            + " dtypes. Functions need no np. before them.",
        "* expression - a string, the same in all rows\n"
            + "      * operands - a struct with the values of the names in the expression",
        "sqrt(((a - b) ** 2).sum(-1))', named_struct('a', array(1D, 2D), 'b', array(4D, 6D))");
  }

  static ExpressionInfo of(Metric metric) {
    String name = MetricFunction.sqlName(metric);
    String given =
        MetricFunction.parameterNames(metric).stream()
            .map(parameter -> ", " + parameter)
            .collect(Collectors.joining());
    String what = metric.kind() == Metric.Kind.DISTANCE ? "distance" : "kernel function";
    String arguments =
        metric.parameters().stream()
            .map(FunctionInfo::describe)
            .collect(Collectors.joining("\n      "));
    String weights =
        metric.weightedFormula().isPresent() ? "\n      * w - a weight for each element" : "";
    String example =
        EXAMPLES.getOrDefault(
            metric,
            TRUTHS.contains(metric.metricName())
                ? "array(true, false, true, true), array(true, true, false, true)"
                : "array(1D, 2D), array(4D, 6D)");
    return info(
        MetricFunction.class,
        name,
        "_FUNC_(a, b%s) - Returns the %s %s of two arrays: %s"
            .formatted(given, metric.metricName(), what, metric.formula()),
        "* a, b - arrays of the same length"
            + (arguments.isEmpty() ? "" : "\n      " + arguments)
            + weights,
        example);
  }

  private static String describe(MetricParameter parameter) {
    boolean required = parameter.fallback().isEmpty() || parameter.isOfData();
    return "* %s - %s"
        .formatted(
            parameter.name(),
            required ? "required" : parameter.fallback().orElse("") + " if not given");
  }

  private static ExpressionInfo info(
      Class<?> type, String name, String usage, String arguments, String example) {
    String call = name.equals(EvalFunction.NAME) ? "'" + example : example;
    return new ExpressionInfo(
        type.getName(),
        "",
        name,
        usage,
        "\n    Arguments:\n      " + arguments + "\n  ",
        "\n    Examples:\n      > SELECT _FUNC_(" + call + ");\n  ",
        "",
        "",
        SINCE,
        "",
        "built-in");
  }
}
