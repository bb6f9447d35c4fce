package io.github.sparkndarray.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.execution.Progress;
import io.github.sparkndarray.execution.SparkAccess;
import io.github.sparkndarray.expr.Metric;
import io.github.sparkndarray.expr.MetricParameter;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pairwise metrics from Java; their values are tested by the conformance fixtures. */
class PairwiseTest {
  private static final int FEATURES = 2;

  private final NDContext nd =
      new NDContext(
          SparkAccess.whenNeeded(
              () -> {
                throw new AssertionError("A small plan must not start Spark");
              }),
          Map.of(),
          Progress.NONE);

  private final NDArray x = nd.array(new double[][] {{0, 0}, {3, 4}, {6, 8}});
  private final NDArray y = nd.array(new double[][] {{0, 0}, {0, 1}});

  @Test
  void givesAllPairs() {
    NDArray d = Pairwise.cdist(x, y, "euclidean");
    assertThat(d.shape()).containsExactly(3, 2);
    assertThat(d.toDoubleArray())
        .containsExactly(new double[] {0, 1, 5, Math.sqrt(18), 10, Math.sqrt(85)}, within(1e-15));
    assertThat(d.argmin(0).toLongArray()).containsExactly(0, 0);
  }

  @Test
  void takesParametersAsNumbersArraysAndDoubles() {
    assertThat(Pairwise.cdist(x, y, "minkowski", Map.of("p", 1)).toDoubleArray())
        .containsExactly(0, 1, 7, 6, 14, 13);
    Map<String, Object> weights = Map.of("w", new double[] {1, 2});
    assertThat(Pairwise.cdist(x, y, "cityblock", weights).toDoubleArray())
        .containsExactly(0, 2, 11, 9, 22, 20);
    assertThat(Pairwise.cdist(x, y, "cityblock", Map.of("w", nd.array(1.0, 2.0))).toDoubleArray())
        .containsExactly(0, 2, 11, 9, 22, 20);
    Map<String, Object> inverse = Map.of("VI", new double[][] {{1, 0}, {0, 4}});
    assertThat(Pairwise.cdist(x, y, "mahalanobis", inverse).at("0").toDoubleArray())
        .containsExactly(0, 2);
    assertThatThrownBy(
            () -> Pairwise.cdist(x, y, "mahalanobis", Map.of("VI", new double[][] {{1}, {}})))
        .hasMessage("Cannot use the parameter 'VI': its rows have different lengths");
  }

  @Test
  void takesAFormulaForAMetric() {
    assertThat(Pairwise.cdist(x, y, "abs(a - b).max(-1)").toDoubleArray())
        .containsExactly(0, 1, 4, 3, 8, 7);
    assertThat(Pairwise.cdist(x, y, "a.sum(-1)").toDoubleArray())
        .containsExactly(0, 0, 7, 7, 14, 14);
    assertThat(Pairwise.cdist(x, y, "b.sum(-1)").toDoubleArray()).containsExactly(0, 1, 0, 1, 0, 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(w * abs(a - b) ** p).sum(-1) ** (1 / p)",
        "w *= 2; d = abs(a - b); e = 1 / p; w = w / 2; np.sum(w * d ** p, axis=-1) ** e"
      })
  void takesParametersOfAFormula(String formula) {
    Map<String, Object> parameters = Map.of("p", 3, "w", new double[] {1, 2});
    assertThat(Pairwise.cdist(x, y, formula, parameters).toDoubleArray())
        .containsExactly(
            Pairwise.cdist(x, y, "minkowski", parameters).toDoubleArray(), within(1e-14));
    assertThat(
            Pairwise.cdist(
                    x, y, "(a @ turn * b).sum(-1)", Map.of("turn", new double[][] {{0, 1}, {1, 0}}))
                .toDoubleArray())
        .containsExactly(0, 0, 0, 3, 0, 6);
  }

  @Test
  void condensesAndExpands() {
    NDArray condensed = Pairwise.pdist(x, "euclidean");
    assertThat(condensed.toDoubleArray()).containsExactly(5, 10, 5);
    assertThat(Pairwise.squareform(condensed).toDoubleArray())
        .containsExactly(0, 5, 10, 5, 0, 5, 10, 5, 0);
    assertThat(Pairwise.kernels(x, y, "linear", Map.of()).toDoubleArray())
        .containsExactly(0, 0, 0, 4, 0, 8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "euclidian | | Unknown Distance Metric: euclidian; this library has: euclidean, seuclidean",
        "euclidean | p | euclidean() got an unexpected keyword argument 'p'; it has: w",
        "linear | w | linear() got an unexpected keyword argument 'w'",
        "mahalanobis | | mahalanobis() missing required argument 'VI'",
        "abs(a - c) | | name 'c' is not defined: the vectors are a and b, and 'c' is not given as a"
            + " parameter",
        "(abs(a - b) ** p).sum(-1) | q | the formula has no parameter 'q'; it has: p",
        "d = a - b; abs(d).sum(-1) | d | the formula has no parameter 'd'",
        "abs(a - b).sum(-1) | b | 'b' is one of the vectors and cannot be a parameter",
      })
  void refusesWhatItCannotCompute(String metric, String parameter, String message) {
    Map<String, Double> parameters = parameter == null ? Map.of() : Map.of(parameter, 1.0);
    assertThatThrownBy(() -> Pairwise.cdist(x, y, metric, parameters))
        .isInstanceOf(NDArrayException.class)
        .hasMessage(message);
  }

  @Test
  void refusesAPowerThatIsNotPositiveAndWeightsThatDoNotFit() {
    assertThatThrownBy(() -> Pairwise.cdist(x, y, "minkowski", Map.of("p", 0)))
        .hasMessage("p must be greater than 0");
    assertThatThrownBy(() -> Pairwise.cdist(x, y, "cosine", Map.of("w", new double[3])))
        .hasMessage("w must have one element for each of the 2 columns, not the shape (3,)");
  }

  /** Neither m × n × d elements anywhere, nor m × n ones where only a minimum is wanted. */
  @ParameterizedTest
  @EnumSource(Metric.class)
  void fusesIntoOnePass(Metric metric) {
    NDArray many = nd.random(1, 3001, FEATURES);
    NDArray others = nd.random(2, 2003, FEATURES);
    Map<String, NDArray> parameters = new HashMap<>();
    for (MetricParameter parameter : metric.parameters()) {
      if (parameter.fallback().isEmpty()) {
        parameters.put(parameter.name(), nd.random(3, FEATURES, FEATURES));
      }
    }
    String plan =
        nd.explain(Pairwise.cdist(many, others, metric.metricName(), parameters).argmin(1));
    assertThat(plan).contains("argmin").contains("for i in 3001 (parallel), j in 2003 (reduced)");
    assertThat(plan).doesNotContainPattern("(gives|makes|reads) .*\\(3001, 2003");
  }
}
