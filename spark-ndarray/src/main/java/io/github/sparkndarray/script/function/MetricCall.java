package io.github.sparkndarray.script.function;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.dtype.Promotion;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Metric;
import io.github.sparkndarray.expr.MetricParameter;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.Conversions;
import io.github.sparkndarray.script.value.Environment;
import io.github.sparkndarray.script.value.Formulas;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Index;
import io.github.sparkndarray.shape.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A metric with its parameters, as an expression over vectors.
 *
 * @param metric a row of the table; empty for a formula of the user's own
 * @param formula the formula over {@code a} and {@code b}
 * @param parameters the given parameters by name
 */
public record MetricCall(Optional<Metric> metric, String formula, Map<String, Value> parameters) {
  private static final String WEIGHTS = "w";
  private static final Set<String> VECTORS = Set.of("a", "b");

  /**
   * The metric of a name, or a formula over {@code a}, {@code b} and the parameters: whatever is no
   * name.
   *
   * @throws NDArrayException for an unknown name, or for parameters that are missing or that the
   *     metric has not; those of a formula are looked at when it is evaluated
   */
  public static MetricCall of(String metric, Map<String, Value> parameters) {
    if (!metric.matches("[A-Za-z_0-9]+")) {
      Map<String, Value> given = new HashMap<>(parameters);
      given.values().removeIf(Value.NONE::equals);
      return new MetricCall(Optional.empty(), metric, Map.copyOf(given));
    }
    Metric found = Metric.named(metric).orElseThrow(() -> unknown(metric));
    return of(found, parameters);
  }

  /** A row of the table with its parameters. */
  public static MetricCall of(Metric metric, Map<String, Value> parameters) {
    Map<String, Value> given = new HashMap<>(parameters);
    given.values().removeIf(Value.NONE::equals);
    Set<String> known =
        Stream.concat(
                metric.parameters().stream().map(MetricParameter::name),
                metric.weightedFormula().stream().map(weighted -> WEIGHTS))
            .collect(Collectors.toCollection(TreeSet::new));
    for (String name : given.keySet()) {
      if (!known.contains(name)) {
        throw NDArrayException.of(
            ErrorCode.NAME,
            "%s() got an unexpected keyword argument '%s'%s",
            metric.metricName(),
            name,
            known.isEmpty() ? "" : "; it has: " + String.join(", ", known));
      }
    }
    for (MetricParameter parameter : metric.parameters()) {
      if (parameter.fallback().isEmpty() && !given.containsKey(parameter.name())) {
        throw NDArrayException.of(
            ErrorCode.NAME,
            "%s() missing required argument '%s'",
            metric.metricName(),
            parameter.name());
      }
    }
    return special(metric, given);
  }

  /** Powers of 1, 2 and infinity have formulas of their own. */
  private static MetricCall special(Metric metric, Map<String, Value> given) {
    Value power = given.getOrDefault("p", Value.of(2.0));
    if (metric == Metric.MINKOWSKI && power instanceof Value.Scalar scalar) {
      double p = scalar.scalar().real();
      if (!(p > 0)) {
        throw NDArrayException.of(ErrorCode.VALUE, "p must be greater than 0");
      }
      Metric same =
          p == 1
              ? Metric.CITYBLOCK
              : p == 2
                  ? Metric.EUCLIDEAN
                  : Double.isInfinite(p) ? Metric.CHEBYSHEV : Metric.MINKOWSKI;
      if (same != metric) {
        Map<String, Value> rest = new HashMap<>(given);
        rest.remove("p");
        return of(same, rest);
      }
    }
    String formula =
        given.containsKey(WEIGHTS)
            ? metric.weightedFormula().orElse(metric.formula())
            : metric.formula();
    return new MetricCall(Optional.of(metric), formula, Map.copyOf(given));
  }

  private static NDArrayException unknown(String name) {
    List<String> near =
        Stream.of(Metric.values())
            .map(Metric::metricName)
            .filter(known -> Spelling.distance(name.toLowerCase(Locale.ROOT), known) <= 2)
            .toList();
    return NDArrayException.of(
        ErrorCode.NAME,
        "Unknown Distance Metric: %s%s",
        name,
        near.isEmpty() ? "" : "; this library has: " + String.join(", ", near));
  }

  /**
   * The values for all pairs of rows.
   *
   * @param x of shape {@code (m, d)}
   * @param y of shape {@code (n, d)}
   * @return of shape {@code (m, n)}
   * @throws NDArrayException in SciPy's words where the shapes are others
   */
  public Expr pairs(Expr x, Expr y, Environment environment) {
    if (x.shape().rank() != 2 || y.shape().rank() != 2) {
      throw NDArrayException.of(
          ErrorCode.SHAPE,
          "%s must be a 2-dimensional array.",
          x.shape().rank() != 2 ? "XA" : "XB");
    }
    if (x.shape().extent(1) != y.shape().extent(1)) {
      throw NDArrayException.of(
          ErrorCode.SHAPE,
          "XA and XB must have the same number of columns (i.e. feature dimension.), not %d and %d",
          x.shape().extent(1),
          y.shape().extent(1));
    }
    List<Expr> inputs = converted(x, y);
    Expr a =
        View.index(inputs.get(0), List.of(Index.Range.ALL, new Index.NewAxis(), Index.Range.ALL));
    Map<String, Expr> all = Map.of("x", inputs.get(0), "y", inputs.get(1));
    Expr values = evaluate(a, inputs.get(1), all, environment);
    Shape pairs = Shape.of(x.shape().extent(0), y.shape().extent(0));
    if (values.shape().rank() > 2) {
      throw NDArrayException.of(
          ErrorCode.SHAPE,
          "the formula gives an array of %d axes for all pairs, not one number for each: reduce the"
              + " vectors' axis, as in .sum(-1)",
          values.shape().rank());
    }
    return values.shape().equals(pairs) ? values : View.broadcastTo(values, pairs);
  }

  /**
   * The value for two vectors, or for two arrays of vectors that broadcast but for the last axis.
   *
   * @throws NDArrayException where a parameter is missing that only many vectors would give
   */
  public Expr vectors(Expr a, Expr b, Environment environment) {
    List<Expr> inputs = converted(a, b);
    return evaluate(inputs.get(0), inputs.get(1), Map.of(), environment);
  }

  private List<Expr> converted(Expr a, Expr b) {
    DType dtype =
        switch (metric.map(Metric::input).orElse(Metric.Input.AS_GIVEN)) {
          case BOOL -> DType.BOOL;
          case FLOATING -> {
            DType both = Promotion.promote(a.dtype(), b.dtype());
            yield both.isFloat() ? both : DType.FLOAT64;
          }
          case AS_GIVEN -> Promotion.promote(a.dtype(), b.dtype());
        };
    return List.of(Convert.of(a, dtype), Convert.of(b, dtype));
  }

  private Expr evaluate(Expr a, Expr b, Map<String, Expr> all, Environment environment) {
    long features = a.shape().extent(a.shape().rank() - 1);
    if (metric.equals(Optional.of(Metric.HAVERSINE)) && features != 2) {
      throw NDArrayException.of(
          ErrorCode.SHAPE, "Haversine distance only valid in 2 dimensions, not in %d", features);
    }
    Formulas formulas = environment.formulas();
    Map<String, Value> names = new HashMap<>();
    names.put("a", ArrayValue.array(a));
    names.put("b", ArrayValue.array(b));
    if (metric.isPresent()) {
      all.forEach((name, array) -> names.put(name, ArrayValue.array(array)));
    } else {
      requireNames(formulas);
    }
    for (MetricParameter parameter : metric.map(Metric::parameters).orElse(List.of())) {
      String name = parameter.name();
      if (!parameters.containsKey(name)) {
        if (parameter.isOfData() && all.isEmpty()) {
          throw NDArrayException.of(
              ErrorCode.NAME,
              "%s() missing required argument '%s'",
              metric.map(Metric::metricName).orElse(formula),
              name);
        }
        names.put(name, formulas.evaluate(parameter.fallback().orElseThrow(), names));
      }
    }
    parameters.forEach((name, value) -> names.put(name, parameter(name, value, a, environment)));
    Value value = formulas.evaluate(formula, names);
    if (!(value instanceof ArrayValue array)) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "A metric must give an array, not a value of type '%s'",
          value.typeName());
    }
    return array.expr();
  }

  /** Refuses a formula of the user's own that names other parameters than those it is given. */
  private void requireNames(Formulas formulas) {
    Set<String> named = formulas.names(formula);
    Set<String> wanted = new TreeSet<>(named);
    wanted.removeAll(VECTORS);
    wanted.removeIf(name -> !parameters.containsKey(name) && isWord(name));
    for (String name : new TreeSet<>(parameters.keySet())) {
      if (VECTORS.contains(name)) {
        throw NDArrayException.of(
            ErrorCode.NAME, "'%s' is one of the vectors and cannot be a parameter", name);
      }
      if (!named.contains(name)) {
        throw NDArrayException.of(
            ErrorCode.NAME,
            "the formula has no parameter '%s'%s",
            name,
            wanted.isEmpty() ? "" : "; it has: " + String.join(", ", wanted));
      }
    }
    for (String name : wanted) {
      if (!parameters.containsKey(name)) {
        throw NDArrayException.of(
            ErrorCode.NAME,
            "name '%s' is not defined: the vectors are a and b, and '%s' is not given as a"
                + " parameter",
            name,
            name);
      }
    }
  }

  private static boolean isWord(String name) {
    return Language.numpy(name).isPresent() || Language.builtin(name).isPresent();
  }

  /**
   * A parameter as the formula needs it: a number, or an array, of floats in the dtype of the
   * vectors.
   */
  private Value parameter(String name, Value value, Expr a, Environment environment) {
    if (value instanceof Value.Scalar) {
      return value;
    }
    Expr array = Conversions.toArray(value, environment).expr();
    if (metric.isEmpty()) {
      boolean bothFloat = array.dtype().isFloat() && a.dtype().isFloat();
      return ArrayValue.array(bothFloat ? Convert.of(array, a.dtype()) : array);
    }
    long features = a.shape().extent(a.shape().rank() - 1);
    boolean fits = LongStream.of(array.shape().extents()).allMatch(e -> e == features);
    if (!fits || array.shape().rank() > 2) {
      throw NDArrayException.of(
          ErrorCode.SHAPE,
          "%s must have one element for each of the %d columns, not the shape %s",
          name,
          features,
          array.shape());
    }
    return ArrayValue.array(Convert.of(array, a.dtype().isFloat() ? a.dtype() : DType.FLOAT64));
  }
}
