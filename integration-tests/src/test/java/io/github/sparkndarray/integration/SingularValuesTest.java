package io.github.sparkndarray.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.api.NDArray;
import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.execution.NDArraySettings;
import io.github.sparkndarray.execution.Progress;
import io.github.sparkndarray.execution.SparkAccess;
import io.github.sparkndarray.testing.SparkTest;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Singular values of matrices that many chunks have, and of many matrices in chunks. */
@SparkTest(
    conf = {
      TinyBlocks.NOTHING_ON_THE_DRIVER,
      TinyBlocks.NO_INTERMEDIATES_ON_THE_DRIVER,
      NDArraySettings.REDUCED_ELEMENTS + "=" + SingularValuesTest.ELEMENTS
    })
class SingularValuesTest {
  static final String ELEMENTS = "300";

  private static final String VALUES =
      """
      t = np.sin(np.arange(14000.0) ** 2).reshape(2000, 7)
      """;

  private final NDContext here =
      new NDContext(
          SparkAccess.whenNeeded(
              () -> {
                throw new AssertionError("A small plan must not start Spark");
              }),
          Map.of(NDArraySettings.REDUCED_ELEMENTS, ELEMENTS),
          Progress.NONE);

  /** Parts are decomposed wherever they are, and what is left of them is put together as here. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "np.linalg.svdvals(t)",
        "np.linalg.svdvals(t.T)",
        "np.linalg.svdvals(t.astype(np.float32))",
        "np.linalg.svdvals(t[:1000] - 1j * t[1000:])",
        "np.linalg.svdvals(t.reshape(4, 500, 7))",
        "np.linalg.svdvals(t.reshape(700, 4, 5))",
        "np.linalg.svdvals(t.reshape(20, 700))",
        "np.linalg.svdvals(t.reshape(50, 280)[:, :1])",
        "np.linalg.norm(t.reshape(7, 100, 20), 'nuc', axis=(1, 0))"
      })
  void haveTheSameBitsEverywhere(String work, SparkSession spark) {
    TaskCounter counter = TaskCounter.on(spark.sparkContext());
    double[] inCluster = NDContext.of(spark).eval(VALUES + work, Map.of()).toDoubleArray();
    assertThat(counter.tasks()).as(work).isGreaterThan(2);
    assertThat(inCluster).as(work).isEqualTo(here.eval(VALUES + work, Map.of()).toDoubleArray());
  }

  @Test
  void whatIsLeftOfPartsMovesAndNothingElse(SparkSession spark) {
    TaskCounter counter = TaskCounter.on(spark.sparkContext());
    NDContext nd = NDContext.of(spark);
    nd.eval(VALUES + "np.linalg.svdvals(t.reshape(700, 4, 5))", Map.of()).toDoubleArray();
    assertThat(counter.shuffledBytes()).as("of matrices in one chunk each").isZero();
    nd.eval("np.linalg.norm(np.arange(400000.0).reshape(200000, 2), 2)", Map.of()).item();
    assertThat(counter.shuffledBytes()).as("of 3.2 MB").isBetween(1L, 1_600_000L);
  }

  @Test
  void javaHasThem() {
    NDArray x = here.eval("np.array([[3.0, 4], [0, 5]])", Map.of());
    assertThat(x.svdvals().toDoubleArray())
        .containsExactly(new double[] {Math.sqrt(45), Math.sqrt(5)}, within());
    assertThat(x.nuclearNorm().toDoubleArray())
        .containsExactly(new double[] {Math.sqrt(45) + Math.sqrt(5)}, within());
    assertThat(x.matrixNorm(2).toDoubleArray())
        .containsExactly(new double[] {Math.sqrt(45)}, within());
    assertThat(x.matrixNorm(-1).toDoubleArray()).containsExactly(3);
    assertThat(x.vectorNorm(1).toDoubleArray()).containsExactly(12);
    assertThat(x.matrixRank().toLongArray()).containsExactly(2);
    assertThat(x.cond().toDoubleArray()).containsExactly(new double[] {3}, within());
  }

  private static Offset<Double> within() {
    return Offset.offset(1e-14);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "np.linalg.norm(np.zeros((5000, 3000)), 'nuc')",
        "np.linalg.svdvals(np.zeros((2, 3000, 5000)))",
        "np.linalg.norm(np.zeros((3000, 2, 5000)), 2, axis=(0, 2))"
      })
  void bothSidesTooLongAreRefused(String work) {
    assertThatThrownBy(() -> here.eval(work, Map.of()))
        .isInstanceOfSatisfying(
            NDArrayException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED))
        .hasMessageMatching(
            "(?s).*Cannot compute the singular values of float64 matrices of shape"
                + " \\((5000, 3000|3000, 5000)\\): the shorter side may have at most 2048 elements,"
                + " the longer one as many as there are.*");
  }

  @Test
  void complexOnesAreTwiceAsLong() {
    assertThatThrownBy(
            () -> here.eval("np.linalg.svdvals(np.zeros((1500, 1500), complex))", Map.of()))
        .hasMessageContaining("complex128")
        .hasMessageContaining("at most 1024 elements");
  }

  @Test
  void conditionsByInversesAreRefused() {
    assertThatThrownBy(() -> here.eval("np.linalg.cond(np.eye(2), -np.inf)", Map.of()))
        .hasMessageContaining(
            "Cannot compute condition numbers with p=-inf: inverses are not in this language");
  }
}
