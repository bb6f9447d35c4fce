package io.github.sparkndarray.script.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.sparkndarray.script.ScriptSyntaxException;
import io.github.sparkndarray.script.parse.Script.Cell;
import io.github.sparkndarray.script.parse.Script.Statement;
import io.github.sparkndarray.script.parse.Script.Step;
import io.github.sparkndarray.script.parse.Script.Timed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the language, and what is refused with which words. */
class ScriptParserTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "# comment",
        "   # an indented comment",
        "x",
        "x;",
        "x; y; z;",
        "x = y = 1",
        "a, b = b, a",
        "(a, b), c = x",
        "[a, b] = x",
        "a, = x",
        "x += 1; x **= 2; x //= 3; x |= 4",
        "import numpy as np",
        "import spark_ndarray as nd",
        "import numpy as np, spark_ndarray as nd",
        "-x ** -y",
        "not a == b and c or d",
        "a < b <= c == d != e >= f > g",
        "x[1:2, ::-1, None, ..., -1, :]",
        "x[...][1:][0]",
        "f(1, b=2,)",
        "f()",
        "x.T.shape",
        "x.mT.shape",
        "np.random.default_rng(1).random((2, 3))",
        "x.dtype.name",
        "(1,)",
        "()",
        "[]",
        "[1, 2,]",
        "x = (1 +\n  2)",
        "x = [\n1,\n# comment\n\n2]",
        "x = 1 + \\\n  2",
        "x\r\ny\r\n",
        "0xFF + 0b11 + 0o17 + 1_000 + 0 + 00",
        "1. + .5 + 1e5 + 1.5E-3 + 1_0.0_1",
        "'a' \"b\" r'\\d' '''c\nd''' u'x'",
        "'it\\'s'",
        "-9223372036854775808",
        "x = 10**-3",
        "%timeit x + 1",
        "%timeit -n 10 -r3 x",
        "%timeit x = 1; y = 2",
        "# %%\n%%timeit\nx + 1",
        "# %% title\nx\n#%%\ny\n# %%\n",
        "%%timeit x = 1\ny = x",
        "x # %%",
        "größe = 1",
        "x %y",
        "x = 5 %timeit",
        "(x\n%timeit\n)",
        "x %(y)",
        "  \n\t# c\n   ",
        "match = case = type = 1",
      })
  void accepts(String text) {
    assertThat(ScriptParser.parse("file", text).file()).isEqualTo("file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      textBlock =
          """
          1 + * 2                   ¦ 1 ¦ 5 ¦ invalid syntax
          x = = 3                   ¦ 1 ¦ 5 ¦ invalid syntax
          x y                       ¦ 1 ¦ 3 ¦ invalid syntax
          x[]                       ¦ 1 ¦ 3 ¦ invalid syntax
          x[1:2:3:4]                ¦ 1 ¦ 8 ¦ invalid syntax
          f(a b)                    ¦ 1 ¦ 5 ¦ invalid syntax
          2 * not x                 ¦ 1 ¦ 5 ¦ invalid syntax
          a == not b                ¦ 1 ¦ 6 ¦ invalid syntax
          x.1                       ¦ 1 ¦ 2 ¦ invalid syntax
          print "x"                 ¦ 1 ¦ 7 ¦ invalid syntax
          f(*x)                     ¦ 1 ¦ 3 ¦ invalid syntax
          x = 1 +                   ¦ 1 ¦ 8 ¦ invalid syntax
          %timeit                   ¦ 1 ¦ 8 ¦ invalid syntax
          f(a b                     ¦ 1 ¦ 2 ¦ '(' was never closed
          (x for x in y             ¦ 1 ¦ 1 ¦ '(' was never closed
          for x in (1               ¦ 1 ¦ 1 ¦ 'for' is not in this language: loops and comprehensions are written as operations on whole arrays
          (1, 2                     ¦ 1 ¦ 1 ¦ '(' was never closed
          x = [1, (2, 3]            ¦ 1 ¦ 14 ¦ closing parenthesis ']' does not match opening parenthesis '('
          )                         ¦ 1 ¦ 1 ¦ unmatched ')'
          x = 1]                    ¦ 1 ¦ 6 ¦ unmatched ']'
          for i in x:               ¦ 1 ¦ 1 ¦ 'for' is not in this language: loops and comprehensions are written as operations on whole arrays
          [i for i in x]            ¦ 1 ¦ 4 ¦ 'for' is not in this language: loops and comprehensions are written as operations on whole arrays
          while True:               ¦ 1 ¦ 1 ¦ 'while' is not in this language: loops and comprehensions are written as operations on whole arrays
          if x:                     ¦ 1 ¦ 1 ¦ 'if' is not in this language: np.where chooses between elements
          a if b else c             ¦ 1 ¦ 3 ¦ 'if' is not in this language: np.where chooses between elements
          def f(x):                 ¦ 1 ¦ 1 ¦ 'def' is not in this language, which has assignments, expressions, print, np and nd functions, array methods and %timeit
          lambda x: x               ¦ 1 ¦ 1 ¦ 'lambda' is not in this language, which has assignments, expressions, print, np and nd functions, array methods and %timeit
          class A: pass             ¦ 1 ¦ 1 ¦ 'class' is not in this language, which has assignments, expressions, print, np and nd functions, array methods and %timeit
          x is None                 ¦ 1 ¦ 3 ¦ 'is' is not in this language, which has assignments, expressions, print, np and nd functions, array methods and %timeit
          del x                     ¦ 1 ¦ 1 ¦ 'del' is not in this language, which has assignments, expressions, print, np and nd functions, array methods and %timeit
          import os                 ¦ 1 ¦ 8 ¦ imports other than 'import numpy as np' are not in this language; np and nd are always there
          import numpy              ¦ 1 ¦ 8 ¦ imports other than 'import numpy as np' are not in this language; np and nd are always there
          import numpy as numpy2    ¦ 1 ¦ 8 ¦ imports other than 'import numpy as np' are not in this language; np and nd are always there
          import numpy as np, os    ¦ 1 ¦ 21 ¦ imports other than 'import numpy as np' are not in this language; np and nd are always there
          import java.lang          ¦ 1 ¦ 8 ¦ imports other than 'import numpy as np' are not in this language; np and nd are always there
          from numpy import *       ¦ 1 ¦ 1 ¦ imports other than 'import numpy as np' are not in this language; np and nd are always there
          (x := 1)                  ¦ 1 ¦ 4 ¦ the operator ':=' is not in this language, which has + - * / // % ** @, comparisons, & | ^ ~ << >>, and, or, not
          b'x'                      ¦ 1 ¦ 1 ¦ bytes are not in this language
          f"{x"                     ¦ 1 ¦ 3 ¦ f-string: expecting '}'
          f"{x:d"                   ¦ 1 ¦ 7 ¦ f-string: expecting '}'
          y = f"abc                 ¦ 1 ¦ 5 ¦ unterminated f-string literal
          y = f'''abc               ¦ 1 ¦ 5 ¦ unterminated triple-quoted f-string literal
          f"{}"                     ¦ 1 ¦ 4 ¦ f-string: valid expression required before '}'
          f"{!r}"                   ¦ 1 ¦ 4 ¦ f-string: valid expression required before '!'
          f"{:d}"                   ¦ 1 ¦ 4 ¦ f-string: valid expression required before ':'
          f"a{x}}b"                 ¦ 1 ¦ 7 ¦ f-string: single '}' is not allowed
          f"a{x b}"                 ¦ 1 ¦ 7 ¦ f-string: expecting '=', or '!', or ':', or '}'
          f"a{x!s!r}"               ¦ 1 ¦ 8 ¦ f-string: expecting ':' or '}'
          f"{1 +}"                  ¦ 1 ¦ 7 ¦ f-string: invalid syntax
          f"{x!z}"                  ¦ 1 ¦ 6 ¦ f-string: invalid conversion character 'z': expected 's', 'r', or 'a'
          f"{(x}"                   ¦ 1 ¦ 6 ¦ closing parenthesis '}' does not match opening parenthesis '('
          f"{x)}"                   ¦ 1 ¦ 5 ¦ closing parenthesis ')' does not match opening parenthesis '{'
          {1: 2}                    ¦ 1 ¦ 1 ¦ dictionaries and sets are not in this language, which has tuples and lists
          %matplotlib inline        ¦ 1 ¦ 1 ¦ '%matplotlib' is not in this language; the magics are %timeit and %%timeit
          x !y                      ¦ 1 ¦ 3 ¦ invalid character '!'
          x %%y                     ¦ 1 ¦ 4 ¦ invalid syntax
          !ls                       ¦ 1 ¦ 1 ¦ '!ls' is not in this language; the magics are %timeit and %%timeit
          12ab                      ¦ 1 ¦ 1 ¦ invalid decimal literal
          1_                        ¦ 1 ¦ 1 ¦ invalid decimal literal
          1__0                      ¦ 1 ¦ 1 ¦ invalid decimal literal
          0x                        ¦ 1 ¦ 1 ¦ invalid decimal literal
          012                       ¦ 1 ¦ 1 ¦ leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers
          x = 'abc                  ¦ 1 ¦ 5 ¦ unterminated string literal
          x = $                     ¦ 1 ¦ 5 ¦ invalid character '$'
          x ? y                     ¦ 1 ¦ 3 ¦ invalid character '?'
          f(a=1, 2)                 ¦ 1 ¦ 8 ¦ positional argument follows keyword argument
          f(a=1, a=2)               ¦ 1 ¦ 8 ¦ keyword argument repeated: a
          f() = 1                   ¦ 1 ¦ 1 ¦ cannot assign to 'f()'
          1 = x                     ¦ 1 ¦ 1 ¦ cannot assign to '1'
          a + b = x                 ¦ 1 ¦ 1 ¦ cannot assign to 'a+b'
          None = 1                  ¦ 1 ¦ 1 ¦ cannot assign to 'None'
          x.T = 1                   ¦ 1 ¦ 1 ¦ cannot assign to 'x.T'
          a, f() = x                ¦ 1 ¦ 4 ¦ cannot assign to 'f()'
          a, b += 1                 ¦ 1 ¦ 1 ¦ 'tuple' is an illegal expression for augmented assignment
          np = 1                    ¦ 1 ¦ 1 ¦ cannot assign to 'np', which is a module here
          a, nd = x                 ¦ 1 ¦ 4 ¦ cannot assign to 'nd', which is a module here
          x.__class__               ¦ 1 ¦ 3 ¦ the attribute '__class__' is not in this language
          x._data                   ¦ 1 ¦ 3 ¦ the attribute '_data' is not in this language
          x.getClass()              ¦ 1 ¦ 3 ¦ the attribute 'getClass' is not in this language
          __import__('os')          ¦ 1 ¦ 1 ¦ the name '__import__' is not in this language
          java.lang.System.exit(0)  ¦ 1 ¦ 1 ¦ 'java.lang.System.exit' is not in this language, which has functions of np, np.random and nd, and methods of arrays
          np.random.mtrand.x        ¦ 1 ¦ 1 ¦ 'np.random.mtrand.x' is not in this language, which has functions of np, np.random and nd, and methods of arrays
          x.sum.foo                 ¦ 1 ¦ 1 ¦ 'x.sum.foo' is not in this language, which has functions of np, np.random and nd, and methods of arrays
          %timeit -q x              ¦ 1 ¦ 1 ¦ %timeit has the options -n LOOPS and -r RUNS, not -q
          %timeit -n 0 x            ¦ 1 ¦ 1 ¦ %timeit has the options -n LOOPS and -r RUNS, not -n 0
          %%timeit                  ¦ 1 ¦ 1 ¦ %%timeit has no statements to time in its cell
          """)
  void refuses(String text, int line, int column, String problem) {
    ScriptSyntaxException error =
        catchThrowableOfType(ScriptSyntaxException.class, () -> ScriptParser.parse("file", text));

    assertThat(error).isNotNull();
    assertThat(error.getMessage()).isEqualTo("file:" + line + ":" + column + ": " + problem);
  }

  @Test
  void showsTheLineWithACaret() {
    ScriptSyntaxException error =
        catchThrowableOfType(
            ScriptSyntaxException.class,
            () -> ScriptParser.parse("s.py", "x = 1\n\nprint(x,\n\tx x)\n"));

    assertThat(error).hasMessage("s.py:4:4: invalid syntax");
    assertThat(error.line()).isEqualTo(4);
    assertThat(error.place().column()).isEqualTo(4);
    assertThat(error.excerpt()).containsExactly("\tx x)", "\t  ^");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          x = (1 +NEWy = 2NEWz        | file:1:5: '(' was never closed
          x = 1NEW  y = 2             | file:2:1: unexpected indent
          xNEW# %%NEWyNEW%%timeitNEWz | file:4:1: %%timeit must be the first line of its cell; cells begin with a line '# %%'
          y = f"abcNEWz               | file:1:5: unterminated f-string literal
          y = f"{NEWx}" + 1 +         | file:2:10: invalid syntax
          y = f'''aNEW{x b}''' + z    | file:2:4: f-string: expecting '=', or '!', or ':', or '}'
          %%timeitNEW%timeit x        | file:2:1: %timeit cannot be used in a %%timeit cell
          """)
  void refusesWhatOnlySeveralLinesShow(String text, String message) {
    assertThatThrownBy(() -> ScriptParser.parse("file", text.replace("NEW", "\n")))
        .isInstanceOf(ScriptSyntaxException.class)
        .hasMessage(message);
  }

  @Test
  void refusesWhatWouldOverflowTheStack() {
    assertThatThrownBy(() -> ScriptParser.parse("file", "(".repeat(300) + ")".repeat(300)))
        .hasMessage("file:1:201: too many nested parentheses");
    assertThatThrownBy(() -> ScriptParser.parse("file", "-".repeat(20_000) + "1"))
        .hasMessage("file:1:1: Cannot read an expression that is nested this deeply");
  }

  @Test
  void dividesIntoCellsAndStatements() {
    Script script =
        ScriptParser.parse(
            "file",
            """
            import numpy as np
            x = 1; y = (2 +
                3)
            # %% second
            x;
            %timeit -n5 -r 2 x; y

            # %%
            %%timeit a = 1
            b = a
            c = b; d = c
            # %%

            # %%
            z
            """);

    assertThat(script.cells()).hasSize(4);
    List<Step> first = script.cells().get(0).steps();
    assertThat(first.stream().map(Step::text))
        .containsExactly("import numpy as np", "x = 1", "y = (2 +\n    3)");
    assertThat(first.stream().map(Step::line)).containsExactly(1, 2, 2);
    List<Step> second = script.cells().get(1).steps();
    assertThat(((Statement) second.get(0)).silent()).isTrue();
    Timed line = (Timed) second.get(1);
    assertThat(line.options()).isEqualTo(new TimeitOptions(5, 2));
    assertThat(line.line()).isEqualTo(6);
    assertThat(line.text()).isEqualTo("%timeit -n5 -r 2 x; y");
    assertThat(line.code().stream().map(Statement::text)).containsExactly("x", "y");
    Cell third = script.cells().get(2);
    Timed cell = (Timed) third.steps().get(0);
    assertThat(cell.options()).isEqualTo(TimeitOptions.DEFAULT);
    assertThat(cell.setup().stream().map(Statement::text)).containsExactly("a = 1");
    assertThat(cell.code().stream().map(Statement::text))
        .containsExactly("b = a", "c = b", "d = c");
    assertThat(script.cells().get(3).steps().get(0).line()).isEqualTo(15);
  }
}
