package io.github.sparkndarray.sql.row;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.codegen.ScalarCode;
import io.github.sparkndarray.kernel.run.Arithmetic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Writes a reduction as loops. A floating-point sum along one axis has eight partial sums in double
 * precision, so that additions need not wait for each other and float32 loses nothing but the last
 * rounding.
 */
final class RowReduction {
  static final int PARTIAL_SUMS = 8;
  private static final String ARITHMETIC = Arithmetic.class.getName() + ".";

  private final RowElements elements;
  private final RowConstants constants;
  private final Reduce reduce;
  private final Expr input;
  private final String type;

  RowReduction(RowElements elements, RowConstants constants, Reduce reduce) {
    this.elements = elements;
    this.constants = constants;
    this.reduce = reduce;
    this.input = reduce.input();
    this.type = ScalarCode.type(input.dtype());
    if (reduce.reduction().isWide()) {
      throw NDArrayException.of(
          ErrorCode.UNSUPPORTED,
          "Cannot select or count elements in an expression over the values of a row");
    }
  }

  RowValue element(List<RowValue> index, RowScope scope) {
    Set<String> outside = RowValue.union(index);
    RowScope at = scope.where(outside);
    String result = elements.name("s");
    int[] axes = reduce.axes();
    boolean sum = reduce.reduction() == Reduction.SUM;
    if (sum && input.dtype().isFloat() && axes.length == 1) {
      partialSums(result, axes[0], index, at);
    } else {
      at.add(accumulatorType() + " " + result + " = " + identity() + ";");
      if (reduce.reduction().isPosition()) {
        at.add(type + " " + result + "best = " + zero() + ";");
        at.add("long " + result + "at = 0;");
      }
      loops(result, 0, new ArrayList<>(), index, at);
    }
    DType dtype = reduce.dtype();
    boolean narrow = sum && dtype == DType.FLOAT32;
    return new RowValue(narrow ? "((float) " + result + ")" : result, outside);
  }

  /** The index of an element of the input, given those of the result and of the reduced axes. */
  static List<RowValue> full(Reduce reduce, List<RowValue> index, List<RowValue> reduced) {
    List<RowValue> all = new ArrayList<>();
    int kept = 0;
    for (int d = 0; d < reduce.input().shape().rank(); d++) {
      int r = Arrays.binarySearch(reduce.axes(), d);
      all.add(r >= 0 ? reduced.get(r) : index.get(kept++));
    }
    return all;
  }

  private void partialSums(String result, int axis, List<RowValue> index, RowScope at) {
    long extent = input.shape().extent(axis);
    if (extent <= elements.unrolled()) {
      unrolledSums(result, (int) extent, index, at);
      return;
    }
    String n = constants.integer(input.shape().extent(axis));
    String k = elements.name("k");
    StringBuilder declared = new StringBuilder("double ");
    List<String> sums = new ArrayList<>();
    for (int i = 0; i < PARTIAL_SUMS; i++) {
      sums.add(result + "p" + i);
      declared.append(i == 0 ? "" : ", ").append(result).append('p').append(i).append(" = 0");
    }
    at.add(declared + ";");
    at.add("int " + k + " = 0;");
    RowScope several = at.loop(k);
    for (int i = 0; i < PARTIAL_SUMS; i++) {
      String position = i == 0 ? k : "(" + k + " + " + i + ")";
      RowValue term = term(index, new RowValue(position, Set.of(k)), several);
      several.add(sums.get(i) + " += " + term.text() + ";");
    }
    RowScope rest = at.loop(k);
    RowValue term = term(index, new RowValue(k, Set.of(k)), rest);
    rest.add(sums.get(0) + " += " + term.text() + ";");
    at.add(
        "for (; %1$s <= %2$s - %3$d; %1$s += %3$d) {\n%4$s}"
            .formatted(k, n, PARTIAL_SUMS, several.text()));
    at.add("for (; %1$s < %2$s; %1$s++) {\n%3$s}".formatted(k, n, rest.text()));
    at.add(
        "double %1$s = ((%1$sp0 + %1$sp1) + (%1$sp2 + %1$sp3)) + ((%1$sp4 + %1$sp5) + (%1$sp6 + %1$sp7));"
            .formatted(result));
  }

  /** The same additions in the same order, without loops. */
  private void unrolledSums(String result, int extent, List<RowValue> index, RowScope at) {
    int several = extent / PARTIAL_SUMS * PARTIAL_SUMS;
    List<StringBuilder> sums = new ArrayList<>();
    for (int i = 0; i < PARTIAL_SUMS; i++) {
      sums.add(new StringBuilder("0.0"));
    }
    for (int k = 0; k < extent; k++) {
      RowValue term = term(index, new RowValue(Integer.toString(k), Set.of()), at);
      sums.get(k < several ? k % PARTIAL_SUMS : 0).append(" + ").append(term.text());
    }
    List<String> partial = sums.stream().map(sum -> "(" + sum + ")").toList();
    // What was added to nothing else is zero, and so are sums of zeros.
    at.add(
        several == 0
            ? "double %s = %s;".formatted(result, partial.get(0))
            : "double %s = ((%s + %s) + (%s + %s)) + ((%s + %s) + (%s + %s));"
                .formatted(
                    result,
                    partial.get(0),
                    partial.get(1),
                    partial.get(2),
                    partial.get(3),
                    partial.get(4),
                    partial.get(5),
                    partial.get(6),
                    partial.get(7)));
  }

  private RowValue term(List<RowValue> index, RowValue k, RowScope scope) {
    return elements.element(input, full(reduce, index, List.of(k)), scope);
  }

  private void loops(
      String result, int depth, List<RowValue> reduced, List<RowValue> index, RowScope at) {
    int[] axes = reduce.axes();
    if (depth == axes.length) {
      Set<String> all = new TreeSet<>(RowValue.union(index));
      all.addAll(RowValue.union(reduced));
      RowValue value = elements.element(input, full(reduce, index, reduced), at);
      at.add(update(result, value.text()));
      return;
    }
    String k = elements.name("k");
    RowScope inner = at.loop(k);
    List<RowValue> more = new ArrayList<>(reduced);
    more.add(new RowValue(k, Set.of(k)));
    loops(result, depth + 1, more, index, inner);
    String n = constants.integer(input.shape().extent(axes[depth]));
    at.add("for (int %1$s = 0; %1$s < %2$s; %1$s++) {\n%3$s}".formatted(k, n, inner.text()));
  }

  private String accumulatorType() {
    if (reduce.reduction().isPosition()) {
      return "long";
    }
    return reduce.reduction() == Reduction.SUM && input.dtype().isFloat() ? "double" : type;
  }

  private String zero() {
    return input.dtype() == DType.BOOL ? "false" : "0";
  }

  private String identity() {
    boolean bool = input.dtype() == DType.BOOL;
    return switch (reduce.reduction()) {
      case PROD -> "1";
      case ALL -> "true";
      case ANY -> "false";
      case MIN -> bool ? "true" : extreme("MAX_VALUE", "POSITIVE_INFINITY");
      case MAX -> bool ? "false" : extreme("MIN_VALUE", "NEGATIVE_INFINITY");
      default -> "0";
    };
  }

  private String extreme(String integer, String real) {
    return switch (input.dtype()) {
      case FLOAT64 -> "Double." + real;
      case FLOAT32 -> "Float." + real;
      case INT64 -> "Long." + integer;
      default -> "Integer." + integer;
    };
  }

  private String update(String result, String x) {
    boolean bool = input.dtype() == DType.BOOL;
    boolean real = input.dtype().isFloat();
    return switch (reduce.reduction()) {
      case SUM -> result + " += " + x + ";";
      case PROD -> result + " *= " + x + ";";
      case ANY -> result + " |= " + x + ";";
      case ALL -> result + " &= " + x + ";";
      case MIN ->
          result
              + (bool
                  ? " &= " + x
                  : " = "
                      + (real ? ARITHMETIC + "minimum(" : "Math.min(")
                      + result
                      + ", "
                      + x
                      + ")")
              + ";";
      case MAX ->
          result
              + (bool
                  ? " |= " + x
                  : " = "
                      + (real ? ARITHMETIC + "maximum(" : "Math.max(")
                      + result
                      + ", "
                      + x
                      + ")")
              + ";";
      case ARGMIN -> position(result, x, bool ? "(!$x & $b)" : "($x < $b)");
      case ARGMAX -> position(result, x, bool ? "($x & !$b)" : "($x > $b)");
      default ->
          throw NDArrayException.of(
              ErrorCode.INTERNAL, "no code for the reduction %s", reduce.reduction());
    };
  }

  /** The first of equals, and the first NaN where there is one. */
  private String position(String result, String x, String better) {
    String best = result + "best";
    String test = better.replace("$x", x).replace("$b", best);
    if (input.dtype().isFloat()) {
      test = "(" + test + " || (" + x + " != " + x + " && " + best + " == " + best + "))";
    }
    return "if (%1$sat == 0 || %2$s) {\n%3$s = %4$s;\n%1$s = %1$sat;\n}\n%1$sat++;"
        .formatted(result, test, best, x);
  }
}
