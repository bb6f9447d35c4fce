package io.github.sparkndarray.sql.row;

import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of an expression that are arguments of its code: extents, steps and literals. Equal
 * structures have equal code, whatever their numbers.
 */
final class RowConstants {
  private final List<Long> integers = new ArrayList<>();
  private final List<Double> reals = new ArrayList<>();
  private final List<Object> arrays = new ArrayList<>();

  /** The variable that holds a number of elements, an index or a step. */
  String integer(long value) {
    integers.add(value);
    return "n" + (integers.size() - 1);
  }

  String wide(long value) {
    integers.add(value);
    return "integers[" + (integers.size() - 1) + "]";
  }

  String real(double value) {
    reals.add(value);
    return "r" + (reals.size() - 1);
  }

  /** The variable of an array of literals: doubles or longs. */
  String array(Object values) {
    arrays.add(values);
    String type = values instanceof double[] ? "double[]" : "long[]";
    return "((" + type + ") arrays[" + (arrays.size() - 1) + "])";
  }

  /** The statements that give the variables their values. */
  String declarations() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < integers.size(); i++) {
      text.append("int n").append(i).append(" = (int) integers[").append(i).append("];\n");
    }
    for (int i = 0; i < reals.size(); i++) {
      text.append("double r").append(i).append(" = reals[").append(i).append("];\n");
    }
    return text.toString();
  }

  long[] integers() {
    return integers.stream().mapToLong(Long::longValue).toArray();
  }

  double[] reals() {
    return reals.stream().mapToDouble(Double::doubleValue).toArray();
  }

  Object[] arrays() {
    return arrays.toArray();
  }
}
