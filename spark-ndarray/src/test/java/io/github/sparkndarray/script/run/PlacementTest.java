package io.github.sparkndarray.script.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.expr.DeliveryHint;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Hint;
import io.github.sparkndarray.expr.Literal;
import io.github.sparkndarray.expr.Persist;
import io.github.sparkndarray.expr.Rechunk;
import io.github.sparkndarray.script.ScriptException;
import io.github.sparkndarray.script.parse.ScriptParser;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.shape.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What scripts say about how arrays travel and are kept. */
class PlacementTest {
  private final DirectHost host = new DirectHost();
  private final StringBuilder out = new StringBuilder();
  private final Interpreter interpreter =
      new Interpreter(host, new PrintedResults(host, out::append));

  private Expr array(String expression) {
    return ((ArrayValue) interpreter.evaluate(ScriptParser.parse("test.py", expression))).expr();
  }

  private String printed(String script) {
    interpreter.run(ScriptParser.parse("test.py", script));
    return out.toString();
  }

  @Test
  void hintsAndChunks() {
    assertThat(((Hint) array("nd.hint(np.arange(6), 'Replicated')")).delivery())
        .isEqualTo(DeliveryHint.REPLICATED);
    assertThat(((Rechunk) array("nd.rechunk(np.zeros((60, 4)), (7, -1))")).chunkShape())
        .isEqualTo(Shape.of(7, 4));
    assertThat(((Rechunk) array("nd.rechunk(np.zeros(60), 7)")).chunkShape())
        .isEqualTo(Shape.of(7));
    assertThat(((Rechunk) array("nd.rechunk(np.zeros((60, 4)), '320B')")).chunkShape())
        .isEqualTo(Shape.of(10, 4));
  }

  @Test
  void theyHaveTheValuesOfTheirArrays() {
    assertThat(printed("x = nd.hint(np.arange(3), 'broadcast')\nprint(nd.persist(x * 2)[::-1])"))
        .isEqualTo("[4 2 0]\n");
    assertThat(array("nd.checkpoint(np.arange(3))")).isInstanceOf(Literal.class);
  }

  @Test
  void severalAreComputedTogether() {
    assertThat(
            printed(
                "x = np.arange(4.0)\n"
                    + "a, b, c = nd.compute(x * 2, x.sum(), x > 2)\n"
                    + "print(a, b, c[3])\n"
                    + "print(nd.compute(x - 1), nd.compute(3), nd.compute())"))
        .isEqualTo("[0. 2. 4. 6.] 6.0 True\n[-1.  0.  1.  2.] 3 ()\n");
    interpreter.run(ScriptParser.parse("test.py", "a, b = nd.compute(x * 2, x.sum())"));
    assertThat(array("a")).isInstanceOf(Literal.class);
    assertThat(((ArrayValue) interpreter.evaluate(ScriptParser.parse("test.py", "b"))).isScalar())
        .isTrue();
  }

  @Test
  void whatIsPersistedCanBeFreedOnce() {
    interpreter.run(ScriptParser.parse("test.py", "x = nd.persist(np.arange(3) + 1)"));
    Persist kept = (Persist) array("x");
    assertThat(kept.isWanted()).isTrue();
    interpreter.run(ScriptParser.parse("test.py", "nd.unpersist(x); nd.unpersist(x)"));
    assertThat(kept.isWanted()).isFalse();
    assertThat(host.computed()).as("nothing was computed for it").isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "nd.hint(np.zeros(3), 'fast') | Cannot hint 'fast': the hints are"
            + " 'broadcast', 'panels', 'replicated'",
        "nd.hint(np.zeros(3), 1) | hint() argument 'delivery' must be a string, not int",
        "nd.rechunk(np.zeros(3), (1, 2)) | Cannot cut an array of shape (3,) into chunks of (1, 2):"
            + " a chunk has one length for each axis",
        "nd.rechunk(np.zeros(3), 0.5) | 'float' object cannot be interpreted as an integer",
        "nd.rechunk(np.zeros(3), 'big') | Cannot read 'big' as a size: it is a number and one of B,"
            + " kB, MB, GB, KiB, MiB and GiB, such as '64MB'",
        "nd.unpersist(np.zeros(3)) | Cannot unpersist an array that was not persisted:"
            + " nd.persist(x) returns the array that is, x = nd.persist(x)",
      })
  void mistakesAreToldWhereTheyAreMade(String script, String message) {
    assertThatThrownBy(() -> array(script))
        .isInstanceOf(ScriptException.class)
        .hasMessageContaining("test.py:1")
        .hasMessageContaining(message);
  }
}
