package io.github.sparkndarray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.expr.Literal;
import io.github.sparkndarray.script.run.DirectHost;
import io.github.sparkndarray.shape.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command line over a session that evaluates in memory. */
class CliTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final DirectHost host = new DirectHost();
  private final List<SessionFactory.Options> opened = new ArrayList<>();
  private int closed;

  private int run(String... arguments) {
    return Cli.run(
        arguments,
        options -> {
          opened.add(options);
          return new FakeSession(host, () -> closed++, () -> {});
        },
        (session, print) -> print.println("the demo"),
        new PrintStream(out, false, StandardCharsets.UTF_8),
        new PrintStream(err, false, StandardCharsets.UTF_8));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void evalPrintsAValueAsPrintDoes() {
    assertThat(run("eval", "np.arange(6).sum()")).isZero();
    assertThat(out()).isEqualTo("15\n");
    assertThat(err()).isEmpty();
    assertThat(closed).isEqualTo(1);
  }

  @Test
  void pairwiseIsToldWhereItsPairsGo() {
    assertThat(run("pairwise", "--left", "a.csv", "--k", "5")).isEqualTo(2);
    assertThat(err()).contains("Give --output for the pairs, or --explain.");
    assertThat(run("pairwise", "--left", "a.csv", "--output", "b.txt")).isEqualTo(1);
    assertThat(err())
        .contains("Cannot write b.txt: the format goes by the ending, .parquet or .csv");
    assertThat(run("pairwise", "--left", "a.csv", "--output", "b.csv", "--param", "p=x"))
        .isEqualTo(2);
    assertThat(err()).contains("Cannot use --param p=x: it takes a number, true or false");
    assertThat(closed).as("nothing was opened").isZero();
  }

  @Test
  void evalTakesSeveralStatementsAndExpressionsThatBeginWithAMinus() {
    assertThat(run("eval", "x = np.arange(3); x * 2")).isZero();
    assertThat(run("eval", "-np.ones(2)")).isZero();
    assertThat(run("eval", "-1")).isZero();
    assertThat(out()).isEqualTo("[0 2 4]\n[-1. -1.]\n-1\n");
  }

  @Test
  void evalKnowsInputsByTheirNames() {
    host.files().put("points.npy", new Literal(HostArray.ofDoubles(Shape.of(2), 1.5, 2.5)));
    assertThat(run("eval", "X.sum() + Y[0]", "--in", "X=points.npy", "--in", "Y=points.npy"))
        .isZero();
    assertThat(out()).isEqualTo("5.5\n");
  }

  @Test
  void evalWritesItsValue() {
    assertThat(run("eval", "np.arange(3)", "--out", "out.npy")).isZero();
    assertThat(out()).isEmpty();
    assertThat(host.files()).containsKey("out.npy");
  }

  @Test
  void anErrorIsOneLineWithoutItsPlace() {
    assertThat(run("eval", "np.zeros((2, 3)) + np.zeros(4)")).isEqualTo(1);
    assertThat(out()).isEmpty();
    assertThat(err())
        .isEqualTo(
            "spark-ndarray: operands could not be broadcast together with shapes (2,3) (4,)\n");
    assertThat(closed).isEqualTo(1);
  }

  @Test
  void aMissingInputIsOneLine() {
    assertThat(run("eval", "X", "--in", "X=missing.npy")).isEqualTo(1);
    assertThat(err())
        .isEqualTo("spark-ndarray: [Errno 2] No such file or directory: 'missing.npy'\n");
  }

  @Test
  void verboseShowsTheStackTrace() {
    assertThat(run("eval", "foo", "--verbose")).isEqualTo(1);
    assertThat(err()).startsWith("spark-ndarray: name 'foo' is not defined\n").contains("\tat ");
    assertThat(opened.get(0).verbose()).isTrue();
  }

  @Test
  void aSyntaxErrorOpensNoSession() {
    assertThat(run("eval", "1 + * 2")).isEqualTo(1);
    assertThat(err())
        .isEqualTo(
            """
            expression:1:5: invalid syntax
            1 + * 2
                ^
            """);
    assertThat(opened).isEmpty();
  }

  @Test
  void optionsReachTheSession() {
    assertThat(run("--master", "local[1]", "eval", "1", "--conf", "a=b", "--conf", "c=d=e"))
        .isZero();
    assertThat(opened)
        .containsExactly(
            new SessionFactory.Options("local[1]", Map.of("a", "b", "c", "d=e"), false));
  }

  @Test
  void theDefaultMasterIsLocal() {
    run("demo");
    assertThat(opened.get(0).master()).isEqualTo("local[*]");
    assertThat(out()).isEqualTo("the demo\n");
  }

  @Test
  void helpAndVersionOpenNoSession() {
    assertThat(run("--help")).isZero();
    assertThat(out()).contains("demo", "eval", "run", "explain", "shell");
    assertThat(run("eval", "--help")).isZero();
    assertThat(out()).contains("--in=NAME=PATH", "--master=URL");
    assertThat(run("--version")).isZero();
    assertThat(out()).contains("spark-ndarray ");
    assertThat(err()).isEmpty();
    assertThat(opened).isEmpty();
  }

  @Test
  void wrongUsageIsStatusTwo() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("evaluate")).isEqualTo(2);
    assertThat(run("eval")).isEqualTo(2);
    assertThat(run("eval", "1", "2")).isEqualTo(2);
    assertThat(run("eval", "1", "--in", "X")).isEqualTo(2);
    assertThat(run("eval", "1", "--in", "np=x.npy")).isEqualTo(2);
    assertThat(run("explain", "1", "--format", "png")).isEqualTo(2);
    assertThat(run("explain", "1", "--array", "nd=3")).isEqualTo(2);
    assertThat(run("run")).isEqualTo(2);
    assertThat(opened).isEmpty();
    assertThat(out()).isEmpty();
    assertThat(err())
        .contains("spark-ndarray: Give a command.\nTry 'spark-ndarray --help'.\n")
        .contains("Try 'spark-ndarray eval --help'.\n")
        .contains("Cannot use 'np' in --in np=x.npy: it is no free name")
        .contains("Cannot use 'nd' in --array nd=3: it is no free name");
  }

  @Test
  void runsAScript(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("s.py");
    Files.writeString(file, "x = np.arange(3)\nprint(x)\n# %%\nx.sum()\n");
    assertThat(run("run", file.toString())).isZero();
    assertThat(out()).isEqualTo("[0 1 2]\nnp.int64(3)\n");
  }

  @Test
  void stopsAtTheFirstFailedStatement(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("s.py");
    Files.writeString(file, "print(1)\nfoo\nprint(2)\n");
    assertThat(run("run", file.toString())).isEqualTo(1);
    assertThat(out()).isEqualTo("1\n");
    assertThat(err()).isEqualTo(file + ":2: name 'foo' is not defined\n");
  }

  @Test
  void keepsGoing(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("s.py");
    Files.writeString(file, "print(1)\nfoo\n# %%\nprint(2)\n1 / 0\nprint(3)\n");
    assertThat(run("run", "--keep-going", file.toString())).isEqualTo(1);
    assertThat(out()).isEqualTo("1\n2\n3\n");
    assertThat(err())
        .isEqualTo(file + ":2: name 'foo' is not defined\n" + file + ":5: division by zero\n");
  }

  @Test
  void aSyntaxErrorIsReportedBeforeAnyStatementRuns(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("s.py");
    Files.writeString(file, "print(1)\nfor i in x:\n");
    assertThat(run("run", "--keep-going", file.toString())).isEqualTo(1);
    assertThat(out()).isEmpty();
    assertThat(err())
        .isEqualTo(
            file
                + ":2:1: 'for' is not in this language: loops and comprehensions are written as"
                + " operations on whole arrays\nfor i in x:\n^\n");
    assertThat(opened).isEmpty();
  }

  @Test
  void writesTimingsAsJsonLines(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("s.py");
    Path timings = folder.resolve("t.json");
    Files.writeString(file, "x = 1; y = 2\n\nprint(\n  \"a\")\nfoo\n");
    assertThat(run("run", file.toString(), "--timings", timings.toString())).isEqualTo(1);
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(timings)) {
      lines.add(new ObjectMapper().readTree(line));
    }
    assertThat(lines.stream().map(line -> line.get("line").intValue())).containsExactly(1, 1, 3, 5);
    assertThat(lines.stream().map(line -> line.get("statement").textValue()))
        .containsExactly("x = 1", "y = 2", "print(\n  \"a\")", "foo");
    assertThat(lines).allMatch(line -> line.get("seconds").doubleValue() >= 0 && line.size() == 3);
  }

  @Test
  void timingsThatCannotBeWrittenStopBeforeTheScript(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("s.py");
    Files.writeString(file, "print(1)");
    assertThat(run("run", file.toString(), "--timings", folder.toString())).isEqualTo(1);
    assertThat(out()).isEmpty();
    assertThat(err()).startsWith("spark-ndarray: Cannot write " + folder);
  }

  @Test
  void aScriptThatIsNotThere(@TempDir Path folder) {
    String file = folder.resolve("missing.py").toString();
    assertThat(run("run", file)).isEqualTo(1);
    assertThat(run("run", folder.toString())).isEqualTo(1);
    assertThat(err())
        .isEqualTo(
            "spark-ndarray: Cannot read "
                + file
                + ": there is no such file\nspark-ndarray: Cannot read "
                + folder
                + ": it is a folder\n");
  }

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
