package io.github.sparkndarray.api;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Literal;
import io.github.sparkndarray.script.ScriptException;
import io.github.sparkndarray.script.run.CollectedResults;
import io.github.sparkndarray.script.run.FormulaEvaluator;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Distances and kernel functions of all pairs of rows. A metric is a name of SciPy's or
 * scikit-learn's ({@code euclidean}, {@code cosine}, {@code haversine}, {@code rbf}), or a formula
 * over {@code a} and {@code b} such as {@code (abs(a - b) ** p).sum(-1)}. Parameters are those of
 * the metric, and weights {@code w}, or what else the formula names: each a number, a truth value,
 * a {@code double[]}, a {@code double[][]} with rows of one length, or an {@link NDArray}.
 *
 * <pre>{@code
 * NDArray d = Pairwise.cdist(x, y, "minkowski", Map.of("p", 3));
 * d.argmin(1).write("nearest.npy");
 * }</pre>
 *
 * <p>What {@code cdist} gives is lazy: nothing of shape {@code (m, n)} is made where only its
 * minimum is wanted.
 */
public final class Pairwise {
  private Pairwise() {}

  /** {@link #cdist(NDArray, NDArray, String, Map)} without parameters. */
  public static NDArray cdist(NDArray x, NDArray y, String metric) {
    return cdist(x, y, metric, Map.of());
  }

  /**
   * {@code scipy.spatial.distance.cdist(x, y, metric, **parameters)}.
   *
   * @param x of shape {@code (m, d)}
   * @param y of shape {@code (n, d)}
   * @return of shape {@code (m, n)}
   * @throws NDArrayException for an unknown metric or parameter, and for shapes that do not fit
   */
  public static NDArray cdist(NDArray x, NDArray y, String metric, Map<String, ?> parameters) {
    return call("cdist(x, y, metric", x, Map.of("x", x, "y", y, "metric", metric), parameters);
  }

  /** {@link #pdist(NDArray, String, Map)} without parameters. */
  public static NDArray pdist(NDArray x, String metric) {
    return pdist(x, metric, Map.of());
  }

  /**
   * {@code scipy.spatial.distance.pdist(x, metric, **parameters)}, computed at once.
   *
   * @param x of shape {@code (m, d)}
   * @return of shape {@code (m * (m - 1) / 2,)}, row by row of what is above the diagonal
   */
  public static NDArray pdist(NDArray x, String metric, Map<String, ?> parameters) {
    return call("pdist(x, metric", x, Map.of("x", x, "metric", metric), parameters);
  }

  /** {@code scipy.spatial.distance.squareform(x)}, computed at once. */
  public static NDArray squareform(NDArray x) {
    return call("squareform(x", x, Map.of("x", x), Map.of());
  }

  /** {@code sklearn.metrics.pairwise_distances(x, metric=metric)}. */
  public static NDArray distances(NDArray x, String metric) {
    return cdist(x, x, metric);
  }

  /**
   * {@code sklearn.metrics.pairwise.pairwise_kernels(x, y, metric, **parameters)}.
   *
   * @param kernel {@code linear poly rbf laplacian sigmoid cosine chi2 additive_chi2}
   */
  public static NDArray kernels(NDArray x, NDArray y, String kernel, Map<String, ?> parameters) {
    return call(
        "pairwise_kernels(x, y, metric", x, Map.of("x", x, "y", y, "metric", kernel), parameters);
  }

  private static NDArray call(
      String call, NDArray x, Map<String, ?> arguments, Map<String, ?> parameters) {
    Map<String, Value> names = new HashMap<>();
    arguments.forEach((name, argument) -> names.put(name, value(name, argument)));
    parameters.forEach((name, parameter) -> names.put("given_" + name, value(name, parameter)));
    String keywords =
        parameters.keySet().stream()
            .sorted()
            .map(name -> ", " + requireName(name) + "=given_" + name)
            .collect(Collectors.joining());
    NDContext context = x.context();
    FormulaEvaluator formulas = new FormulaEvaluator(context.scriptHost(), new CollectedResults());
    try {
      Value result = formulas.evaluate("nd." + call + keywords + ")", names);
      return context.of(((ArrayValue) result).expr());
    } catch (ScriptException e) {
      throw e.withoutPlace();
    }
  }

  private static String requireName(String name) {
    if (!name.matches("[A-Za-z][A-Za-z0-9_]*")) {
      throw NDArrayException.of(ErrorCode.NAME, "'%s' is no name of a parameter", name);
    }
    return name;
  }

  private static Value value(String name, Object value) {
    if (value instanceof NDArray array) {
      return ArrayValue.array(array.expr());
    }
    if (value instanceof double[] numbers) {
      return ArrayValue.array(
          new Literal(HostArray.ofDoubles(Shape.of(numbers.length), numbers.clone())));
    }
    if (value instanceof double[][] rows) {
      return ArrayValue.array(new Literal(matrix(name, rows)));
    }
    if (value instanceof String text) {
      return new Value.Text(text);
    }
    if (value instanceof Long || value instanceof Integer) {
      return Value.of(((Number) value).longValue());
    }
    if (value instanceof Boolean truth) {
      return Value.of(truth.booleanValue());
    }
    if (value instanceof Number number) {
      return Value.of(number.doubleValue());
    }
    throw NDArrayException.of(
        ErrorCode.VALUE,
        "Cannot use a %s as the parameter '%s': give a number, a double[], a double[][] or an"
            + " NDArray",
        value.getClass().getSimpleName(),
        name);
  }

  private static HostArray matrix(String name, double[][] rows) {
    int width = rows.length == 0 ? 0 : rows[0].length;
    if (Arrays.stream(rows).anyMatch(row -> row.length != width)) {
      throw NDArrayException.of(
          ErrorCode.SHAPE, "Cannot use the parameter '%s': its rows have different lengths", name);
    }
    double[] all = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    return HostArray.ofDoubles(Shape.of(rows.length, width), all);
  }
}
