package io.github.sparkndarray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code spark-ndarray explain}. */
class ExplainCommandTest extends CommandLineTest {
  @Test
  void explainsAnExpression() {
    assertThat(run("explain", "x = np.zeros((4, 5)); (x + 1, x.sum(0))")).isZero();
    assertThat(out())
        .startsWith("plan of 2 stages for 4 executors with 2 cores and 4.0 GiB each\n")
        .contains("stage 1  elementwise float64 (4, 5)\n", "stage 2  sum float64 (5,)\n");
    assertThat(host.computed()).isEmpty();
  }

  @Test
  void explainMeasuresWhatItRuns() throws IOException {
    assertThat(run("explain", "--measure", "np.zeros((4, 5)).sum(0)")).isZero();
    assertThat(out())
        .contains("                       projected    measured\n")
        .containsPattern("\n  time +\\d+ .s +1\\.3 s\n");
    out.reset();
    assertThat(run("explain", "--measure", "--format", "json", "np.zeros((4, 5)).sum(0)")).isZero();
    JsonNode stage = new ObjectMapper().readTree(out()).get("stages").get(0);
    assertThat(stage.get("measured").get("seconds").doubleValue()).isEqualTo(1.25);
  }

  @Test
  void explainMeasuresOnlyWhatIsThere() {
    String cluster = "executors=2,cores=1,memory=1g";
    assertThat(run("explain", "--measure", "np.ones(3)", "--cluster", cluster)).isEqualTo(2);
    assertThat(run("explain", "--measure", "X + 1", "--array", "X=3")).isEqualTo(2);
    assertThat(opened).isEmpty();
    assertThat(err().lines().filter(line -> line.contains("Cannot")))
        .hasSize(2)
        .containsOnly(
            "spark-ndarray: Cannot measure what is not there: leave out --measure, or"
                + " --cluster and --array");
  }

  @Test
  void theRangeOfAHistogramIsPartOfItsPlan() {
    String histogram = "np.histogram(np.linspace(0, 1, 5), bins=3)[0]";
    assertThat(run("explain", histogram)).isZero();
    assertThat(host.computed()).isEmpty();
    assertThat(out()).contains("min_", "max_", "bincount3_");
    assertThat(run("explain", "np.histogram(np.log(np.zeros(3)), bins=3)[0]")).isZero();
    assertThat(run("explain", "--measure", histogram)).isZero();
    assertThat(host.computed()).isNotEmpty();
  }

  @Test
  void explainShowsTheSourceOfKernels() {
    assertThat(run("explain", "--format", "codegen", "np.ones(3) * 2")).isZero();
    assertThat(out()).startsWith("// stage 1, nest 0\n").contains("class ");
  }

  private static final String SCRIPT =
      """
      x = np.zeros((4, 5))
      print(x, "and", 5, x.sum())
      print(5)
      %timeit x * 2
      np.save("out.npy", x)
      x.T
      """;

  @Test
  void explainsEachStatementOfAScriptThatComputes(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("s.py"), SCRIPT);
    assertThat(run("explain", file.toString())).isZero();
    assertThat(out().lines().filter(line -> line.startsWith("#") || line.startsWith("stage")))
        .containsExactly(
            "# line 2: print(x, \"and\", 5, x.sum())",
            "stage 1  elementwise float64 (4, 5)",
            "stage 2  sum float64 ()",
            "# line 4: %timeit x * 2",
            "stage 1  elementwise float64 (4, 5)",
            "# line 5: np.save(\"out.npy\", x)",
            "stage 1  elementwise float64 (4, 5)",
            "# line 6: x.T",
            "stage 1  elementwise float64 (5, 4)");
    assertThat(host.computed()).isEmpty();
    assertThat(host.files()).isEmpty();
  }

  @Test
  void explainMakesOneDocumentOfAScript(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("s.py"), SCRIPT);
    assertThat(run("explain", file.toString(), "--format", "json")).isZero();
    JsonNode plans = new ObjectMapper().readTree(out());
    assertThat(plans).hasSize(4);
    assertThat(plans.get(1).get("line").intValue()).isEqualTo(4);
    assertThat(plans.get(1).get("statement").textValue()).isEqualTo("%timeit x * 2");
    assertThat(plans.get(1).get("stages")).hasSize(1);

    out.reset();
    assertThat(run("explain", file.toString(), "--format", "svg")).isZero();
    assertThat(out())
        .startsWith("<svg ")
        .endsWith("</svg>\n")
        .contains("line 4: %timeit x * 2</text>", "line 6: x.T</text>");
  }

  @Test
  void refusesToExplainWhatIsNoArray() {
    assertThat(run("explain", "1 + 2")).isEqualTo(1);
    assertThat(err())
        .isEqualTo("spark-ndarray: Cannot explain '1 + 2': there is no array in its value\n");
  }

  @Test
  void explainPlansForAClusterAndArraysThatAreNotThere() throws IOException {
    assertThat(
            run(
                "explain",
                "((X[:, None, :] - Y) ** 2).sum(-1).argmin(1)",
                "--array",
                "X=1000000000x3",
                "--array",
                "Y=1000000x3:float32",
                "--format",
                "json",
                "--cluster",
                "executors=1000,cores=4,memory=16g,bandwidth=2.5g"))
        .isZero();
    JsonNode plan = new ObjectMapper().readTree(out());
    assertThat(plan.get("cluster").get("executors").intValue()).isEqualTo(1000);
    assertThat(plan.get("cluster").get("cores").intValue()).isEqualTo(4);
    assertThat(plan.get("cluster").get("executorBytes").longValue()).isEqualTo(16L << 30);
    assertThat(plan.get("cluster").get("bandwidth").doubleValue()).isEqualTo(2.5 * (1 << 30));
    JsonNode inputs = plan.get("stages").get(0).get("inputs");
    assertThat(inputs.findValuesAsText("name")).containsExactly("X", "Y");
    assertThat(inputs.findValuesAsText("type"))
        .containsExactly("float64 (1000000000, 3)", "float32 (1000000, 3)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "executors=1000 | cores is missing",
        "executors=1000,cores=4 | memory is missing",
        "executors=0,cores=4,memory=16g | executors is a number from 1 to 1000000",
        "executors=1000000,cores=1000,memory=1g | executors × cores = 1000000000: it must be at"
            + " most",
        "executors=4,cores=x,memory=16g | cores is a number from 1 to 1000",
        "executors=4,cores=4,memory=16 | memory is a size such as 512m, 16g or 1.25g",
        "executors=4,cores=4,memory=1g,bandwidth=fast | bandwidth is a size",
        "executors=4,executors=4,memory=1g | executors is given twice",
        "executors=4,cores=4,memory=1g,disk=1t | 'disk=1t' is no part of one",
        "1000x4x16g | '1000x4x16g' is no part of one"
      })
  void explainRefusesWhatIsNoCluster(String cluster, String reason) {
    assertThat(run("explain", "np.ones(3)", "--cluster", cluster)).isEqualTo(2);
    assertThat(err())
        .contains("Cannot plan for the cluster '" + cluster + "': " + reason)
        .contains("as in executors=1000,cores=4,memory=16g");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "X=(3,4) | it takes extents, and a dtype unless it is float64, as in 1000000x3:float32",
        "X=3:float128 | data type 'float128' not understood",
        "X=9000000000000000000000 | an extent is no long",
        "X=4000000000x4000000000 | Cannot make an array of shape (4000000000, 4000000000)"
      })
  void explainRefusesWhatIsNoArrayToPlanFor(String array, String reason) {
    assertThat(run("explain", "X + 1", "--array", array)).isEqualTo(2);
    assertThat(err()).contains("Cannot plan for --array " + array + ": " + reason);
  }
}
