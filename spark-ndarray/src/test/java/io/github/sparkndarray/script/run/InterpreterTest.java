package io.github.sparkndarray.script.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Generated;
import io.github.sparkndarray.expr.Generator;
import io.github.sparkndarray.expr.Literal;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.script.ReadOptions;
import io.github.sparkndarray.script.ScriptException;
import io.github.sparkndarray.script.parse.Script.Step;
import io.github.sparkndarray.script.parse.ScriptParser;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What running a script computes, prints, reads and writes. */
class InterpreterTest {
  private final DirectHost host = new DirectHost();
  private final StringBuilder out = new StringBuilder();
  private final Interpreter interpreter =
      new Interpreter(host, new PrintedResults(host, out::append));

  private String run(String... lines) {
    out.setLength(0);
    interpreter.run(ScriptParser.parse("test.py", String.join("\n", lines)));
    return out.toString();
  }

  private Expr array(String expression) {
    return ((ArrayValue) interpreter.evaluate(ScriptParser.parse("test.py", expression))).expr();
  }

  @Test
  void showsTheLastExpressionOfEachCell() {
    assertThat(
            run(
                "x = np.arange(3)", // shown: nothing, more follows in the cell
                "x",
                "x + 1",
                "# %%",
                "x.sum()",
                "# %%",
                "x;",
                "# %%",
                "y = 5",
                "# %%",
                "print('a')",
                "# %%",
                "'b'"))
        .isEqualTo("array([1, 2, 3])\nnp.int64(3)\na\n'b'\n");
  }

  @Test
  void computesNothingBeforeItIsNeeded() {
    run("x = np.random.random((1000, 1000, 1000))", "y = (x * 2).sum(axis=0)", "z = y.T[::2]");
    run("n = z.shape, z.dtype, z.nbytes, len(z), z.strides");
    run("x += 1; y *= y");
    assertThat(host.computed()).isEmpty();
  }

  @Test
  void printsAllArraysOfOneCallInOnePass() {
    assertThat(run("x = np.arange(3)", "print(x, x.sum(), (x, [x * 2]), 'text', x)"))
        .isEqualTo("[0 1 2] 3 (array([0, 1, 2]), [array([0, 2, 4])]) text [0 1 2]\n");
    assertThat(host.computed()).hasSize(1);
    assertThat(host.computed().get(0)).hasSize(3);
  }

  @Test
  void computesOnlyTheCornersThatItPrints() {
    run("x = np.arange(10**6)", "print(x * 2)");
    assertThat(host.computed()).hasSize(1);
    assertThat(host.computed().get(0).stream().map(Expr::shape))
        .containsExactly(Shape.of(3), Shape.of(3));
  }

  @Test
  void asksTheHostForNothingWhereThereIsNoArray() {
    assertThat(run("print(1 + 2, 'x', (1, 2.5), np.zeros((0, 3)))")).isEqualTo("3 x (1, 2.5) []\n");
    assertThat(host.computed()).isEmpty();
  }

  @Test
  void drawsNumPysNumbersOneAfterTheOther() {
    run("x = np.random.random((2, 3)); y = np.random.random(4)");
    Generator first = ((Generated) array("x")).generator();
    Generator second = ((Generated) array("y")).generator();
    assertThat(first).isNotEqualTo(second);

    run("rng = np.random.default_rng(1)", "a = rng.random((2, 2)); b = rng.random(3)");
    run("c = np.random.default_rng(1).random(7)");
    assertThat(run("print(b - c[4:], a[1, 1] - c[3])")).isEqualTo("[0. 0. 0.] 0.0\n");
  }

  @Test
  void drawsTheNumbersThatNumPyDraws() {
    // np.random.default_rng(1).random(3), np.random.default_rng(0).random((2, 2))
    assertThat(run("np.random.default_rng(1).random(3)"))
        .isEqualTo("array([0.51182162, 0.9504637 , 0.14415961])\n");
    assertThat(run("np.random.default_rng(0).random((2, 2))"))
        .isEqualTo("array([[0.63696169, 0.26978671],\n       [0.04097352, 0.01652764]])\n");
    assertThat(run("np.random.default_rng(1).random()")).isEqualTo("0.5118216247002567\n");
  }

  @Test
  void anArrayChangesUnderAllItsNamesAndInItsViews() {
    assertThat(
            run(
                "x = np.arange(6.0); y = x; v = x[::2]; w = v[None].T; t = (x, 1)",
                "x += 1",
                "y *= 2",
                "z = x + 0",
                "x -= 1",
                "print(x, y, v, w.shape, w.sum(), t, z)"))
        .isEqualTo(
            "[ 1.  3.  5.  7.  9. 11.] [ 1.  3.  5.  7.  9. 11.] [1. 5. 9.] (3, 1) 15.0"
                + " (array([ 1.,  3.,  5.,  7.,  9., 11.]), 1) [ 2.  4.  6.  8. 10. 12.]\n");
  }

  @Test
  void readsAndWrites() {
    host.files().put("in.npy", new Literal(HostArray.ofDoubles(Shape.of(2), 1, 2)));
    run(
        "np.save('a', np.arange(3))",
        "np.save(file='b.npy', arr=[1, 2])",
        "nd.write(np.load('in.npy') * 2, 'c.npy')",
        "t = nd.read('in.npy', columns=['p', 'q'])",
        "t = nd.read('in.npy', columns='p')");
    assertThat(host.files()).containsOnlyKeys("in.npy", "a.npy", "b.npy", "c.npy");
    assertThat(run("print(np.load('a.npy'), np.load('b.npy'), np.load('c.npy'))"))
        .isEqualTo("[0 1 2] [1 2] [2. 4.]\n");
    assertThat(host.readOptions())
        .contains(new ReadOptions(List.of("p", "q")), new ReadOptions(List.of("p")));
  }

  @Test
  void readsAndWritesArchives() {
    run("np.savez('a', np.arange(3), [1, 2], b=True)", "np.savez_compressed('c.npz', x=1.5)");
    assertThat(
            run(
                "z = np.load('a.npz')",
                "print(z, len(z), z.files, list(z), tuple(z.keys()))",
                "print(z['arr_0'], z['b.npy'], z.get('x', 7), 'b' in z, 'b.npy' in z, 3 not in z)",
                "print(list(z.items())[1], list(z.values()), np.load('c.npz')['x'])",
                "print(z.keys(), z.values(), len(z.items()), 'b' in z.keys(), ',"
                    + " '.join(z.keys()))"))
        .isEqualTo(
            """
            NpzFile 'a.npz' with keys: b, arr_0, arr_1 3 ['b', 'arr_0', 'arr_1'] \
            ['b', 'arr_0', 'arr_1'] ('b', 'arr_0', 'arr_1')
            [0 1 2] True 7 True True True
            ('arr_0', array([0, 1, 2])) [array(True), array([0, 1, 2]), array([1, 2])] 1.5
            KeysView(NpzFile 'a.npz' with keys: b, arr_0, arr_1) \
            ValuesView(NpzFile 'a.npz' with keys: b, arr_0, arr_1) 3 True b, arr_0, arr_1
            """);
    assertThat(run("np.savez('m', 1, 2, 3, 4, 5, 6)", "np.load('m.npz')"))
        .isEqualTo("NpzFile 'm.npz' with keys: arr_0, arr_1, arr_2, arr_3, arr_4...\n");
  }

  @Test
  void timesWhatStatementsMakeAndDropsIt() {
    assertThat(
            run(
                "a = np.ones(5); n = 2",
                "%timeit -n 2 -r 3 b = a * n; c = b + 1; d = a[1:]; c.sum(); a[:3]",
                "# %%",
                "%%timeit -n 1 -r 1 k = 3",
                "c = 2.0 * a",
                "c = c - k",
                "c"))
        .matches(
            """
            .+ ± .+ per loop \\(mean ± std. dev. of 3 runs, 2 loops each\\)
            .+ ± .+ per loop \\(mean ± std. dev. of 1 run, 1 loop each\\)
            """);
    assertThat(host.computed()).isEmpty();
    assertThat(host.dropped()).hasSize(2 * 3 + 1);
    // The expressions, and d; b and c went into the sum. Of the second, the last c.
    assertThat(host.dropped().get(0).stream().map(Expr::shape))
        .containsExactly(Shape.SCALAR, Shape.of(3), Shape.of(4));
    assertThat(host.dropped().get(6)).hasSize(1);
    assertThat(((Elementwise) host.dropped().get(6).get(0)).operator())
        .isEqualTo(Operator.SUBTRACT);
    assertThatThrownBy(() -> run("c")).hasMessage("test.py:1: name 'c' is not defined");
  }

  @Test
  void timedCodeLeavesNamesAndArraysAsTheyWere() {
    assertThat(
            run(
                "x = np.arange(3)",
                "%timeit -n 3 -r 2 x += 1",
                "%timeit -n 1 -r 1 x = 5",
                "v = x[1:]",
                "%timeit -n 1 -r 1 v[0] = 7; w = x[::2]; w += 1",
                "# %%",
                "%%timeit -n 1 -r 1 x[0] = 9",
                "x[:2][0] += 1",
                "# %%",
                "print(x, v)"))
        .endsWith("[0 1 2] [1 2]\n");
    assertThat(host.dropped()).hasSize(8);
  }

  @Test
  void anErrorNamesItsStatement() {
    assertThatThrownBy(() -> run("x = 1", "", "y = (x +", "  z)"))
        .isInstanceOf(ScriptException.class)
        .hasMessage("test.py:3: name 'z' is not defined");
    assertThatThrownBy(() -> run("# %%", "%timeit -n1 -r1 q"))
        .hasMessage("test.py:2: name 'q' is not defined");
    assertThatThrownBy(() -> run("# %%", "%%timeit -n1 -r1", "1", "q"))
        .hasMessage("test.py:4: name 'q' is not defined");
  }

  @Test
  void goesOnAfterAnErrorWhereItMay() {
    List<String> heard = new ArrayList<>();
    interpreter.run(
        ScriptParser.parse("test.py", "x = 1\nfoo\n# %%\nx"),
        new Progress() {
          @Override
          public void started(Step step) {
            heard.add("start " + step.line());
          }

          @Override
          public void finished(Step step) {
            heard.add("end " + step.line());
          }

          @Override
          public void failed(Step step, ScriptException error) {
            heard.add(error.getMessage());
          }
        });
    assertThat(heard)
        .containsExactly(
            "start 1",
            "end 1",
            "start 2",
            "test.py:2: name 'foo' is not defined",
            "start 4",
            "end 4");
    assertThat(out.toString()).isEqualTo("1\n");
  }

  @Test
  void refusesWhatIsNestedTooDeeply() {
    assertThatThrownBy(() -> run("x = 1" + " + 1".repeat(10_000)))
        .hasMessageContaining("nested this deeply");
  }

  /** Where the language says more than NumPy, or less is possible here. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          np.sqr(1)                   | module 'numpy' has no attribute 'sqr'; this language has: sqrt
          np.cumsun([1])              | module 'numpy' has no attribute 'cumsun'; this language has: cumsum
          np.xyzzy                    | module 'numpy' has no attribute 'xyzzy'
          nd.raed('x')                | module 'spark_ndarray' has no attribute 'raed'; this language has: read
          np.zeros(2).summ()          | 'numpy.ndarray' object has no attribute 'summ'; this language has: sum
          np.zeros(2).shap            | 'numpy.ndarray' object has no attribute 'shap'; this language has: shape
          np.random.default_rng(1).gamma()  | 'numpy.random._generator.Generator' object has no attribute 'gamma'
          np.sum([1], out=1)          | Cannot use the argument 'out' of sum(): it is not in this language
          np.sum([1], a=[1])          | sum() got multiple values for argument 'a'
          np.sqrt(1, None, None)      | sqrt() takes from 1 to 2 positional arguments but 3 were given
          len(1, 2)                   | len() takes 1 positional argument but 2 were given
          np.arange(3)[1.0:]          | slice indices must be integers or None or have an __index__ method
          np.array(['a'])             | Cannot make an array of values of type 'str': its elements are bool, int, float or complex
          np.zeros(2, dtype='int7')   | data type 'int7' not understood
          np.array([300], np.uint8)   | Python integer 300 out of bounds for uint8
          np.uint64(3) + (-1)         | Python integer -1 out of bounds for uint64
          np.zeros(2) + 'a'           | unsupported operand type(s) for +: 'numpy.ndarray' and 'str'
          np.zeros(2) < None          | '<' not supported between instances of 'numpy.ndarray' and 'NoneType'
          2 ** 5000                   | Cannot make an int of more than 4096 bits
          (1,) * 10**9                | Cannot make a tuple of more than 1,000,000 items
          np.load(5)                  | expected str, bytes or os.PathLike object, not int
          np.savez('x', 1, arr_0=2)   | Cannot use un-named variables and keyword arr_0
          np.load('x', mmap_mode='r+') | Cannot load x with mmap_mode 'r+': arrays are never written back to their file
          2 in 5                      | argument of type 'int' is not iterable
          2 in 'a2'                   | 'in <string>' requires string as left operand, not int
          nd.read('x', columns=[1])   | read() argument 'columns' must be a list of names, not of 'int'
          System.exit(0)              | name 'System' is not defined
          """)
  void saysWhatIsThere(String expression, String message) {
    assertThatThrownBy(() -> run(expression)).hasMessage("test.py:1: " + message);
  }
}
