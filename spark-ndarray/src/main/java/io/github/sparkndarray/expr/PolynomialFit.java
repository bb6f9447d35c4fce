package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.shape.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Least squares by polynomials that are orthogonal over the points, each made of the two before it,
 * so that nothing has to be solved, and powers of large numbers do no harm.
 *
 * @see <a href="https://doi.org/10.1137/0105007">G. E. Forsythe, Generation and use of orthogonal
 *     polynomials for data-fitting with a digital computer, 1957</a>
 */
public final class PolynomialFit {
  private final Expr x;
  private final @Nullable Expr weights;

  private PolynomialFit(Expr x, @Nullable Expr weights) {
    this.x = x;
    this.weights = weights;
  }

  /**
   * {@code np.polyfit}: the coefficients, that of the highest power first.
   *
   * @param x a vector
   * @param y a vector as long, or a matrix of as many rows, of which each column is fitted
   * @param weights of the deviations; null for one each
   */
  public static Expr of(Expr x, Expr y, int degree, @Nullable Expr weights) {
    PolynomialFit fit =
        new PolynomialFit(
            Convert.of(x, DType.FLOAT64),
            weights == null ? null : op(Operator.SQUARE, Convert.of(weights, DType.FLOAT64)));
    Expr wide = ElementwiseFunctions.floating(y);
    boolean isVector = y.shape().rank() == 1;
    Expr rows = isVector ? View.expandDims(wide, 0) : View.transpose(wide);
    Expr coefficients = fit.coefficients(rows, degree);
    return isVector ? Reshape.of(coefficients, degree + 1L) : View.transpose(coefficients);
  }

  /** A polynomial: what it is at the points, its coefficients, and the sum of its squares. */
  private record Basis(Expr values, Expr powers, Expr norm) {}

  /** The coefficients of each row. */
  private Expr coefficients(Expr rows, int degree) {
    Expr zeros = filled(0, Shape.of(degree + 1L));
    Basis before = new Basis(filled(0, x.shape()), zeros, filled(1, Shape.of(1)));
    Basis basis =
        basis(
            filled(1, x.shape()),
            Joining.concatenate(List.of(filled(0, Shape.of(degree)), filled(1, Shape.of(1))), 0));
    // What the polynomials so far have left.
    Expr rest = rows;
    Expr share = share(rest, basis);
    Expr sum = op(Operator.MULTIPLY, share, basis.powers());
    for (int k = 1; k <= degree; k++) {
      rest = op(Operator.SUBTRACT, rest, op(Operator.MULTIPLY, share, basis.values()));
      Basis next = next(basis, before, zeros, k == 1);
      before = basis;
      basis = next;
      share = share(rest, basis);
      sum = op(Operator.ADD, sum, op(Operator.MULTIPLY, share, basis.powers()));
    }
    return sum;
  }

  private Basis next(Basis last, Basis before, Expr zeros, boolean isFirst) {
    Expr center =
        op(
            Operator.DIVIDE,
            total(op(Operator.MULTIPLY, x, op(Operator.SQUARE, last.values()))),
            last.norm());
    Expr ratio = isFirst ? filled(0, Shape.of(1)) : op(Operator.DIVIDE, last.norm(), before.norm());
    long count = zeros.shape().size();
    Expr shifted =
        Joining.concatenate(
            List.of(View.slice(last.powers(), 0, 1, count), View.slice(zeros, 0, 0, 1)), 0);
    return basis(
        combined(
            op(Operator.MULTIPLY, x, last.values()), center, last.values(), ratio, before.values()),
        combined(shifted, center, last.powers(), ratio, before.powers()));
  }

  /** {@code (x - center) * p - ratio * before}, given {@code x * p}. */
  private static Expr combined(Expr timesX, Expr center, Expr p, Expr ratio, Expr before) {
    return op(
        Operator.SUBTRACT,
        op(Operator.SUBTRACT, timesX, op(Operator.MULTIPLY, center, p)),
        op(Operator.MULTIPLY, ratio, before));
  }

  private Basis basis(Expr values, Expr powers) {
    return new Basis(values, powers, total(op(Operator.SQUARE, values)));
  }

  /** How much of a polynomial there is in each row. */
  private Expr share(Expr rows, Basis basis) {
    return op(Operator.DIVIDE, total(op(Operator.MULTIPLY, rows, basis.values())), basis.norm());
  }

  /** Sums over the points, with their weights. */
  private Expr total(Expr values) {
    Expr weighted = weights == null ? values : op(Operator.MULTIPLY, values, weights);
    return Reduce.of(Reduction.SUM, weighted, new int[] {-1}, true);
  }

  private static Expr filled(double value, Shape shape) {
    return View.broadcastTo(PythonScalar.of(value).as(DType.FLOAT64), shape);
  }

  private static Expr op(Operator operator, Operand... operands) {
    return Elementwise.of(operator, operands);
  }
}
