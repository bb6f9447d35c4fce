package io.github.sparkndarray.script.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.script.ScriptException;
import io.github.sparkndarray.script.parse.ScriptParser;
import org.junit.jupiter.api.Test;

/** What whole scripts print. */
class InterpreterTest {
  private final DirectHost host = new DirectHost();

  private String run(String... lines) {
    StringBuilder out = new StringBuilder();
    Interpreter interpreter = new Interpreter(host, new PrintedResults(host, out::append));
    interpreter.run(ScriptParser.parse("test.py", String.join("\n", lines)));
    return out.toString();
  }

  @Test
  void printsTheNotebooksFirstCells() {
    assertThat(
            run(
                "import numpy as np",
                "A = np.array([[1, 2, 3], [4, 5, 6]])",
                "B = np.array([[7, 8, 9], [10, 11, 12]])",
                "print(A + B)",
                "print(A * B)",
                "# %%",
                "a = np.array([1, 2, 3]); b = 2",
                "a + b"))
        .isEqualTo(
            """
            [[ 8 10 12]
             [14 16 18]]
            [[ 7 16 27]
             [40 55 72]]
            array([3, 4, 5])
            """);
  }

  @Test
  void echoesNumPyScalarsAndPrintsNumbers() {
    assertThat(run("x = np.arange(4.0)", "print(x.sum())", "x.sum()"))
        .isEqualTo("6.0\nnp.float64(6.0)\n");
  }
}
