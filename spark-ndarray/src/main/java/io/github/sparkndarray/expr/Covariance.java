package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import org.jspecify.annotations.Nullable;

/**
 * How variables go up and down together.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.cov.html">numpy.cov</a>
 */
public final class Covariance {
  private Covariance() {}

  /**
   * The covariances of all pairs of variables; a 0-d array of one variable.
   *
   * @param rows the variables, their observations in columns
   * @param ddof by how much fewer observations the sums are divided
   * @param repeats how often each observation was made; null for once each
   * @param weights what observations count; null where all count alike
   */
  public static Expr of(Expr rows, double ddof, @Nullable Expr repeats, @Nullable Expr weights) {
    Expr both =
        repeats == null
            ? weights
            : weights == null ? repeats : op(Operator.MULTIPLY, repeats, weights);
    Statistics ofRows = new Statistics(new int[] {1}, true, null);
    if (both == null) {
      Expr deviations = op(Operator.SUBTRACT, rows, ofRows.mean(rows, null));
      double count = Math.max(0, rows.shape().extent(1) - ddof);
      return divided(products(deviations, deviations), PythonScalar.of(count));
    }
    Expr total = Reduce.of(Reduction.SUM, both, null, false);
    Expr sum = Reduce.of(Reduction.SUM, op(Operator.MULTIPLY, rows, both), new int[] {1}, true);
    Expr deviations = op(Operator.SUBTRACT, rows, op(Operator.DIVIDE, sum, total));
    Expr products = products(deviations, op(Operator.MULTIPLY, deviations, both));
    return divided(products, count(total, ddof, both, weights));
  }

  /** How many observations sums are divided by. */
  private static Expr count(Expr total, double ddof, Expr both, @Nullable Expr weights) {
    if (ddof == 0) {
      return total;
    }
    Expr lost = Constant.of(DType.FLOAT64, ddof);
    if (weights != null) {
      Expr squares = Reduce.of(Reduction.SUM, op(Operator.MULTIPLY, both, weights), null, false);
      lost = op(Operator.DIVIDE, op(Operator.MULTIPLY, lost, squares), total);
    }
    return op(Operator.MAXIMUM, op(Operator.SUBTRACT, total, lost), PythonScalar.of(0.0));
  }

  private static Expr products(Expr a, Expr b) {
    return Products.matmul(a, ElementwiseFunctions.conjugate(View.transpose(b)));
  }

  private static Expr divided(Expr products, Operand count) {
    return View.squeeze(op(Operator.DIVIDE, products, count));
  }

  private static Expr op(Operator operator, Operand... operands) {
    return Elementwise.of(operator, operands);
  }
}
