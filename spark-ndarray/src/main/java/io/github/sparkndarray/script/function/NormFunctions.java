package io.github.sparkndarray.script.function;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Norms;
import io.github.sparkndarray.expr.SingularValues;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Axes;
import java.util.List;

/** {@code np.linalg.norm} and the standard's two, and what else singular values tell. */
final class NormFunctions {
  private NormFunctions() {}

  static List<Function> rows() {
    return List.of(
        of("norm", "x, ord=None, axis=None, keepdims=False", NormFunctions::norm),
        of("vector_norm", "x, /, *, axis=None, keepdims=False, ord=2", NormFunctions::vectorNorm),
        of("matrix_norm", "x, /, *, keepdims=False, ord='fro'", NormFunctions::matrixNorm),
        of("svdvals", "x, /", a -> ArrayValue.computed(SingularValues.of(a.expr("x")))),
        of("cond", "x, p=None", NormFunctions::cond),
        of("matrix_rank", "A, tol=None, !hermitian=False, *, rtol=None", NormFunctions::rank));
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
    String named = a.value("ord") instanceof Value.Text text ? text.text() : "";
    if (a.isNone("ord") || named.equals("fro")) {
      return Norms.vector(x, 2, axes, keep);
    }
    if (named.equals("nuc")) {
      return Norms.nuclear(x, axes[0], axes[1], keep);
    }
    if (a.value("ord") instanceof Value.Text) {
      throw NDArrayException.of(ErrorCode.VALUE, "Invalid norm order for matrices.");
    }
    return Norms.matrix(x, order(a), axes[0], axes[1], keep);
  }

  private static double order(BoundArguments a) {
    if (a.value("ord") instanceof Value.Text text) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "Invalid norm order '%s' for vectors", text.text());
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

  private static Value rank(BoundArguments a) {
    if (!a.isNone("tol") && !a.isNone("rtol")) {
      throw NDArrayException.of(ErrorCode.VALUE, "`tol` and `rtol` can't be both set.");
    }
    return ArrayValue.computed(
        SingularValues.rank(a.expr("A"), a.exprOrNull("tol"), a.exprOrNull("rtol")));
  }

  private static Value cond(BoundArguments a) {
    return ArrayValue.computed(condition(a, a.expr("x")));
  }

  private static Expr condition(BoundArguments a, Expr x) {
    String named = a.value("p") instanceof Value.Text text ? text.text() : "";
    if (named.equals("fro")) {
      return SingularValues.frobeniusCondition(x);
    }
    if (named.equals("nuc")) {
      return SingularValues.nuclearCondition(x);
    }
    double order = a.isNone("p") ? 2 : named.isEmpty() ? a.number("p").real() : 0;
    if (order == 2) {
      return SingularValues.condition(x);
    }
    if (order == -2) {
      return SingularValues.inverseCondition(x);
    }
    if (Math.abs(order) != 1 && !Double.isInfinite(order)) {
      throw NDArrayException.of(ErrorCode.VALUE, "Invalid norm order for matrices.");
    }
    throw NDArrayException.of(
        ErrorCode.UNSUPPORTED,
        "Cannot compute condition numbers with p=%s%s: inverses are not in this language, only what"
            + " singular values tell (None, 2, -2, 'fro', 'nuc')",
        order < 0 ? "-" : "",
        Double.isInfinite(order) ? "inf" : "1");
  }
}
