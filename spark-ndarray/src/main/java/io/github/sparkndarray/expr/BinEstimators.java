package io.github.sparkndarray.expr;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.util.List;
import java.util.Set;

/**
 * How wide the bins of a histogram should be, by what {@code np.histogram} takes for {@code bins}.
 *
 * @see <a
 *     href="https://numpy.org/doc/stable/reference/generated/numpy.histogram_bin_edges.html">numpy.histogram_bin_edges</a>
 */
public final class BinEstimators {
  private static final Set<String> NAMES =
      Set.of("auto", "doane", "fd", "rice", "scott", "sqrt", "stone", "sturges");

  private final Expr x;
  private final double count;

  private BinEstimators(Expr x) {
    this.x = x;
    this.count = x.shape().size();
  }

  /**
   * Refuses a name that no estimator has.
   *
   * @throws NDArrayException in NumPy's words
   */
  public static void check(String name) {
    if (!NAMES.contains(name)) {
      throw NDArrayException.of(ErrorCode.VALUE, "'%s' is not a valid estimator for `bins`", name);
    }
  }

  /**
   * How many bins there should be from the least to the greatest edge, a 0-d array.
   *
   * @param x the elements, more than none, without NaN
   * @param name one that {@link #check} has seen
   * @param lower the least edge, upper the greatest
   */
  public static Expr bins(Expr x, String name, PythonScalar lower, PythonScalar upper) {
    Expr flat = Reshape.ravel(x);
    Expr width =
        name.equals("stone")
            ? StoneEstimator.width(flat, lower, upper)
            : new BinEstimators(flat).width(name);
    Expr wide = x.dtype().isInteger() ? op(Operator.MAXIMUM, width, number(1)) : width;
    Expr span = op(Operator.SUBTRACT, upper, lower);
    Expr bins = op(Operator.CEIL, op(Operator.DIVIDE, span, wide));
    Expr isPoint = op(Operator.EQUAL, width, number(0));
    return op(Operator.WHERE, isPoint, number(1), bins);
  }

  private Expr width(String name) {
    return switch (name) {
      case "sqrt" -> squareRoot();
      case "sturges" -> sturges();
      case "rice" -> op(Operator.DIVIDE, range(), number(2 * Math.pow(count, 1.0 / 3)));
      case "scott" -> {
        double factor = Math.pow(24 * Math.sqrt(Math.PI) / count, 1.0 / 3);
        yield op(Operator.MULTIPLY, number(factor), deviation());
      }
      case "fd" -> freedmanDiaconis();
      case "doane" -> doane();
      default ->
          op(
              Operator.MINIMUM,
              op(
                  Operator.MAXIMUM,
                  freedmanDiaconis(),
                  op(Operator.DIVIDE, squareRoot(), number(2))),
              sturges());
    };
  }

  private Expr range() {
    return Statistics.ALL.ptp(x);
  }

  private Expr deviation() {
    return Statistics.ALL.std(x, null, 0, null);
  }

  private Expr squareRoot() {
    return op(Operator.DIVIDE, range(), number(Math.sqrt(count)));
  }

  private Expr sturges() {
    Expr bins = op(Operator.ADD, op(Operator.LOG2, number(count)), number(1));
    return op(Operator.DIVIDE, range(), bins);
  }

  /** Twice the distance of the quartiles by the cube root of the count. */
  private Expr freedmanDiaconis() {
    List<Expr> quartiles =
        new Quantiles(x, null, false).quantiles(new double[] {0.25, 0.75}, "linear");
    Expr apart = op(Operator.SUBTRACT, quartiles.get(1), quartiles.get(0));
    return op(
        Operator.MULTIPLY,
        op(Operator.MULTIPLY, number(2), apart),
        number(Math.pow(count, -1.0 / 3)));
  }

  /** Sturges's with more bins for what is skewed; none of less than three elements. */
  private Expr doane() {
    if (count < 3) {
      return number(0).as(ElementwiseFunctions.floating(x).dtype());
    }
    double spread = Math.sqrt(6 * (count - 2) / ((count + 1) * (count + 3)));
    Expr apart = op(Operator.SUBTRACT, x, Statistics.ALL.mean(x, null));
    Expr cubed = op(Operator.POWER, op(Operator.DIVIDE, apart, deviation()), number(3));
    Expr skew = op(Operator.ABSOLUTE, Statistics.ALL.mean(cubed, null));
    Expr more =
        op(Operator.LOG2, op(Operator.ADD, number(1), op(Operator.DIVIDE, skew, number(spread))));
    Expr sturges = op(Operator.ADD, number(1), op(Operator.LOG2, number(count)));
    Expr width = op(Operator.DIVIDE, range(), op(Operator.ADD, sturges, more));
    return op(Operator.WHERE, op(Operator.GREATER, deviation(), number(0)), width, number(0));
  }

  private static PythonScalar number(double value) {
    return PythonScalar.of(value);
  }

  private static Expr op(Operator operator, Operand... operands) {
    return Elementwise.of(operator, operands);
  }
}
