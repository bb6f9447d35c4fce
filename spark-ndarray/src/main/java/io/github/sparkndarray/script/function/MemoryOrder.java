package io.github.sparkndarray.script.function;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Expr;
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
    return isFortran(a) ? inFortranOrder(array.expr()) : array;
  }

  /** A copy of elements in the order that a call asks for, or in their own for {@code 'K'}. */
  static Value copy(BoundArguments a, Expr elements) {
    ArrayValue asTheyLie = ArrayValue.array(elements);
    String order = a.value("order") instanceof Value.Text text ? upper(text) : "";
    if (order.equals("K") || a.value("order").equals(Value.NONE)) {
      return asTheyLie;
    }
    boolean isAny = order.equals("A");
    boolean isFortran = isAny ? isOnlyFortran(asTheyLie) : isFortran(a);
    return isFortran ? inFortranOrder(elements) : ArrayValue.inCOrder(elements);
  }

  private static boolean isOnlyFortran(ArrayValue array) {
    return !Strides.isContiguous(array) && Strides.isContiguous(array.view(View::transpose));
  }

  private static Value inFortranOrder(Expr elements) {
    return ArrayValue.inCOrder(View.transpose(elements)).view(View::transpose);
  }

  private static String upper(Value.Text text) {
    return text.text().toUpperCase(Locale.ROOT);
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
    return switch (upper(text)) {
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
