package io.github.sparkndarray.script.function;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.TextFormat;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** {@code np.loadtxt}. */
final class TextFiles {
  private TextFiles() {}

  static Value load(BoundArguments a) {
    long ndmin = a.integer("ndmin");
    if (ndmin < 0 || ndmin > 2) {
      throw NDArrayException.of(ErrorCode.VALUE, "Illegal value of ndmin keyword: %d", ndmin);
    }
    DType dtype = a.dtype("dtype").orElse(DType.FLOAT64);
    if (!dtype.isFloat() && !dtype.isInteger()) {
      throw NDArrayException.of(
          ErrorCode.UNSUPPORTED, "loadtxt() reads real numbers, not dtype %s", dtype.numpyName());
    }
    Expr rows = a.environment().host().readText(a.path("fname"), format(a, dtype));
    Expr array = squeezed(Convert.of(rows, dtype), (int) ndmin);
    return ArrayValue.array(
        a.bool("unpack") && array.shape().rank() > 1 ? View.transpose(array) : array);
  }

  private static TextFormat format(BoundArguments a, DType dtype) {
    List<Integer> columns = new ArrayList<>();
    if (!a.isNone("usecols")) {
      LongStream.of(a.integers("usecols")).forEach(c -> columns.add(Math.toIntExact(c)));
    }
    return new TextFormat(
        comments(a),
        a.isNone("delimiter") ? null : delimiter(a),
        Math.max(0, a.integer("skiprows")),
        a.isNone("max_rows") ? Long.MAX_VALUE : Math.max(0, a.integer("max_rows")),
        columns,
        dtype);
  }

  private static String delimiter(BoundArguments a) {
    String delimiter = a.text("delimiter");
    if (delimiter.codePointCount(0, delimiter.length()) != 1) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "Text reading control character must be a single unicode character or None; but got:"
              + " '%s'",
          delimiter);
    }
    return delimiter;
  }

  private static List<String> comments(BoundArguments a) {
    if (a.isNone("comments")) {
      return List.of();
    }
    if (!(a.value("comments") instanceof Value.Sequence sequence)) {
      return List.of(a.text("comments"));
    }
    List<String> comments = new ArrayList<>();
    for (Value item : sequence.items()) {
      if (!(item instanceof Value.Text text)) {
        throw NDArrayException.of(
            ErrorCode.VALUE, "comments must be strings, not %s", item.typeName());
      }
      comments.add(text.text());
    }
    return comments;
  }

  /** One row or one column has no axis of its own, unless so many axes are asked for. */
  private static Expr squeezed(Expr array, int ndmin) {
    Expr squeezed = array;
    for (int axis = array.shape().rank() - 1; axis >= 0; axis--) {
      if (squeezed.shape().rank() > ndmin && squeezed.shape().extent(axis) == 1) {
        squeezed = View.squeeze(squeezed, axis);
      }
    }
    // Nothing at all is a vector.
    return squeezed.shape().rank() < ndmin ? View.expandDims(squeezed, 1) : squeezed;
  }
}
