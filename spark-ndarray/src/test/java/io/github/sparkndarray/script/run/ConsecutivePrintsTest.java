package io.github.sparkndarray.script.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.script.ScriptException;
import io.github.sparkndarray.script.ScriptHost;
import io.github.sparkndarray.script.parse.Script.Step;
import io.github.sparkndarray.script.parse.ScriptParser;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prints that follow one another and share work are computed in one pass. */
class ConsecutivePrintsTest {
  private static final String LOST = "the work is lost";

  private final DirectHost host = new DirectHost();
  private final StringBuilder out = new StringBuilder();

  private void run(ScriptHost on, Progress progress, String script) {
    new Interpreter(on, new PrintedResults(on, out::append))
        .run(ScriptParser.parse("test.py", script), progress);
  }

  /** How often something is computed; each line ends where there is a slash. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          print(x.min()) / print(x.max()) / print(x.sum())                | 1 | 0/5/15/
          print('least', x.min()) / print('of', 6) / print((x + x).sum()) | 1 | least 0/of 6/30/
          print('first') / print(x.min())                                 | 1 | first/0/
          print(x.min()) / print(y.sum())                                 | 2 | 0/6.0/
          print(x.min()) / z = x * 2 / print(z.max())                     | 2 | 0/10/
          print(x.min()) / x += 1 / print(x.min())                        | 2 | 0/1/
          print(x.min()) / # %% / print(x.max())                          | 2 | 0/5/
          print(x.min()) / np.save('f', x) / print(x.max())               | 2 | 0/5/
          print(x.min()) / x.max()                                        | 2 | 0/np.int64(5)/
          print(x.min(), end=' ') / print(x, sep='-')                     | 1 | 0 [0 1 2 3 4 5]/
          print(x.min()); print(x.max())                                  | 1 | 0/5/
          print(f'{x.min()} to {x.max():.1f}') / print('sum %d' % x.sum()) | 1 | 0 to 5.0/sum 15/
          print(f'{x.min()}', '{:>3}'.format(x.max())) / print(str(x))    | 1 | 0   5/[0 1 2 3 4 5]/
          s = f'{x.min()} to {x.max()}' / print(s)                        | 1 | 0 to 5/
          print(x/3) / np.set_printoptions(precision=1) / print(x/3)      | 2 | \
          [0.         0.33333333 0.66666667 1.         1.33333333 1.66666667]/[0.  0.3 0.7 1.  1.3 1.7]/
          """)
  void computeTogether(String script, int passes, String printed) {
    run(
        host,
        Progress.SILENT,
        "x = np.arange(6); y = np.arange(4.0)\n" + script.replace(" / ", "\n"));
    assertThat(out.toString()).isEqualTo(printed.replace("/", "\n"));
    assertThat(host.computed()).hasSize(passes);
  }

  @Test
  void areComputedAloneWhereEachIsTimed() {
    run(
        host,
        new Progress() {
          @Override
          public boolean eachAlone() {
            return true;
          }
        },
        "x = np.arange(6)\nprint(x.min())\nprint(x.max())");
    assertThat(out.toString()).isEqualTo("0\n5\n");
    assertThat(host.computed()).hasSize(2);
  }

  /** Of those that cannot be computed together, each fails by itself. */
  @Test
  void failWhereEachOfThemFails() {
    List<String> heard = new ArrayList<>();
    run(
        failing(),
        new Progress() {
          @Override
          public void finished(Step step) {
            heard.add("end " + step.line());
          }

          @Override
          public void failed(Step step, ScriptException error) {
            heard.add(error.getMessage() + error.excerpt());
          }
        },
        "x = np.arange(6)\nprint(x.min())\nprint(x * 2)\nprint(x.max())\nprint(x.max(), w)\nx = 5");
    assertThat(out.toString()).isEqualTo("0\n5\n");
    assertThat(heard)
        .containsExactly(
            "end 1",
            "end 2",
            "test.py:3: " + LOST + "[print(x * 2), ^^^^^^^^^^^^]",
            "end 4",
            "test.py:5: name 'w' is not defined[print(x.max(), w),                ^]",
            "end 6");
  }

  @Test
  void stopAtTheFirstThatFails() {
    assertThatThrownBy(
            () ->
                run(
                    failing(),
                    Progress.SILENT,
                    "x = np.arange(6)\nprint(x.min())\nprint(x * 2)\nprint(x.max(), w)"))
        .hasMessage("test.py:3: " + LOST);
    assertThat(out.toString()).isEqualTo("0\n");
  }

  /** A host that computes numbers, but no arrays. */
  private ScriptHost failing() {
    return (ScriptHost)
        Proxy.newProxyInstance(
            ScriptHost.class.getClassLoader(),
            new Class<?>[] {ScriptHost.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("compute") && !areNumbers((List<?>) arguments[0])) {
                throw new NDArrayException(ErrorCode.VALUE, LOST);
              }
              try {
                return method.invoke(host, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static boolean areNumbers(List<?> arrays) {
    return arrays.stream().allMatch(array -> ((Expr) array).shape().rank() == 0);
  }
}
