package io.github.sparkndarray.script.function;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Value;
import java.util.Locale;

/** {@code order='F'}: how the elements of a new array would lie in memory, which strides tell. */
final class MemoryOrder {
  private MemoryOrder() {}

  /** A new array in the order that a call asks for. */
  static Value of(BoundArguments a, ArrayValue array) {
    return isFortran(a)
        ? ArrayValue.array(View.transpose(array.expr())).view(View::transpose)
        : array;
  }

  /** Whether the first index changes fastest. */
  static boolean isFortran(BoundArguments a) {
    Value order = a.value("order");
    if (order.equals(Value.NONE)) {
      return false;
    }
    if (!(order instanceof Value.Text text)) {
      throw NDArrayException.of(ErrorCode.DTYPE, "order must be str, not %s", order.typeName());
    }
    return switch (text.text().toUpperCase(Locale.ROOT)) {
      case "C" -> false;
      case "F" -> true;
      case "A", "K" ->
          throw NDArrayException.of(ErrorCode.VALUE, "only 'C' or 'F' order is permitted");
      default ->
          throw NDArrayException.of(
              ErrorCode.VALUE,
              "order must be one of 'C', 'F', 'A', or 'K' (got '%s')",
              text.text());
    };
  }
}
