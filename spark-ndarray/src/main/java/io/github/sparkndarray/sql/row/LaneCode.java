package io.github.sparkndarray.sql.row;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Constant;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Hint;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.kernel.codegen.VectorCode;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A compiled function of two vectors that computes several values side by side, from the elements
 * of many vectors that lie element by element. Where a value is a square root, what it is the root
 * of is computed; where it is a sum of float32, which has the precision of float64, it is computed
 * in float32, with an error.
 */
public final class LaneCode {
  /** The rounding error of float32. */
  private static final double NARROW = 0x1p-24;

  private final LaneKernel kernel;
  private final long[] integers;
  private final double[] reals;
  private final Object[] arrays;
  private final boolean isNarrow;
  private final boolean isSquare;
  private final double error;

  private LaneCode(
      LaneKernel kernel, RowConstants constants, boolean isNarrow, boolean isSquare, double error) {
    this.kernel = kernel;
    this.integers = constants.integers();
    this.reals = constants.reals();
    this.arrays = constants.arrays();
    this.isNarrow = isNarrow;
    this.isSquare = isSquare;
    this.error = error;
  }

  /**
   * The code of an expression; null where it cannot be computed in lanes.
   *
   * @param locals the local variables of the operands, as {@link RowCode#primitiveOperands} has
   *     them
   * @param many the operand of which there are many
   */
  static @Nullable LaneCode of(Expr result, String locals, int many) {
    DType lane = result.dtype();
    if (result.shape().rank() != 0 || !VectorCode.isPossible(lane)) {
      return null;
    }
    Expr value = plain(result);
    boolean isSquare = value instanceof Elementwise root && root.operator() == Operator.SQRT;
    Expr core = isSquare ? plain(((Elementwise) value).arguments().get(0)) : value;
    RowConstants constants = new RowConstants();
    LaneElements elements = new LaneElements(constants, lane, many);
    RowScope before = RowScope.outermost();
    RowScope loop = before.loop(LaneElements.MANY);
    double error = 0;
    String computed;
    try {
      if (lane == DType.FLOAT32 && core instanceof Reduce sum && isSumOfNonNegative(sum)) {
        computed = elements.reduce(sum, List.of(), loop).text();
        error = error(sum.input().shape().extent(sum.axes()[0]));
      } else {
        computed = elements.element(core, List.of(), loop).text();
      }
    } catch (NDArrayException e) {
      return null;
    }
    String source = source(lane, locals, constants, before.text(), loop.text(), computed);
    return new LaneCode(
        RowKernels.compileLanes(source), constants, lane == DType.FLOAT32, isSquare, error);
  }

  private static Expr plain(Expr expr) {
    if (expr instanceof View view && view.base().shape().rank() == 0) {
      return plain(view.base());
    }
    return expr instanceof Hint hint ? plain(hint.input()) : expr;
  }

  private static boolean isSumOfNonNegative(Reduce reduce) {
    return reduce.reduction() == Reduction.SUM
        && reduce.axes().length == 1
        && isNonNegative(reduce.input());
  }

  private static boolean isNonNegative(Expr expr) {
    if (!(expr instanceof Elementwise node)) {
      return expr instanceof View view && isNonNegative(view.base());
    }
    return switch (node.operator()) {
      case SQUARE, ABSOLUTE -> true;
      case POWER ->
          RowElements.constantOf(node.arguments().get(1)) instanceof Constant c && c.real() == 2;
      default -> false;
    };
  }

  /**
   * By how much, relative to one of them, two sums of n terms that are not negative differ where
   * both are made in float32 or better, and rounded to it: n roundings each, and some to spare for
   * the limits they are compared with (Higham, Accuracy and Stability of Numerical Algorithms,
   * 4.2).
   */
  private static double error(long n) {
    return (2 * n + 16) * NARROW;
  }

  private static String source(
      DType lane,
      String locals,
      RowConstants constants,
      String before,
      String body,
      String computed) {
    VectorCode code = new VectorCode(lane);
    String type = lane == DType.FLOAT32 ? "float" : "double";
    String loop =
        "for (int j = 0; j < count; j += "
            + code.step()
            + ") {\nint at = from + j;\n"
            + body
            + code.store(computed, "out", "j")
            + "\npassed &= "
            + computed
            + ".compare(VectorOperators.%s, beyond).allTrue();\n}\n";
    return "public boolean values(Object[] operands, int from, int count, int step, Object target,"
        + " double limit, boolean isLower, long[] integers, double[] reals, Object[] arrays) {\n"
        + "%1$s[] out = (%1$s[]) target;\n".formatted(type)
        + locals
        + constants.declarations()
        + before
        + code.type(lane)
        + " beyond = "
        + code.splat("(" + type + ") limit")
        + ";\nboolean passed = true;\nif (isLower) {\n"
        + loop.formatted("LE")
        + "} else {\n"
        + loop.formatted("GE")
        + "}\nreturn passed;\n}\n";
  }

  /** The imports of the source. */
  static String imports() {
    return VectorCode.imports().stream()
        .map(name -> "import " + name + ";\n")
        .collect(Collectors.joining());
  }

  /** Whether what is computed is float32. */
  public boolean isNarrow() {
    return isNarrow;
  }

  /** Whether values are the square roots of what is computed. */
  public boolean isSquare() {
    return isSquare;
  }

  /** By how much, relative to it, what is computed may differ from what it should be. */
  public double error() {
    return error;
  }

  /**
   * Computes for some of the many.
   *
   * @param operands as the program has them: numbers boxed, arrays as primitive ones
   * @param from the first of the many
   * @param count is filled up to whole vectors, as {@code out} and the many must be
   * @param out {@code float[]} or {@code double[]}
   * @param limit what is computed may be at or beyond it
   * @param isLower whether what is smaller is beyond
   * @return whether all is at or beyond the limit, and none is NaN
   */
  public boolean values(
      Object[] operands, int from, int count, int step, Object out, double limit, boolean isLower) {
    return kernel.values(operands, from, count, step, out, limit, isLower, integers, reals, arrays);
  }
}
