package io.github.sparkndarray.sql;

import io.github.sparkndarray.api.NDArray;
import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The distances of all pairs of rows by a metric's name or by a formula over {@code a, b}. */
final class Distances {
  private static final Map<String, String> FORMULAS =
      Map.of(
          "euclidean", "np.sqrt(((a - b) ** 2).sum(-1))",
          "sqeuclidean", "((a - b) ** 2).sum(-1)",
          "cityblock", "np.abs(a - b).sum(-1)",
          "chebyshev", "np.abs(a - b).max(-1)",
          "linear", "(a * b).sum(-1)",
          "minkowski", "(np.abs(a - b) ** p).sum(-1) ** (1 / p)");

  private Distances() {}

  static NDArray of(
      NDContext context, NDArray x, NDArray y, String metric, Map<String, Object> parameters) {
    String formula = FORMULAS.get(metric);
    if (formula == null && metric.matches("\\w+")) {
      throw NDArrayException.of(ErrorCode.NAME, "Unknown Distance Metric: %s", metric);
    }
    Map<String, NDArray> names = new HashMap<>();
    names.put("a", x.at(":, None"));
    names.put("b", y);
    parameters.forEach((name, value) -> names.put(name, parameter(context, name, value)));
    return context.eval(formula == null ? metric : formula, names);
  }

  private static NDArray parameter(NDContext context, String name, @Nullable Object value) {
    if (value instanceof NDArray array) {
      return array;
    } else if (value instanceof Number number) {
      return context.full(number.doubleValue());
    } else if (value instanceof double[] numbers) {
      return context.array(numbers);
    }
    throw NDArrayException.of(
        ErrorCode.VALUE, "Cannot use %s=%s: parameters are numbers or arrays", name, value);
  }
}
