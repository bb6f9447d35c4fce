package io.github.sparkndarray.script.function;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.dtype.Promotion;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.CrossProduct;
import io.github.sparkndarray.expr.Diagonals;
import io.github.sparkndarray.expr.Einsum;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Products;
import io.github.sparkndarray.expr.Reshape;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Conversions;
import io.github.sparkndarray.script.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/** Sums of products. */
final class ProductFunctions {
  private static final String PAIR = "x1, x2, /, !out=None";

  private ProductFunctions() {}

  static List<Function> rows() {
    List<Function> rows = new ArrayList<>();
    rows.addAll(both("matmul", PAIR, a -> product(a, "x1", "x2", Products::matmul)));
    rows.add(numpy("outer", "a, b, !out=None", a -> outer(a.expr("a"), a.expr("b"))));
    rows.add(
        Function.of("outer", "x1, x2, /", ProductFunctions::outerOfVectors, Place.NUMPY_LINALG));
    rows.addAll(both("tensordot", "a, b, axes=2", ProductFunctions::tensordot));
    rows.addAll(both("vecdot", "x1, x2, /, !out=None, *, axis=-1", ProductFunctions::vecdot));
    rows.add(
        numpy("cross", "a, b, axisa=-1, axisb=-1, axisc=-1, axis=None", ProductFunctions::cross));
    rows.add(
        Function.of(
            "cross",
            "x1, x2, /, *, axis=-1",
            a -> ArrayValue.computed(CrossProduct.of(a.expr("x1"), a.expr("x2"), a.axis("axis"))),
            Place.NUMPY_LINALG));
    rows.add(numpy("dot", "a, b, !out=None", a -> product(a, "a", "b", Products::dot)));
    rows.add(
        Function.of("dot", "a, b", a -> product(a, "a", "b", Products::dot), Place.ARRAY_METHOD));
    rows.add(numpy("vdot", "a, b", ProductFunctions::vdot));
    rows.add(numpy("inner", "a, b", a -> product(a, "a", "b", Products::inner)));
    rows.add(numpy("kron", "a, b", a -> product(a, "a", "b", Products::kron)));
    rows.add(numpy("matvec", PAIR, a -> product(a, "x1", "x2", Products::matVec)));
    rows.add(numpy("vecmat", PAIR, a -> product(a, "x1", "x2", Products::vecMat)));
    rows.add(
        Function.of(
            "multi_dot", "arrays, *, !out=None", ProductFunctions::multiDot, Place.NUMPY_LINALG));
    rows.add(
        Function.of("matrix_power", "a, n", ProductFunctions::matrixPower, Place.NUMPY_LINALG));
    rows.add(
        numpy(
            "einsum",
            "*operands, !out=None, optimize=False, dtype=None",
            ProductFunctions::einsum));
    rows.add(numpy("trace", "a, offset=0, axis1=0, axis2=1, dtype=None", ProductFunctions::trace));
    rows.add(
        Function.of(
            "trace",
            "a, offset=0, axis1=0, axis2=1, dtype=None",
            ProductFunctions::trace,
            Place.ARRAY_METHOD));
    rows.add(
        Function.of(
            "trace",
            "x, /, *, offset=0, dtype=None",
            a -> typed(a, Products.trace(a.expr("x"), a.integer("offset"), -2, -1)),
            Place.NUMPY_LINALG));
    return rows;
  }

  private static Function numpy(String name, String signature, Function.Body body) {
    return Function.of(name, signature, body, Place.NUMPY);
  }

  private static List<Function> both(String name, String signature, Function.Body body) {
    return List.of(Function.of(name, signature, body, Place.NUMPY, Place.NUMPY_LINALG));
  }

  private static Value product(
      BoundArguments a, String x, String y, BinaryOperator<Expr> function) {
    return ArrayValue.computed(function.apply(a.expr(x), a.expr(y)));
  }

  private static Value outer(Expr a, Expr b) {
    return ArrayValue.computed(Products.tensorDot(Reshape.ravel(a), Reshape.ravel(b), 0));
  }

  private static Value outerOfVectors(BoundArguments a) {
    int first = a.expr("x1").shape().rank();
    int second = a.expr("x2").shape().rank();
    if (first != 1 || second != 1) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "Input arrays must be one-dimensional, but they are x1.ndim=%d and x2.ndim=%d.",
          first,
          second);
    }
    return outer(a.expr("x1"), a.expr("x2"));
  }

  private static Value tensordot(BoundArguments a) {
    Expr x = a.expr("a");
    Expr y = a.expr("b");
    if (a.value("axes") instanceof Value.Sequence axes && axes.items().size() == 2) {
      return ArrayValue.array(
          Products.tensorDot(
              x,
              y,
              Conversions.toAxes(axes.items().get(0), a.environment()),
              Conversions.toAxes(axes.items().get(1), a.environment())));
    }
    // An array even where no axes are left, as in NumPy.
    return ArrayValue.array(Products.tensorDot(x, y, a.axis("axes")));
  }

  /** The product of several matrices, of which the first and the last may be vectors. */
  private static Value multiDot(BoundArguments a) {
    List<Expr> arrays = a.exprs("arrays");
    if (arrays.size() < 2) {
      throw NDArrayException.of(ErrorCode.VALUE, "Expecting at least two arrays.");
    }
    return ArrayValue.computed(arrays.stream().reduce(Products::dot).orElseThrow());
  }

  /** A square matrix times itself, as often as its power's binary digits say. */
  private static Value matrixPower(BoundArguments a) {
    Expr matrix = a.expr("a");
    int rank = matrix.shape().rank();
    if (rank < 2 || matrix.shape().extent(rank - 1) != matrix.shape().extent(rank - 2)) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          rank < 2
              ? "%d-dimensional array given. Array must be at least two-dimensional"
              : "Last 2 dimensions of the array must be square",
          rank);
    }
    long power = a.integer("n");
    if (power < 0) {
      throw NDArrayException.of(
          ErrorCode.UNSUPPORTED, "Cannot take a negative power of a matrix: there is no inverse");
    }
    long extent = matrix.shape().extent(rank - 1);
    Expr result =
        View.broadcastTo(Diagonals.eye(extent, extent, 0, matrix.dtype()), matrix.shape());
    boolean isFirst = true;
    Expr square = matrix;
    for (long rest = power; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        result = isFirst ? square : Products.matmul(result, square);
        isFirst = false;
      }
      square = rest > 1 ? Products.matmul(square, square) : square;
    }
    return ArrayValue.computed(result);
  }

  private static Value vecdot(BoundArguments a) {
    return ArrayValue.computed(Products.vecDot(a.expr("x1"), a.expr("x2"), a.axis("axis")));
  }

  private static Value cross(BoundArguments a) {
    boolean apart = a.isNone("axis");
    return ArrayValue.computed(
        CrossProduct.of(
            a.expr("a"),
            a.expr("b"),
            a.axis(apart ? "axisa" : "axis"),
            a.axis(apart ? "axisb" : "axis"),
            a.axis(apart ? "axisc" : "axis")));
  }

  private static Value vdot(BoundArguments a) {
    return ArrayValue.computed(Products.vDot(a.expr("a"), a.expr("b")));
  }

  private static Value einsum(BoundArguments a) {
    List<Value> operands = a.rest("operands");
    if (operands.isEmpty()) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "must specify the einstein sum subscripts string and at least one operand, or at least"
              + " one operand and its corresponding subscripts list");
    }
    EinsumCall call = EinsumCall.of(operands, a.environment());
    List<Expr> arrays = new ArrayList<>();
    for (Value operand : call.arrays()) {
      Expr array = Conversions.toArray(operand, a.environment()).expr();
      DType dtype = a.dtype("dtype").orElse(array.dtype());
      if (!Promotion.canCastSafely(array.dtype(), dtype)) {
        throw NDArrayException.of(
            ErrorCode.DTYPE,
            "Iterator operand %d dtype could not be cast from dtype('%s') to dtype('%s') according"
                + " to the rule 'safe'",
            arrays.size(),
            array.dtype(),
            dtype);
      }
      arrays.add(Convert.of(array, dtype));
    }
    return ArrayValue.computed(Einsum.of(call.subscripts(), arrays));
  }

  private static Value trace(BoundArguments a) {
    return typed(
        a, Products.trace(a.expr("a"), a.integer("offset"), a.axis("axis1"), a.axis("axis2")));
  }

  private static Value typed(BoundArguments a, Expr sum) {
    return ArrayValue.computed(Convert.of(sum, a.dtype("dtype").orElse(sum.dtype())));
  }
}
