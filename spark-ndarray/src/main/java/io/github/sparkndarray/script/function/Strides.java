package io.github.sparkndarray.script.function;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.ArraySource;
import io.github.sparkndarray.expr.Constant;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.DeepFirst;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Stored;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.shape.IndexMap;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

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
    Deque<ArrayValue> views = new ArrayDeque<>();
    ArrayValue owner = array;
    while (owner.base().isPresent()) {
      views.push(owner);
      owner = owner.base().get();
    }
    // The views' elements are made anew where the owner's have changed.
    array.expr();
    Expr elements = owner.expr();
    long[] strides =
        owner.isInCOrder() ? inOrder(elements, cOrder(elements.shape().rank())) : of(elements);
    ArrayValue base = owner;
    for (ArrayValue view : views) {
      strides = ofView(view, base, strides);
      base = view;
    }
    return strides;
  }

  private static long[] ofView(ArrayValue view, ArrayValue base, long[] strides) {
    // A view of a constant is but a constant of another shape: its map is seen on a stand-in.
    Shape shape = base.expr().shape();
    Expr standIn = new Stored(new StandIn(base.expr().dtype(), shape));
    Expr seen = view.viewOf(standIn);
    if (seen instanceof View mapped) {
      return through(mapped.map(), strides);
    }
    if (shape.size() < 2) {
      return inOrder(seen, cOrder(seen.shape().rank()));
    }
    return seen == standIn
        ? strides
        : reshaped(shape, strides, seen.shape())
            .orElseGet(() -> inOrder(seen, cOrder(seen.shape().rank())));
  }

  /** Strides of an expression's elements, found without recursion. */
  private static long[] of(Expr expr) {
    Map<Expr, long[]> known = new IdentityHashMap<>();
    for (Expr node : DeepFirst.order(List.of(expr), Strides::laidOutLike)) {
      known.put(node, of(node, known));
    }
    return Objects.requireNonNull(known.get(expr));
  }

  /** What decides how the elements of an expression lie in memory. */
  private static List<Expr> laidOutLike(Expr expr) {
    // A constant has been broadcast, and lies nowhere.
    return expr instanceof View || expr instanceof Elementwise || expr instanceof Convert
        ? expr.inputs().stream().filter(input -> !(input instanceof Constant)).toList()
        : List.of();
  }

  private static long[] of(Expr expr, Map<Expr, long[]> known) {
    List<long[]> inputs =
        laidOutLike(expr).stream().map(input -> Objects.requireNonNull(known.get(input))).toList();
    if (expr instanceof View view) {
      return through(view.map(), inputs.get(0));
    }
    return expr instanceof Elementwise || expr instanceof Convert
        ? keepingOrder(expr, inputs)
        : inOrder(expr, cOrder(expr.shape().rank()));
  }

  /** Whether the elements of an array lie one after the other in C order. */
  static boolean isContiguous(ArrayValue array) {
    return isContiguous(array.expr().shape(), of(array), array.expr().dtype());
  }

  /** Whether elements lie one after the other in C order. */
  static boolean isContiguous(Shape shape, long[] strides, DType dtype) {
    long expected = dtype.itemSize();
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      if (shape.extent(axis) > 1 && strides[axis] != expected) {
        return false;
      }
      expected *= Math.max(1, shape.extent(axis));
    }
    return true;
  }

  /**
   * The strides under which another shape of the same size shows the same elements in C order;
   * nothing where they would have to be copied. Axes are taken together until both shapes have
   * covered the same number of elements; within those the elements must be evenly apart.
   */
  static Optional<long[]> reshaped(Shape shape, long[] strides, Shape wanted) {
    int[] axes = IntStream.range(0, shape.rank()).filter(d -> shape.extent(d) != 1).toArray();
    long[] result = new long[wanted.rank()];
    int from = 0;
    int to = 0;
    while (from < axes.length && to < result.length && shape.size() > 0) {
      int last = from;
      int end = to + 1;
      long have = shape.extent(axes[from]);
      long want = wanted.extent(to);
      while (have != want) {
        if (have < want) {
          long inner = shape.extent(axes[last + 1]);
          if (strides[axes[last]] != strides[axes[last + 1]] * inner) {
            return Optional.empty();
          }
          have *= inner;
          last++;
        } else {
          want *= wanted.extent(end++);
        }
      }
      long stride = strides[axes[last]];
      for (int axis = end - 1; axis >= to; axis--) {
        result[axis] = stride;
        stride *= wanted.extent(axis);
      }
      from = last + 1;
      to = end;
    }
    Arrays.fill(result, to, result.length, to == 0 ? 0 : result[to - 1]);
    return Optional.of(result);
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
  private static long[] keepingOrder(Expr expr, List<long[]> operands) {
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
