package io.github.sparkndarray.expr;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Work on one array that makes its elements larger: a shuffle is better done before it, as {@code
 * np.sqrt(x).reshape(…)} of int8 moves an eighth of the bytes if the roots are taken of what has
 * been moved.
 */
final class Growth {
  private Growth() {}

  /**
   * What a shuffle makes of an array, done where the elements are smallest.
   *
   * @param shuffle moves elements, whatever they are, to a result of another shape
   */
  static Expr shuffle(Expr x, UnaryOperator<Expr> shuffle) {
    List<Expr> steps = new ArrayList<>();
    int smallest = 0;
    for (Expr step = x; step != null; step = onlyArray(step)) {
      if (!steps.isEmpty() && itemSize(step) < itemSize(steps.get(smallest))) {
        smallest = steps.size();
      }
      steps.add(step);
    }
    Expr result = shuffle.apply(steps.get(smallest));
    for (int i = smallest - 1; i >= 0; i--) {
      result = again(steps.get(i), result);
    }
    return result;
  }

  private static int itemSize(Expr x) {
    return x.dtype().itemSize();
  }

  /** The one array of the same shape that an element's value depends on; null if there is none. */
  private static @Nullable Expr onlyArray(Expr x) {
    if (x instanceof Convert convert) {
      return convert.input();
    }
    if (!(x instanceof Elementwise elementwise)) {
      return null;
    }
    List<Expr> arrays =
        elementwise.arguments().stream().filter(a -> !(a instanceof Constant)).distinct().toList();
    return arrays.size() == 1 ? arrays.get(0) : null;
  }

  /** The same work on another array. */
  private static Expr again(Expr work, Expr array) {
    if (work instanceof Convert) {
      return Convert.of(array, work.dtype());
    }
    Elementwise elementwise = (Elementwise) work;
    return Elementwise.of(
        elementwise.operator(),
        elementwise.arguments().stream()
            .map(a -> a instanceof Constant constant ? constant.filling(array.shape()) : array)
            .toList());
  }
}
