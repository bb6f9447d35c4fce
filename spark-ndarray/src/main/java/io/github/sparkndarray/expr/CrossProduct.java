package io.github.sparkndarray.expr;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cross products of vectors along an axis. */
public final class CrossProduct {
  private CrossProduct() {}

  /** {@code np.linalg.cross}: of vectors of 3. */
  public static Expr of(Expr a, Expr b, int axis) {
    Expr left = View.moveAxis(a, axis, -1);
    Expr right = View.moveAxis(b, axis, -1);
    if (length(left) != 3 || length(right) != 3) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "Both input arrays must be (arrays of) 3-dimensional vectors, but they are %d and %d"
              + " dimensional instead.",
          length(left),
          length(right));
    }
    return ofLast(left, right, axis);
  }

  /**
   * {@code np.cross}: of vectors of 2 or 3, where those of 2 have no third component; of two of
   * these only the third component of the product is given.
   *
   * @param axisC where the product's components are
   */
  public static Expr of(Expr a, Expr b, int axisA, int axisB, int axisC) {
    Expr left = View.moveAxis(a, axisA, -1);
    Expr right = View.moveAxis(b, axisB, -1);
    if (isNoVector(left) || isNoVector(right)) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "incompatible dimensions for cross product\n(dimension must be 2 or 3)");
    }
    return ofLast(left, right, axisC);
  }

  private static boolean isNoVector(Expr x) {
    return length(x) != 2 && length(x) != 3;
  }

  private static long length(Expr x) {
    return x.shape().extent(x.shape().rank() - 1);
  }

  private static Expr ofLast(Expr a, Expr b, int axis) {
    if (length(a) == 2 && length(b) == 2) {
      return component(a, b, 2);
    }
    List<Expr> components = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      components.add(component(a, b, i));
    }
    return View.moveAxis(Joining.stack(components, components.get(0).shape().rank()), -1, axis);
  }

  /** A component of the product: what is not there in a vector of 2 counts for nothing. */
  private static Expr component(Expr a, Expr b, int number) {
    int next = (number + 1) % 3;
    int last = (number + 2) % 3;
    Optional<Expr> plus = product(a, next, b, last);
    Optional<Expr> minus = product(a, last, b, next);
    if (plus.isPresent() && minus.isPresent()) {
      return Elementwise.of(Operator.SUBTRACT, plus.get(), minus.get());
    }
    return plus.or(() -> minus.map(product -> Elementwise.of(Operator.NEGATIVE, product)))
        .orElseThrow();
  }

  private static Optional<Expr> product(Expr a, int i, Expr b, int j) {
    return i < length(a) && j < length(b)
        ? Optional.of(Elementwise.of(Operator.MULTIPLY, element(a, i), element(b, j)))
        : Optional.empty();
  }

  private static Expr element(Expr x, int i) {
    int last = x.shape().rank() - 1;
    return View.squeeze(View.slice(x, last, i, i + 1), last);
  }
}
