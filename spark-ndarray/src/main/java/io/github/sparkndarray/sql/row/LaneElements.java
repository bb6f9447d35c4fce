package io.github.sparkndarray.sql.row;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Constant;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Hint;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.Stored;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.kernel.codegen.VectorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Writes the elements of expressions for one vector and several of many at a time, side by side in
 * the lanes of SIMD vectors: the same operations in the same order as {@link RowElements} has for
 * one. All lanes are of one floating dtype. What there is no such code for throws {@link
 * NDArrayException}.
 */
final class LaneElements {
  /** The index of the loop over the many. */
  static final String MANY = "j";

  private static final int PARTIAL_SUMS = RowReduction.PARTIAL_SUMS;

  private final RowConstants constants;
  private final DType lane;
  private final VectorCode code;
  private final int many;
  private int names;

  /**
   * What writes elements.
   *
   * @param many the operand of which there are many
   */
  LaneElements(RowConstants constants, DType lane, int many) {
    this.constants = constants;
    this.lane = lane;
    this.code = new VectorCode(lane);
    this.many = many;
  }

  private String name(String prefix) {
    return prefix + names++;
  }

  private static NDArrayException unsupported(Object what) {
    return NDArrayException.of(ErrorCode.UNSUPPORTED, "Cannot compute %s in lanes", what);
  }

  /** The element of an expression at an index, for use in a block. */
  RowValue element(Expr expr, List<RowValue> index, RowScope scope) {
    return scope.once(expr, index, () -> make(expr, index, scope));
  }

  private RowValue make(Expr expr, List<RowValue> index, RowScope scope) {
    if (expr instanceof Constant constant && constant.dtype() == lane) {
      String number = "(" + javaType() + ") " + constants.real(constant.real());
      return variable(lane, code.splat(number), Set.of(), scope);
    }
    if (expr instanceof Stored stored && stored.dtype() == lane && index.size() <= 1) {
      return operand((RowSource) stored.source(), index, scope);
    }
    if (expr instanceof View view) {
      return element(view.base(), RowElements.through(constants, view.map(), index), scope);
    }
    if (expr instanceof Elementwise elementwise) {
      return elementwise(elementwise, index, scope);
    }
    if (expr instanceof Convert convert && convert.input().dtype() == convert.dtype()) {
      return element(convert.input(), index, scope);
    }
    if (expr instanceof Hint hint) {
      return element(hint.input(), index, scope);
    }
    if (expr instanceof Reduce reduce) {
      // A sum of float32 is one of float64.
      if (reduce.reduction() == Reduction.SUM && lane != DType.FLOAT64) {
        throw unsupported("a sum of float32");
      }
      return reduce(reduce, index, scope);
    }
    throw unsupported(expr.getClass().getSimpleName());
  }

  private String javaType() {
    return lane == DType.FLOAT32 ? "float" : "double";
  }

  private RowValue operand(RowSource source, List<RowValue> index, RowScope scope) {
    int p = source.position();
    Set<String> indices = RowValue.union(index);
    if (index.isEmpty()) {
      return variable(lane, code.splat("v" + p), indices, scope);
    }
    String k = index.get(0).text();
    if (p != many) {
      return variable(lane, code.splat("a%d[%s]".formatted(p, k)), indices, scope);
    }
    Set<String> all = new TreeSet<>(indices);
    all.add(MANY);
    return variable(lane, code.load("a" + p, "at + (" + k + ") * step"), all, scope);
  }

  private RowValue elementwise(Elementwise node, List<RowValue> index, RowScope scope) {
    List<RowValue> arguments = new ArrayList<>();
    for (Expr argument : node.arguments()) {
      arguments.add(element(argument, index, scope));
    }
    Operator operator = node.operator();
    if (operator == Operator.POWER) {
      operator = power(node);
      arguments.remove(1);
    }
    List<Expr> inputs = node.arguments();
    DType compute = inputs.get(inputs.size() - 1).dtype();
    if (!code.has(operator, compute)) {
      throw unsupported(operator);
    }
    String text = code.apply(operator, compute, arguments.stream().map(RowValue::text).toList());
    return variable(node.dtype(), text, RowValue.union(arguments), scope);
  }

  /** The operator that a power is, as in {@link RowElements}. */
  private static Operator power(Elementwise node) {
    if (RowElements.constantOf(node.arguments().get(1)) instanceof Constant c) {
      if (c.real() == 2) {
        return Operator.SQUARE;
      } else if (c.real() == 1) {
        return Operator.POSITIVE;
      } else if (c.real() == 0.5 && c.dtype().isFloat()) {
        return Operator.SQRT;
      }
    }
    throw unsupported("a power");
  }

  private RowValue variable(DType dtype, String text, Set<String> indices, RowScope scope) {
    String name = name("t");
    scope.where(indices).add(code.type(dtype) + " " + name + " = " + cast(dtype, text) + ";");
    return new RowValue(name, indices);
  }

  /** Janino takes some methods for those of vectors of any type. */
  private String cast(DType dtype, String text) {
    return "(" + code.type(dtype) + ") " + text;
  }

  /** A reduction along one axis, in lanes of the dtype of what is reduced. */
  RowValue reduce(Reduce reduce, List<RowValue> index, RowScope scope) {
    Expr input = reduce.input();
    if (reduce.axes().length != 1 || input.dtype() != lane) {
      throw unsupported("a reduction of " + input.dtype());
    }
    return switch (reduce.reduction()) {
      case SUM -> sum(reduce, index, scope);
      case MIN -> extreme(reduce, Operator.MINIMUM, "POSITIVE_INFINITY", index, scope);
      case MAX -> extreme(reduce, Operator.MAXIMUM, "NEGATIVE_INFINITY", index, scope);
      default -> throw unsupported(reduce.reduction());
    };
  }

  private static long extent(Reduce reduce) {
    return reduce.input().shape().extent(reduce.axes()[0]);
  }

  /** The terms of all lanes differ, so that all is computed inside the loop over the many. */
  private RowValue term(Reduce reduce, List<RowValue> index, RowValue k, RowScope scope) {
    return element(reduce.input(), RowReduction.full(reduce, index, List.of(k)), scope);
  }

  private static RowValue position(String k, int i) {
    return new RowValue(i == 0 ? k : "(" + k + " + " + i + ")", Set.of(k));
  }

  private static Set<String> ofMany(List<RowValue> index) {
    Set<String> all = new TreeSet<>(RowValue.union(index));
    all.add(MANY);
    return all;
  }

  private RowValue sum(Reduce reduce, List<RowValue> index, RowScope scope) {
    long extent = extent(reduce);
    int used = extent < PARTIAL_SUMS ? 1 : PARTIAL_SUMS;
    Set<String> indices = ofMany(index);
    RowScope at = scope.where(indices);
    List<String> sums = Stream.generate(() -> name("s")).limit(used).toList();
    for (String sum : sums) {
      at.add(code.type(lane) + " " + sum + " = " + code.splat("0") + ";");
    }
    if (extent <= RowCode.MOST_UNROLLED) {
      long several = extent / PARTIAL_SUMS * PARTIAL_SUMS;
      for (int k = 0; k < extent; k++) {
        RowValue position = new RowValue(Integer.toString(k), Set.of());
        add(sums.get(k < several ? k % used : 0), term(reduce, index, position, at), at);
      }
    } else {
      String k = name("k");
      String n = constants.integer(extent);
      RowScope several = at.loop(k);
      for (int i = 0; i < used; i++) {
        add(sums.get(i), term(reduce, index, position(k, i), several), several);
      }
      RowScope rest = at.loop(k);
      add(sums.get(0), term(reduce, index, position(k, 0), rest), rest);
      at.add("int " + k + " = 0;");
      at.add(
          "for (; %1$s <= %2$s - %3$d; %1$s += %3$d) {\n%4$s}"
              .formatted(k, n, used, several.text()));
      at.add("for (; %1$s < %2$s; %1$s++) {\n%3$s}".formatted(k, n, rest.text()));
    }
    return variable(lane, total(sums), indices, at);
  }

  private void add(String sum, RowValue term, RowScope scope) {
    scope.add(sum + " = " + sum + ".add(" + term.text() + ");");
  }

  /** The sum of partial sums, pair by pair. */
  private static String total(List<String> sums) {
    int half = sums.size() / 2;
    return half == 0
        ? sums.get(0)
        : total(sums.subList(0, half)) + ".add(" + total(sums.subList(half, sums.size())) + ")";
  }

  private RowValue extreme(
      Reduce reduce, Operator operator, String identity, List<RowValue> index, RowScope scope) {
    Set<String> indices = ofMany(index);
    RowScope at = scope.where(indices);
    String best = name("s");
    String boxed = lane == DType.FLOAT32 ? "Float" : "Double";
    at.add(code.type(lane) + " " + best + " = " + code.splat(boxed + "." + identity) + ";");
    String k = name("k");
    RowScope inner = at.loop(k);
    RowValue term = term(reduce, index, position(k, 0), inner);
    String better = code.apply(operator, lane, List.of(best, term.text()));
    inner.add(best + " = " + cast(lane, better) + ";");
    String n = constants.integer(extent(reduce));
    at.add("for (int %1$s = 0; %1$s < %2$s; %1$s++) {\n%3$s}".formatted(k, n, inner.text()));
    return new RowValue(best, indices);
  }
}
