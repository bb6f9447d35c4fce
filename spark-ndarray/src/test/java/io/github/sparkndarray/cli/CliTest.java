package io.github.sparkndarray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.expr.Literal;
import io.github.sparkndarray.shape.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line, but for what explains. */
class CliTest extends CommandLineTest {
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
    assertThat(err()).contains("Cannot use --param p=x: it takes numbers, true or false");
    assertThat(run("pairwise", "--left", "a.csv", "--explain", "--farthest", "--most-similar"))
        .isEqualTo(2);
    assertThat(err()).contains("Give --farthest or --most-similar, not both.");
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
  void anErrorIsOneLineWithItsPlaceBelow() {
    assertThat(run("eval", "x = np.zeros(4)\nnp.zeros((2, 3)) + x")).isEqualTo(1);
    assertThat(out()).isEmpty();
    assertThat(err())
        .isEqualTo(
            """
            expression:2: operands could not be broadcast together with shapes (2,3) (4,)
            np.zeros((2, 3)) + x
                             ^
            """);
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
    assertThat(err()).startsWith("expression:1: name 'foo' is not defined\n").contains("\tat ");
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
    assertThat(err()).isEqualTo(file + ":2: name 'foo' is not defined\nfoo\n^^^\n");
  }

  @Test
  void keepsGoing(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("s.py");
    Files.writeString(file, "print(1)\nfoo\n# %%\nprint(2)\n1 / 0\nprint(3)\n");
    assertThat(run("run", "--keep-going", file.toString())).isEqualTo(1);
    assertThat(out()).isEqualTo("1\n2\n3\n");
    assertThat(err())
        .isEqualTo(
            file
                + ":2: name 'foo' is not defined\nfoo\n^^^\n"
                + file
                + ":5: division by zero\n1 / 0\n  ^\n");
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
}
