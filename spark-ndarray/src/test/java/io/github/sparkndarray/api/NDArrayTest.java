package io.github.sparkndarray.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.execution.Progress;
import io.github.sparkndarray.execution.SparkAccess;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduction;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Java API on arrays so small that no Spark is needed. */
class NDArrayTest {
  private static final Map<String, String> STANDARD_NAMES =
      Map.ofEntries(
          Map.entry("absolute", "abs"),
          Map.entry("arcsin", "asin"),
          Map.entry("arccos", "acos"),
          Map.entry("arctan", "atan"),
          Map.entry("arctan2", "atan2"),
          Map.entry("arcsinh", "asinh"),
          Map.entry("arccosh", "acosh"),
          Map.entry("arctanh", "atanh"),
          Map.entry("power", "pow"),
          Map.entry("rint", "round"),
          Map.entry("invert", "bitwiseInvert"),
          Map.entry("left_shift", "bitwiseLeftShift"),
          Map.entry("right_shift", "bitwiseRightShift"));

  private final NDContext nd =
      new NDContext(
          SparkAccess.whenNeeded(
              () -> {
                throw new AssertionError("a small plan must not start Spark");
              }),
          Map.of(),
          Progress.NONE);

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"WHERE", "POSITIVE"})
  void everyOperatorHasAMethod(Operator operator) {
    String name = operator.numpyName();
    assertThat(methods()).contains(STANDARD_NAMES.getOrDefault(name, camelCase(name)));
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"SQUARED_DEVIATIONS", "ARGSMALLEST", "ARGLARGEST", "BINCOUNT"})
  void everyReductionHasAMethod(Reduction reduction) {
    assertThat(methods()).contains(reduction.numpyName());
  }

  private static Set<String> methods() {
    return Stream.of(NDArray.class.getMethods()).map(Method::getName).collect(Collectors.toSet());
  }

  private static String camelCase(String name) {
    StringBuilder camel = new StringBuilder();
    for (String word : name.split("_")) {
      camel.append(
          camel.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return camel.toString();
  }

  @Test
  void distancesBetweenThreePoints() {
    NDArray x = nd.array(new double[][] {{0, 0}, {3, 4}, {6, 8}});

    NDArray d = x.at(":, None, :").subtract(x).square().sum(-1).sqrt();

    assertThat(d.shape()).containsExactly(3, 3);
    assertThat(d.toDoubleArray()).containsExactly(0, 5, 10, 5, 0, 5, 10, 5, 0);
    assertThat(d.argmax(1).toLongArray()).containsExactly(2, 0, 0);
    assertThat(d.mean().item()).isEqualTo(40.0 / 9);
  }

  @Test
  void slicesAsObjectsAndAsText() {
    NDArray x = nd.arange(10);

    assertThat(x.at(Slice.of(null, null, -3)).toLongArray()).containsExactly(9, 6, 3, 0);
    assertThat(x.at("::-3").toLongArray()).containsExactly(9, 6, 3, 0);
    assertThat(x.at(Slice.index(-1), Slice.newAxis()).shape()).containsExactly(1);
  }

  @Test
  void arraysAreArranged() {
    NDArray x = nd.array(3L, 1L, 2L, 1L);

    assertThat(x.sort(0).toLongArray()).containsExactly(1, 1, 2, 3);
    assertThat(x.argsort(0).toLongArray()).containsExactly(1, 3, 2, 0);
    assertThat(x.uniqueValues().toLongArray()).containsExactly(1, 2, 3);
    assertThat(x.cumulativeSum(0).toLongArray()).containsExactly(3, 4, 6, 7);
    assertThat(x.take(nd.array(-1L, 0L), 0).toLongArray()).containsExactly(1, 3);
    assertThat(x.at(x.greater(1.0)).toLongArray()).containsExactly(3, 2);
    assertThat(x.reshape(2, -1).matmul(x.reshape(2, 2)).toLongArray()).containsExactly(11, 4, 8, 3);
    assertThat(nd.concat(0, x, x).roll(1, 0).toLongArray()).containsExactly(1, 3, 1, 2, 1, 3, 1, 2);
    assertThat(nd.einsum("i,i", x, x).item()).isEqualTo(15);
    assertThat(x.median().item()).isEqualTo(1.5);
    assertThatThrownBy(() -> x.take(nd.array(4L), 0))
        .hasMessage("index 4 is out of bounds for axis 0 with size 4");
  }

  @Test
  void numbersBesideArraysAreWeak() {
    NDArray x = nd.array(1.0, 2.0).astype("float32");

    assertThat(x.multiply(2.0).dtype()).isEqualTo(DType.FLOAT32);
    assertThat(nd.arange(3).add(1L).dtype()).isEqualTo(DType.INT64);
    assertThat(nd.arange(3).add(0.5).dtype()).isEqualTo(DType.FLOAT64);
  }

  @Test
  void severalResultsInOnePass() {
    NDArray x = nd.array(3L, 1L, 2L);

    List<NDArray> results = nd.compute(x.min(), x.max(), x.argmin());

    assertThat(results).extracting(NDArray::item).containsExactly(1.0, 3.0, 1.0);
  }

  @Test
  void numpysOwnRandomNumbers() {
    // np.random.default_rng(42).random(2)
    assertThat(nd.random(42, 2).toDoubleArray())
        .containsExactly(0.7739560485559633, 0.4388784397520523);
  }

  @Test
  void writesAndReads(@TempDir Path folder) {
    String path = folder.resolve("x.npy").toString();

    nd.arange(6).write(path);

    assertThat(nd.read(path).sum().item()).isEqualTo(15);
    assertThat(folder.toFile().list()).containsExactly("x.npy");
  }

  @Test
  void aFailedWriteLeavesTheOldFile(@TempDir Path folder) throws Exception {
    Path path = folder.resolve("x.npy");
    nd.arange(3).write(path.toString());
    byte[] before = Files.readAllBytes(path);
    NDArray failing = nd.arange(3).pow(nd.arange(3).subtract(2));

    assertThatThrownBy(() -> failing.write(path.toString()))
        .isInstanceOf(NDArrayException.class)
        .hasMessageContaining("Integers to negative integer powers are not allowed.");

    assertThat(Files.readAllBytes(path)).isEqualTo(before);
    assertThat(folder.toFile().list()).containsExactly("x.npy");
  }

  @Test
  void mistakesAreReportedWhereTheyAreMade() {
    assertThatThrownBy(() -> nd.zeros(2, 3).add(nd.zeros(4)))
        .isInstanceOf(NDArrayException.class)
        .hasMessage("operands could not be broadcast together with shapes (2,3) (4,)");
    assertThatThrownBy(() -> nd.zeros(2, 3).sum(2))
        .hasMessage("axis 2 is out of bounds for array of dimension 2");
    assertThatThrownBy(() -> nd.zeros(3).at("3"))
        .hasMessageContaining("index 3 is out of bounds for axis 0 with size 3");
    assertThatThrownBy(() -> nd.zeros(2).item())
        .hasMessage("can only convert an array of size 1 to a Python scalar");
  }
}
