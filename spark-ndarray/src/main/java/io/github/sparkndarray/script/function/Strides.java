package io.github.sparkndarray.script.function;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.ArraySource;
import io.github.sparkndarray.expr.Constant;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Stored;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.shape.IndexMap;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The strides that NumPy's array would have, in bytes. */
final class Strides {
  private Strides() {}

  /** An array of which nothing but dtype and shape matters. */
  private record StandIn(DType dtype, Shape shape) implements ArraySource {
    @Override
    public String name() {
      return "stand-in";
    }
  }

  static long[] of(ArrayValue array) {
    if (array.base().isEmpty()) {
      return of(array.expr());
    }
    // A view of a constant is but a constant of another shape: its map is seen on a stand-in.
    ArrayValue base = array.base().get();
    Expr standIn = new Stored(new StandIn(base.expr().dtype(), base.expr().shape()));
    long[] strides = of(base);
    return array.viewOf(standIn) instanceof View view ? through(view.map(), strides) : strides;
  }

  private static long[] of(Expr expr) {
    if (expr instanceof View view) {
      return through(view.map(), of(view.base()));
    }
    if (expr instanceof Elementwise || expr instanceof Convert) {
      return keepingOrder(expr);
    }
    return inOrder(expr, cOrder(expr.shape().rank()));
  }

  private static long[] through(IndexMap map, long[] base) {
    long[] strides = new long[map.target().rank()];
    for (int d = 0; d < map.sourceRank(); d++) {
      if (map.axis(d) != IndexMap.NO_AXIS) {
        strides[map.axis(d)] += map.step(d) * base[d];
      }
    }
    return strides;
  }

  /** A result lies in memory as its operands do: NumPy's order 'K'. */
  private static long[] keepingOrder(Expr expr) {
    // A constant has been broadcast, and lies nowhere.
    List<long[]> operands =
        expr.inputs().stream()
            .filter(input -> !(input instanceof Constant))
            .map(Strides::of)
            .toList();
    List<Integer> order = new ArrayList<>(cOrder(expr.shape().rank()));
    // NumPy's insertion sort: axes that no operand tells apart stay where they are.
    for (int i = 1; i < order.size(); i++) {
      for (int j = i; j > 0 && compare(order.get(j - 1), order.get(j), operands) > 0; j--) {
        Collections.swap(order, j - 1, j);
      }
    }
    return inOrder(expr, order);
  }

  /** Positive where the second axis is the outer one of the two. */
  private static int compare(int outer, int inner, List<long[]> operands) {
    int verdict = 0;
    for (long[] strides : operands) {
      long a = Math.abs(strides[outer]);
      long b = Math.abs(strides[inner]);
      if (a != 0 && b != 0) {
        if (a >= b) {
          return 0;
        }
        verdict = 1;
      }
    }
    return verdict;
  }

  private static List<Integer> cOrder(int rank) {
    List<Integer> order = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      order.add(axis);
    }
    return order;
  }

  /**
   * Strides of an array without gaps whose axes lie in memory in the given order, outermost first.
   */
  private static long[] inOrder(Expr expr, List<Integer> outermostFirst) {
    Shape shape = expr.shape();
    long[] strides = new long[shape.rank()];
    long stride = expr.dtype().itemSize();
    for (int i = outermostFirst.size() - 1; i >= 0; i--) {
      int axis = outermostFirst.get(i);
      strides[axis] = stride;
      stride *= Math.max(1, shape.extent(axis));
    }
    return strides;
  }
}
