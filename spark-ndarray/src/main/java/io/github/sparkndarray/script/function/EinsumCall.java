package io.github.sparkndarray.script.function;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.script.value.Conversions;
import io.github.sparkndarray.script.value.Environment;
import io.github.sparkndarray.script.value.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code np.einsum} is called with, in either of NumPy's ways: a string and the arrays, or
 * each array followed by a list of numbers for its axes, and at last one for those of the result.
 *
 * @param subscripts in the form {@code ij,jk->ik}
 */
record EinsumCall(String subscripts, List<Value> arrays) {
  private static final int LETTERS = 26;

  static EinsumCall of(List<Value> operands, Environment environment) {
    if (operands.get(0) instanceof Value.Text text) {
      return new EinsumCall(text.text(), operands.subList(1, operands.size()));
    }
    List<String> inputs = new ArrayList<>();
    List<Value> arrays = new ArrayList<>();
    for (int i = 0; i + 1 < operands.size(); i += 2) {
      arrays.add(operands.get(i));
      inputs.add(letters(operands.get(i + 1), environment));
    }
    String result =
        operands.size() % 2 == 0
            ? ""
            : "->" + letters(operands.get(operands.size() - 1), environment);
    return new EinsumCall(String.join(",", inputs) + result, arrays);
  }

  private static String letters(Value axes, Environment environment) {
    if (!(axes instanceof Value.Sequence list)) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "subscripts must be a list of integers or Ellipsis, not a %s",
          axes.typeName());
    }
    StringBuilder letters = new StringBuilder();
    for (Value axis : list.items()) {
      if (axis instanceof Value.Ellipsis) {
        letters.append("...");
        continue;
      }
      long number = Conversions.toInteger(axis, environment);
      if (number < 0 || number >= 2 * LETTERS) {
        throw NDArrayException.of(
            ErrorCode.VALUE, "subscript is not within the valid range [0, 52)");
      }
      letters.append((char) (number < LETTERS ? 'A' + number : 'a' + number - LETTERS));
    }
    return letters.toString();
  }
}
