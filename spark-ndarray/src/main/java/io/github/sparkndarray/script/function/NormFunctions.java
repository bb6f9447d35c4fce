package io.github.sparkndarray.script.function;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Norms;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Axes;
import java.util.List;

/** {@code np.linalg.norm} and the standard's two. */
final class NormFunctions {
  private NormFunctions() {}

  static List<Function> rows() {
    return List.of(
        of("norm", "x, ord=None, axis=None, keepdims=False", NormFunctions::norm),
        of("vector_norm", "x, /, *, axis=None, keepdims=False, ord=2", NormFunctions::vectorNorm),
        of("matrix_norm", "x, /, *, keepdims=False, ord='fro'", NormFunctions::matrixNorm));
  }

  private static Function of(String name, String signature, Function.Body body) {
    return Function.of(name, signature, body, Place.NUMPY_LINALG);
  }

  private static Value norm(BoundArguments a) {
    Expr x = a.expr("x");
    boolean keep = a.bool("keepdims");
    int[] axes = a.axes("axis");
    int rank = x.shape().rank();
    if (axes == null && (a.isNone("ord") || rank == 1)) {
      double order = a.isNone("ord") ? 2 : order(a);
      return ArrayValue.computed(Norms.vector(x, order, null, keep));
    }
    int count = axes == null ? rank : axes.length;
    if (count == 1) {
      return ArrayValue.computed(Norms.vector(x, a.isNone("ord") ? 2 : order(a), axes, keep));
    }
    if (count != 2) {
      throw NDArrayException.of(ErrorCode.VALUE, "Improper number of dimensions to norm.");
    }
    int[] both = axes == null ? new int[] {0, 1} : axes;
    if (Axes.normalize(both[0], rank) == Axes.normalize(both[1], rank)) {
      throw NDArrayException.of(ErrorCode.VALUE, "Duplicate axes given.");
    }
    return ArrayValue.computed(matrix(a, x, both, keep));
  }

  private static Expr matrix(BoundArguments a, Expr x, int[] axes, boolean keep) {
    boolean frobenius =
        a.isNone("ord") || (a.value("ord") instanceof Value.Text text && text.text().equals("fro"));
    return frobenius
        ? Norms.vector(x, 2, axes, keep)
        : Norms.matrix(x, matrixOrder(a), axes[0], axes[1], keep);
  }

  private static double matrixOrder(BoundArguments a) {
    if (a.value("ord") instanceof Value.Text text && !text.text().equals("nuc")) {
      throw NDArrayException.of(ErrorCode.VALUE, "Invalid norm order for matrices.");
    }
    return order(a);
  }

  private static double order(BoundArguments a) {
    if (a.value("ord") instanceof Value.Text text) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          text.text().equals("nuc")
              ? "Cannot compute the nuclear norm: singular values are not in this language"
              : "Invalid norm order '%s' for vectors",
          text.text());
    }
    return a.number("ord").real();
  }

  private static Value vectorNorm(BoundArguments a) {
    return ArrayValue.computed(
        Norms.vector(a.expr("x"), order(a), a.axes("axis"), a.bool("keepdims")));
  }

  private static Value matrixNorm(BoundArguments a) {
    return ArrayValue.computed(matrix(a, a.expr("x"), new int[] {-2, -1}, a.bool("keepdims")));
  }
}
