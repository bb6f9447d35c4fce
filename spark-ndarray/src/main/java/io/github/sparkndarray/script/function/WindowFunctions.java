package io.github.sparkndarray.script.function;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Constant;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Indices;
import io.github.sparkndarray.expr.Operand;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Shape;
import java.util.List;

/**
 * Windows that signals are multiplied with.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/routines.window.html">numpy's windows</a>
 */
final class WindowFunctions {
  private WindowFunctions() {}

  /** What a window is at numbers from {@code 1 - length} to {@code length - 1}, two apart. */
  private interface Window {
    Expr at(Expr numbers, double length);
  }

  static List<Function> rows() {
    return List.of(
        window("bartlett", WindowFunctions::triangle),
        window("hanning", (n, length) -> cosines(n, length, 0.5, 0.5)),
        window("hamming", (n, length) -> cosines(n, length, 0.54, 0.46)),
        window("blackman", (n, length) -> cosines(n, length, 0.42, 0.5, 0.08)));
  }

  private static Function window(String name, Window window) {
    return Function.of(name, "M", a -> window(a, window), Place.NUMPY);
  }

  private static Value window(BoundArguments a, Window window) {
    double length = a.number("M").real();
    if (!(length >= 1)) {
      return ArrayValue.array(Constant.of(DType.FLOAT64, 0).filling(Shape.of(0)));
    }
    if (length == 1) {
      return ArrayValue.array(Constant.of(DType.FLOAT64, 1).filling(Shape.of(1)));
    }
    Expr row = Convert.of(Indices.range((long) Math.ceil(length - 0.5)), DType.FLOAT64);
    Expr twice = op(Operator.MULTIPLY, row, PythonScalar.of(2.0));
    return ArrayValue.array(
        window.at(op(Operator.ADD, twice, PythonScalar.of(1 - length)), length));
  }

  private static Expr triangle(Expr n, double length) {
    Expr side = op(Operator.DIVIDE, n, PythonScalar.of(length - 1));
    Expr up = op(Operator.ADD, side, PythonScalar.of(1.0));
    Expr down = op(Operator.SUBTRACT, PythonScalar.of(1.0), side);
    return op(Operator.WHERE, op(Operator.LESS_EQUAL, n, PythonScalar.of(0.0)), up, down);
  }

  /** A sum of a constant and of cosines, each of twice the frequency of the one before. */
  private static Expr cosines(Expr n, double length, double constant, double... parts) {
    Operand sum = PythonScalar.of(constant);
    Expr result = n;
    for (int i = 0; i < parts.length; i++) {
      Expr turned = op(Operator.MULTIPLY, n, PythonScalar.of((i + 1) * Math.PI));
      Expr angle = op(Operator.DIVIDE, turned, PythonScalar.of(length - 1));
      Expr part = op(Operator.MULTIPLY, op(Operator.COS, angle), PythonScalar.of(parts[i]));
      result = op(Operator.ADD, part, sum);
      sum = result;
    }
    return result;
  }

  private static Expr op(Operator operator, Operand... operands) {
    return Elementwise.of(operator, operands);
  }
}
