package io.github.sparkndarray.script.function;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.PadStatistics;
import io.github.sparkndarray.expr.Padding;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Conversions;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** {@code np.pad}, whose modes take one more argument each. */
final class PadFunction {
  private static final List<String> OF_MODES =
      List.of("stat_length", "constant_values", "end_values", "reflect_type");

  private PadFunction() {}

  static Function row() {
    return Function.of(
        "pad",
        "array, pad_width, mode='constant', *, stat_length=None, constant_values=None,"
            + " end_values=None, reflect_type=None",
        PadFunction::pad,
        Place.NUMPY);
  }

  private static Value pad(BoundArguments a) {
    Expr x = a.expr("array");
    int rank = x.shape().rank();
    String mode = a.text("mode");
    String own =
        switch (mode) {
          case "constant" -> "constant_values";
          case "linear_ramp" -> "end_values";
          case "reflect", "symmetric" -> "reflect_type";
          default -> PadStatistics.has(mode) ? "stat_length" : "";
        };
    for (String name : OF_MODES) {
      if (!a.isNone(name) && !name.equals(own)) {
        throw NDArrayException.of(
            ErrorCode.VALUE, "unsupported keyword arguments for mode '%s': {'%s'}", mode, name);
      }
    }
    if (!a.expr("pad_width").dtype().isInteger()) {
      throw NDArrayException.of(ErrorCode.DTYPE, "`pad_width` must be of integral type.");
    }
    List<long[]> widths = integers(a, "pad_width", rank);
    if (PadStatistics.has(mode)) {
      List<long[]> lengths = a.isNone("stat_length") ? List.of() : integers(a, "stat_length", rank);
      return ArrayValue.array(PadStatistics.pad(x, widths, mode, lengths));
    }
    boolean hasEnds = own.endsWith("_values") && !a.isNone(own);
    List<PythonScalar> zeros = List.of(PythonScalar.of(0L), PythonScalar.of(0L));
    List<List<PythonScalar>> ends =
        hasEnds ? pairs(a, own, rank) : Collections.nCopies(rank, zeros);
    return ArrayValue.array(Padding.pad(x, widths, mode, ends, isOdd(a)));
  }

  private static boolean isOdd(BoundArguments a) {
    return !a.isNone("reflect_type") && a.text("reflect_type").equals("odd");
  }

  private static List<long[]> integers(BoundArguments a, String name, int rank) {
    return pairs(a, name, rank).stream()
        .map(pair -> new long[] {pair.get(0).integer(), pair.get(1).integer()})
        .toList();
  }

  /** Two numbers for each axis, of which fewer are given where they repeat. */
  private static List<List<PythonScalar>> pairs(BoundArguments a, String name, int rank) {
    Expr given = a.expr(name);
    if (given.shape().rank() > 2) {
      throw NDArrayException.of(
          ErrorCode.SHAPE, "input operand has more dimensions than allowed by the axis remapping");
    }
    Expr wide = View.broadcastTo(given, Shape.of(rank, 2));
    var values = a.environment().compute(wide);
    List<List<PythonScalar>> pairs = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      pairs.add(
          List.of(
              Conversions.element(values, 2 * axis), Conversions.element(values, 2 * axis + 1)));
    }
    return pairs;
  }
}
