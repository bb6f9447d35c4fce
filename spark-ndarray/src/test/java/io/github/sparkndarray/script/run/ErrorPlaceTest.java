package io.github.sparkndarray.script.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.sparkndarray.script.ScriptException;
import io.github.sparkndarray.script.parse.ScriptParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every error of a script is shown where it is: its line, and what of that is wrong. */
class ErrorPlaceTest {
  private static final String NAMES =
      "x = np.arange(6).reshape(2, 3); y = np.arange(4.0); m = y > 1; k = 5\n";

  private static ScriptException failure(String script) {
    DirectHost host = new DirectHost();
    Interpreter interpreter = new Interpreter(host, new PrintedResults(host, text -> {}));
    ScriptException error =
        catchThrowableOfType(
            ScriptException.class, () -> interpreter.run(ScriptParser.parse("test.py", script)));
    assertThat(error).as(script).isNotNull();
    return error;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          z = x + y                        | +                    | operands could not be broadcast together with shapes (2,3) (4,)
          x * (y @ x)                      | @                    | matmul: Input operand 1 has a mismatch
          x.sum(axis=2)                    | sum(axis=2)          | axis 2 is out of bounds for array of dimension 2
          1 + np.sum(x, 5) + 1             | sum(x, 5)            | axis 5 is out of bounds for array of dimension 2
          x.reshape(4, 2)                  | reshape(4, 2)        | cannot reshape array of size 6 into shape (4,2)
          x.T.reshape(3, 2).reshape(7)     | reshape(7)           | cannot reshape array of size 6 into shape (7,)
          x[0, 3]                          | [0, 3]               | index 3 is out of bounds for axis 1 with size 3
          x[1][k]                          | [k]                  | index 5 is out of bounds for axis 0 with size 3
          x[m]                             | [m]                  | boolean index did not match indexed array along axis 0
          y[[0, 9]]                        | [[0, 9]]             | index 9 is out of bounds for axis 0 with size 4
          x[9, 0] = 1                      | x[9, 0] = 1          | index 9 is out of bounds for axis 0 with size 2
          x += y                           | +=                   | operands could not be broadcast together
          x += 0.5                         | +=                   | Cannot cast ufunc 'add' output from dtype('float64')
          a, b = y                         | a, b = y             | too many values to unpack (expected 2)
          np.zeros((2, -1))                | zeros((2, -1))       | negative dimensions are not allowed
          np.uint8(300)                    | uint8(300)           | Python integer 300 out of bounds for uint8
          np.einsum('ij,jk', x, x)         | einsum('ij,jk', x, x) | operands could not be broadcast together
          y.astype(np.int33)               | int33                | module 'numpy' has no attribute 'int33'
          np.sum(x, axs=1)                 | sum(x, axs=1)        | sum() got an unexpected keyword argument 'axs'
          len(k)                           | len(k)               | object of type 'int' has no len()
          (x + w).sum()                    | w                    | name 'w' is not defined
          k()                              | k()                  | 'int' object is not callable
          y < 'a'                          | <                    | '<' not supported between instances
          -'a'                             | -                    | bad operand type for unary -
          x and y                          | x and y              | The truth value of an array with more than one element is ambiguous
          print(k, np.load('none.npy'))    | load('none.npy')     | No such file or directory: 'none.npy'
          print(k, np.load('none.npz'))    | load('none.npz')     | No such file or directory: 'none.npz'
          k + (2 in k)                     | in                   | argument of type 'int' is not iterable
          f'a {k:.1q} b'                   | {k:.1q}              | Unknown format code 'q' for object of type 'int'
          print(f'{k} {y:.2f}', end='')    | {y:.2f}              | unsupported format string passed to numpy.ndarray.__format__
          f'{y.sum():d} {y.mean():.1f}'    | {y.sum():d}          | Unknown format code 'd' for object of type 'float'
          print(f'{k + w}')                | w                    | name 'w' is not defined
          print(f'{x + y}')                | +                    | operands could not be broadcast together
          f'{k:{y.sum(1)}}'                | sum(1)               | axis 1 is out of bounds for array of dimension 1
          '%d apples' % 'a'                | %                    | %d format: a real number is required, not str
          print('%d' % y.mean(), '%d' % y) | %                    | %d format: a real number is required, not numpy.ndarray
          '{} {}'.format(k)                | format(k)            | Replacement index 1 out of range for positional args tuple
          np.subtract.reduce(x)            | reduce(x)            | np.subtract.reduce is not in this language
          np.add.at(x, [0], 1)             | at(x, [0], 1)        | np.add.at is not in this language; np.bincount with weights
          np.add.reduceat(y, [0, 2])       | reduceat(y, [0, 2])  | np.add.reduceat is not in this language
          np.add.reduce(y, 1)              | reduce(y, 1)         | axis 1 is out of bounds for array of dimension 1
          np.sum.reduce                    | reduce               | 'builtin_function_or_method' object has no attribute 'reduce'
          np.foo.bar                       | foo                  | module 'numpy' has no attribute 'foo'
          %timeit -n1 -r1 x + y            | +                    | operands could not be broadcast together
          """)
  void underlinesWhatIsWrong(String statement, String wrong, String message) {
    ScriptException error = failure(NAMES + statement);
    assertThat(error).hasMessageStartingWith("test.py:2: ").hasMessageContaining(message);
    int start = error.place().column() - 1;
    assertThat(statement.substring(start, start + error.place().length())).isEqualTo(wrong);
    assertThat(error.excerpt())
        .containsExactly(statement, " ".repeat(start) + "^".repeat(wrong.length()));
  }

  @Test
  void showsTheLineOfTheMistakeWithinAStatement() {
    ScriptException error = failure("a = 1\nb = (a +\n\tnp.zeros(3).sum(axis=(0,\n    1)))");
    assertThat(error).hasMessage("test.py:2: axis 1 is out of bounds for array of dimension 1");
    assertThat(error.place().line()).isEqualTo(3);
    assertThat(error.excerpt())
        .containsExactly("\tnp.zeros(3).sum(axis=(0,", "\t            ^^^^^^^^^^^^");
  }

  @Test
  void countsCharactersAndNotCodeUnits() {
    assertThat(failure("print('😀', q)").excerpt())
        .containsExactly("print('😀', q)", "           ^");
  }
}
