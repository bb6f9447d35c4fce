package io.github.sparkndarray.script.function;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Diagonals;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reshape;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Shape;
import java.util.List;

/** Arrays of the shape of others, and matrices that are zero but for a part. */
final class LikenessFunctions {
  private static final String LIKE =
      "dtype=None, !order='K', !subok=True, shape=None, !device=None";

  private LikenessFunctions() {}

  static List<Function> rows() {
    return List.of(
        like("zeros_like", 0),
        like("ones_like", 1),
        // What has not been filled may as well be zeros.
        like("empty_like", 0),
        numpy(
            "empty",
            "shape, dtype=None, order='C', !device=None",
            a ->
                MemoryOrder.of(a, filled(a, PythonScalar.of(0L), DType.FLOAT64, a.shape("shape")))),
        numpy("full_like", "a, fill_value, " + LIKE, LikenessFunctions::fullLike),
        numpy("copy", "a, order='K', !subok=False", a -> MemoryOrder.copy(a, a.expr("a"))),
        Function.of(
            "copy", "a, order='C'", a -> MemoryOrder.copy(a, a.expr("a")), Place.ARRAY_METHOD),
        numpy("eye", "N, M=None, k=0, dtype=None, order='C'", LikenessFunctions::eye),
        numpy("identity", "n, dtype=None", LikenessFunctions::identity),
        numpy("tri", "N, M=None, k=0, dtype=None", LikenessFunctions::tri),
        numpy("tril", "m, k=0", a -> array(Diagonals.lower(matrix(a), a.integer("k")))),
        numpy("triu", "m, k=0", a -> array(Diagonals.upper(matrix(a), a.integer("k")))),
        numpy("diag", "v, k=0", LikenessFunctions::diag),
        numpy(
            "diagflat",
            "v, k=0",
            a -> array(Diagonals.diag(Reshape.ravel(a.expr("v")), a.integer("k")))),
        diagonal(Place.NUMPY, "a, offset=0, axis1=0, axis2=1"),
        diagonal(Place.ARRAY_METHOD, "a, offset=0, axis1=0, axis2=1"),
        Function.of(
            "diagonal",
            "a, /, *, offset=0",
            a -> array(Diagonals.diagonal(a.expr("a"), a.integer("offset"), -2, -1)),
            Place.NUMPY_LINALG));
  }

  /** A diagonal of a matrix, which NumPy shows as a view, or a matrix with a diagonal. */
  private static Value diag(BoundArguments a) {
    long k = a.integer("k");
    ArrayValue array = a.array("v");
    return array.expr().shape().rank() == 1
        ? array(Diagonals.diag(array.expr(), k))
        : array.readOnlyView(x -> Diagonals.diag(x, k));
  }

  private static Function numpy(String name, String signature, Function.Body body) {
    return Function.of(name, signature, body, Place.NUMPY);
  }

  private static ArrayValue array(Expr expr) {
    return ArrayValue.array(expr);
  }

  private static Function like(String name, long value) {
    return numpy(
        name,
        "a, " + LIKE,
        a -> filled(a, PythonScalar.of(value), a.expr("a").dtype(), shapeLike(a)));
  }

  private static Shape shapeLike(BoundArguments a) {
    return a.isNone("shape") ? a.expr("a").shape() : a.shape("shape");
  }

  private static ArrayValue filled(BoundArguments a, PythonScalar value, DType like, Shape shape) {
    return array(View.broadcastTo(value.as(a.dtype("dtype").orElse(like)), shape));
  }

  private static Value fullLike(BoundArguments a) {
    DType dtype = a.dtype("dtype").orElse(a.expr("a").dtype());
    Expr fill =
        a.value("fill_value") instanceof Value.Scalar scalar
            ? scalar.scalar().as(dtype)
            : Convert.unsafely(a.expr("fill_value"), dtype);
    return array(View.broadcastTo(fill, shapeLike(a)));
  }

  private static long columns(BoundArguments a) {
    return a.integer(a.isNone("M") ? "N" : "M");
  }

  private static Value eye(BoundArguments a) {
    DType dtype = a.dtype("dtype").orElse(DType.FLOAT64);
    long n = a.integer("N");
    return MemoryOrder.isFortran(a)
        ? array(Diagonals.eye(columns(a), n, -a.integer("k"), dtype)).view(View::transpose)
        : array(Diagonals.eye(n, columns(a), a.integer("k"), dtype));
  }

  private static Value identity(BoundArguments a) {
    long n = a.integer("n");
    return array(Diagonals.eye(n, n, 0, a.dtype("dtype").orElse(DType.FLOAT64)));
  }

  private static Expr matrix(BoundArguments a) {
    Expr m = a.expr("m");
    if (m.shape().rank() == 0) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "a triangle is of an array of at least one dimension, not of a scalar");
    }
    return m;
  }

  private static Value tri(BoundArguments a) {
    DType dtype = a.dtype("dtype").orElse(DType.FLOAT64);
    return array(
        Diagonals.ones(
            Math.max(0, a.integer("N")), Math.max(0, columns(a)), a.integer("k"), dtype));
  }

  private static Function diagonal(Place place, String signature) {
    return Function.of(
        "diagonal",
        signature,
        a ->
            a.array("a")
                .readOnlyView(
                    x ->
                        Diagonals.diagonal(
                            x, a.integer("offset"), a.axis("axis1"), a.axis("axis2"))),
        place);
  }
}
