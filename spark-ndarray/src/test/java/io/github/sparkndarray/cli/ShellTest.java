package io.github.sparkndarray.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.script.ScriptHost;
import io.github.sparkndarray.script.run.DirectHost;
import io.github.sparkndarray.script.run.Interpreter;
import io.github.sparkndarray.script.run.PrintedResults;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ShellTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<String> errors = new ArrayList<>();
  private final AtomicInteger cancelled = new AtomicInteger();
  private ScriptHost host = new DirectHost();

  @TempDir Path folder;

  private Interpreter interpreter() {
    return new Interpreter(host, new PrintedResults(host, text -> stream().print(text)));
  }

  private PrintStream stream() {
    return new PrintStream(out, true, StandardCharsets.UTF_8);
  }

  private boolean run(Interpreter interpreter, ShellInput input) throws Exception {
    FakeSession session = new FakeSession(host, () -> {}, cancelled::incrementAndGet);
    try (input) {
      return new Shell(session, interpreter, stream(), e -> errors.add(e.getMessage())).run(input);
    }
  }

  private boolean runPiped(String... lines) throws Exception {
    byte[] text = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    return run(interpreter(), new PipedInput(new ByteArrayInputStream(text)));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void valuesOfExpressionsAreShownAsPythonsPromptShowsThem() throws Exception {
    assertThat(
            runPiped(
                "import numpy as np",
                "x = np.arange(6).reshape(2, 3)",
                "x",
                "x.sum()",
                "'a\\tb'",
                "None",
                "x + 1;",
                "1.5, [True]",
                "print('done')"))
        .isTrue();
    assertThat(out())
        .isEqualTo(
            """
            array([[0, 1, 2],
                   [3, 4, 5]])
            np.int64(15)
            'a\\tb'
            (1.5, [True])
            done
            """);
    assertThat(errors).isEmpty();
  }

  @Test
  void inputGoesOnUntilItIsWhole() throws Exception {
    runPiped("(1 +", "", "  2)", "y = 1 + \\", "  2", "y", "'''a", "b'''", "[", "3", "]");
    assertThat(out()).isEqualTo("3\n3\n'a\\nb'\n[3]\n");
    assertThat(errors).isEmpty();
  }

  @Test
  void anErrorIsOneLineAndTheSessionGoesOn() throws Exception {
    assertThat(runPiped("x = np.arange(3)", "x + np.arange(4)", "y +", "zz", "x.sum()")).isFalse();
    assertThat(errors)
        .containsExactly(
            "<input>:1: operands could not be broadcast together with shapes (3,) (4,)",
            "<input>:1:4: invalid syntax",
            "<input>:1: name 'zz' is not defined");
    assertThat(out()).isEqualTo("np.int64(3)\n");
  }

  @Test
  void whatIsNeverWholeIsAnErrorAtTheEnd() throws Exception {
    assertThat(runPiped("x = (1,")).isFalse();
    assertThat(errors).containsExactly("<input>:1:5: '(' was never closed");
  }

  @Test
  void exitLeaves() throws Exception {
    assertThat(runPiped("1", "exit()", "2")).isTrue();
    assertThat(out()).isEqualTo("1\n");
  }

  @Test
  void helpGoesByTheTables() throws Exception {
    runPiped("x = np.ones((2, 3))", "?np.asin", "x.sum?", "?x", "%who", "?np.nothing");
    assertThat(out())
        .isEqualTo(
            """
            np.asin(x, /, out=None, *, where=True, dtype=None, casting='same_kind')
              element by element; computes in floating point: integers become float64
              the same as np.arcsin
              only NumPy has: order
              https://numpy.org/doc/stable/reference/generated/numpy.arcsin.html
            x.sum(axis=None, dtype=None, keepdims=False, initial=None, where=None)
              only NumPy has: out
              https://numpy.org/doc/stable/reference/generated/numpy.sum.html
            x: numpy.ndarray of shape (2, 3), float64
            x: numpy.ndarray of shape (2, 3), float64
            """);
    assertThat(errors).containsExactly("module 'numpy' has no attribute 'nothing'");
  }

  @Test
  void explainShowsThePlan() throws Exception {
    runPiped(
        "x = np.arange(10)",
        "%explain np.sqrt(x).sum()",
        "%explain 1",
        "%timeit -n1 -r1 x",
        "%foo x");
    assertThat(out()).contains("sum_i(sqrt(", "per loop (mean ± std. dev. of 1 run, 1 loop each)");
    assertThat(errors)
        .containsExactly(
            "Cannot explain '1': there is no array in its value",
            "'%foo' is no command here; there are %%timeit, %explain, %timeit, %who");
  }

  @Test
  void namesAreCompleted() throws Exception {
    Interpreter interpreter = interpreter();
    byte[] text = "xyz = np.ones(2)\nxyw = 1\n".getBytes(StandardCharsets.UTF_8);
    run(interpreter, new PipedInput(new ByteArrayInputStream(text)));
    NameCompleter completer = new NameCompleter(interpreter);
    assertThat(completer.completions("xy")).containsExactly("xyw", "xyz");
    assertThat(completer.completions("prin")).containsExactly("print");
    assertThat(completer.completions("np.arcs")).containsExactly("np.arcsin", "np.arcsinh");
    assertThat(completer.completions("np.linalg.nor")).containsExactly("np.linalg.norm");
    assertThat(completer.completions("nd.top")).containsExactly("nd.topk");
    assertThat(completer.completions("xyz.resh")).containsExactly("xyz.reshape");
    assertThat(completer.completions("xyz.sha")).containsExactly("xyz.shape");
    assertThat(completer.completions("%")).contains("%explain", "%timeit", "%who");
    assertThat(completer.completions("%ex")).containsExactly("%explain");
    assertThat(completer.completions("xyw.")).isEmpty();
    assertThat(completer.completions("nothing.x")).isEmpty();
  }

  @Test
  void aTerminalIsPromptedAndItsHistoryKept() throws Exception {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();
    byte[] typed = "x = np.arange(\n4)\nx.sum()\n".getBytes(StandardCharsets.UTF_8);
    Path history = folder.resolve("history");
    Interpreter interpreter = interpreter();
    Terminal terminal = new DumbTerminal(new ByteArrayInputStream(typed), screen);
    run(interpreter, new TerminalInput(terminal, new NameCompleter(interpreter), history));
    assertThat(out()).isEqualTo("np.int64(6)\n");
    assertThat(screen.toString(StandardCharsets.UTF_8)).isEqualTo(">>> >>> >>> ");
    assertThat(Files.readString(history)).contains("x = np.arange(\\n4)", "x.sum()");
  }

  @Test
  void tabCompletesANameAndLeavesWhatIsBeforeIt() throws Exception {
    byte[] typed =
        "print(np.lins\t(0, 1, 3))\r%ex\t 1\r7 %np.aran\t(3)\r".getBytes(StandardCharsets.UTF_8);
    Interpreter interpreter = interpreter();
    Terminal terminal =
        new ExternalTerminal(
            "test",
            "xterm",
            new ByteArrayInputStream(typed),
            new ByteArrayOutputStream(),
            StandardCharsets.UTF_8);
    Path history = folder.resolve("history");
    run(interpreter, new TerminalInput(terminal, new NameCompleter(interpreter), history));
    assertThat(Files.readString(history))
        .contains("print(np.linspace(0, 1, 3))", "%explain 1", "7 %np.arange(3)");
    assertThat(out()).startsWith("[0.  0.5 1. ]\n");
  }

  /** Ctrl-C while an array is computed: the thread that waits for it is interrupted. */
  @Test
  void whatRunsIsCancelledAndTheSessionIsKept() throws Exception {
    CountDownLatch computing = new CountDownLatch(1);
    ScriptHost direct = new DirectHost();
    host =
        (ScriptHost)
            Proxy.newProxyInstance(
                ScriptHost.class.getClassLoader(),
                new Class<?>[] {ScriptHost.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("compute") && computing.getCount() > 0) {
                    computing.countDown();
                    try {
                      Thread.sleep(TimeUnit.MINUTES.toMillis(1));
                    } catch (InterruptedException e) {
                      throw new NDArrayException(ErrorCode.CANCELLED, "interrupted", e);
                    }
                  }
                  return method.invoke(direct, arguments);
                });
    PipedOutputStream keys = new PipedOutputStream();
    Terminal terminal = new DumbTerminal(new PipedInputStream(keys), new ByteArrayOutputStream());
    Thread user =
        new Thread(
            () -> {
              try {
                keys.write("x = np.arange(3)\nx\n".getBytes(StandardCharsets.UTF_8));
                keys.flush();
                computing.await();
                terminal.raise(Terminal.Signal.INT);
                keys.write("x\n".getBytes(StandardCharsets.UTF_8));
                keys.close();
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    user.start();
    Interpreter interpreter = interpreter();
    Path history = folder.resolve("history");
    run(interpreter, new TerminalInput(terminal, new NameCompleter(interpreter), history));
    user.join();
    assertThat(errors).containsExactly("Cancelled");
    assertThat(cancelled).hasValueGreaterThanOrEqualTo(2);
    assertThat(out()).isEqualTo("array([0, 1, 2])\n");
  }
}
