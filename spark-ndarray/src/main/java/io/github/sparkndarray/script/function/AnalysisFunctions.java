package io.github.sparkndarray.script.function;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Cumulative;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Interpolation;
import io.github.sparkndarray.expr.Joining;
import io.github.sparkndarray.expr.Operand;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.Reshape;
import io.github.sparkndarray.expr.Sorting;
import io.github.sparkndarray.expr.Taking;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Axes;
import io.github.sparkndarray.shape.Index;
import java.util.Arrays;
import java.util.List;

/** Integrals, interpolation and polynomials. */
final class AnalysisFunctions {
  private AnalysisFunctions() {}

  static List<Function> rows() {
    return List.of(
        numpy("trapezoid", "y, x=None, dx=1.0, axis=-1", AnalysisFunctions::trapezoid),
        numpy(
            "interp",
            "x, xp, fp, left=None, right=None, period=None",
            AnalysisFunctions::interpolated),
        numpy("polyval", "p, x", AnalysisFunctions::polynomial));
  }

  private static Function numpy(String name, String signature, Function.Body body) {
    return Function.of(name, signature, body, Place.NUMPY);
  }

  private static Value trapezoid(BoundArguments a) {
    Expr y = a.expr("y");
    int axis = Axes.normalize(a.axis("axis"), y.shape().rank());
    long extent = y.shape().extent(axis);
    Operand widths = a.operand("dx");
    if (!a.isNone("x")) {
      Expr x = a.expr("x");
      boolean isVector = x.shape().rank() == 1;
      Expr apart = Cumulative.diff(x, 1, isVector ? 0 : axis);
      long[] extents = new long[y.shape().rank()];
      Arrays.fill(extents, 1);
      extents[axis] = Reshape.REST;
      widths = isVector ? Reshape.of(apart, extents) : apart;
    }
    Expr after = View.slice(y, axis, Math.min(1, extent), extent);
    Expr before = View.slice(y, axis, 0, Math.max(0, extent - 1));
    Expr sums = op(Operator.MULTIPLY, widths, op(Operator.ADD, after, before));
    Expr areas = op(Operator.DIVIDE, sums, PythonScalar.of(2.0));
    return ArrayValue.computed(Reduce.of(Reduction.SUM, areas, new int[] {axis}, false));
  }

  private static Value interpolated(BoundArguments a) {
    Expr xp = a.expr("xp");
    Expr fp = a.expr("fp");
    if (xp.shape().rank() != 1 || fp.shape().rank() != 1) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          xp.shape().rank() * fp.shape().rank() == 0
              ? "object of too small depth for desired array"
              : "object too deep for desired array");
    }
    if (xp.shape().size() == 0) {
      throw NDArrayException.of(ErrorCode.VALUE, "array of sample points is empty");
    }
    if (!xp.shape().equals(fp.shape())) {
      throw NDArrayException.of(ErrorCode.VALUE, "fp and xp are not of the same length.");
    }
    if (!a.isNone("period")) {
      return periodic(a, xp, fp);
    }
    Operand left = a.isNone("left") ? end(fp, 0) : a.operand("left");
    Operand right = a.isNone("right") ? end(fp, -1) : a.operand("right");
    return ArrayValue.computed(Interpolation.of(a.expr("x"), xp, fp, left, right));
  }

  /** Of what comes again and again, known over one period, its first and last points beside it. */
  private static Value periodic(BoundArguments a, Expr xp, Expr fp) {
    double period = Math.abs(a.number("period").real());
    if (period == 0) {
      throw NDArrayException.of(ErrorCode.VALUE, "period must be a non-zero value");
    }
    PythonScalar length = PythonScalar.of(period);
    Expr x = op(Operator.REMAINDER, Convert.of(a.expr("x"), DType.FLOAT64), length);
    Expr within = op(Operator.REMAINDER, Convert.of(xp, DType.FLOAT64), length);
    Expr order = Sorting.argsort(within, 0);
    Expr points = Taking.elements(within, order);
    Expr heights = Taking.elements(fp, order);
    long count = xp.shape().size();
    Expr before = op(Operator.SUBTRACT, View.slice(points, 0, count - 1, count), length);
    Expr after = op(Operator.ADD, View.slice(points, 0, 0, 1), length);
    Expr around = Joining.concatenate(List.of(before, points, after), 0);
    Expr high =
        Joining.concatenate(
            List.of(
                View.slice(heights, 0, count - 1, count), heights, View.slice(heights, 0, 0, 1)),
            0);
    return ArrayValue.computed(Interpolation.of(x, around, high, end(high, 0), end(high, -1)));
  }

  private static Expr end(Expr x, long at) {
    return View.index(x, List.of(new Index.At(at)));
  }

  /** By Horner's rule, from the highest power on. */
  private static Value polynomial(BoundArguments a) {
    Expr coefficients = a.expr("p");
    Operand x = a.operand("x");
    Expr at = a.expr("x");
    Expr sum = op(Operator.MULTIPLY, at, PythonScalar.of(0L));
    long count = coefficients.shape().rank() == 0 ? 1 : coefficients.shape().extent(0);
    Expr vector = Reshape.of(coefficients, count);
    for (long i = 0; i < count; i++) {
      sum = op(Operator.ADD, op(Operator.MULTIPLY, sum, x), end(vector, i));
    }
    return ArrayValue.computed(sum);
  }

  private static Expr op(Operator operator, Operand... operands) {
    return Elementwise.of(operator, operands);
  }
}
