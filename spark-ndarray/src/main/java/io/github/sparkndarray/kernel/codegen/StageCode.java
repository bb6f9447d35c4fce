package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.dtype.DType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The text of a stage as it grows: the body of a loop over the tile and the head before it, in one
 * dialect. A value has one variable for each vector of a step.
 */
final class StageCode {
  /** The expression of one of the vectors of a step. */
  interface PerCopy {
    String of(int copy);
  }

  private final Dialect dialect;
  private final int rows;
  private final int vectors;
  private final StringBuilder head = new StringBuilder();
  private final StringBuilder body = new StringBuilder();
  private final Set<String> arrays = new LinkedHashSet<>();
  private final Set<Integer> operands = new LinkedHashSet<>();
  private final Map<String, String> constants = new HashMap<>();
  private int variables;
  private int firstVector;

  /**
   * @param rows the rows that are computed side by side, from row {@code r} on
   * @param vectors the vectors of each of them that a step of the loop computes
   */
  StageCode(Dialect dialect, int rows, int vectors) {
    this.dialect = dialect;
    this.rows = rows;
    this.vectors = vectors;
  }

  Dialect dialect() {
    return dialect;
  }

  /** The vectors of a step: those of one row after those of another. */
  int copies() {
    return rows * vectors;
  }

  int rows() {
    return rows;
  }

  /** The row of one of the vectors of a step. */
  int row(int copy) {
    return copy / vectors;
  }

  /** How far a step moves the tile index: a Java expression. */
  String step() {
    return vectors == 1 ? dialect.step() : vectors + " * " + dialect.step();
  }

  /** Makes what follows be about the vectors of a step from one of them on. */
  void startAt(int vector) {
    firstVector = vector;
  }

  /** The tile index of one of the vectors of a step. */
  String tileIndex(int copy) {
    int vector = firstVector + copy % vectors;
    return vector == 0 ? "v" : "v + " + vector + " * " + dialect.step();
  }

  /** A number that no other variable of the stage has. */
  int next() {
    return variables++;
  }

  void line(String text) {
    body.append("      ").append(text).append('\n');
  }

  void headLine(String text) {
    head.append("    ").append(text).append('\n');
  }

  /** One value for all lanes, which is there before the loop; returns its name. */
  String constant(DType dtype, String value) {
    return constants.computeIfAbsent(
        dtype + " " + value,
        key -> {
          String name = "x" + next();
          String type = dialect.type(dtype);
          headLine(
              "final %1$s %2$s = (%1$s) %3$s;".formatted(type, name, dialect.splat(dtype, value)));
          return name;
        });
  }

  /** Makes an array of the class a local variable; returns its name. */
  String array(String declared, String name) {
    arrays.add("final " + declared + "[] " + name + " = this." + name + ";");
    return name;
  }

  /** Makes an array that is to be had by an expression a local variable. */
  void array(String declared, String name, String expression) {
    arrays.add("final " + declared + "[] " + name + " = " + expression + ";");
  }

  /** Makes an operand's panel a local variable, and its row's start; returns the panel's name. */
  String panel(Node load) {
    operands.add(load.index());
    return array(ScalarDialect.javaType(load.dtype()), "p" + load.index());
  }

  /** Makes an operand's memory a local variable, and its row's start; returns the memory's name. */
  String memory(Node load) {
    operands.add(load.index());
    String name = "q" + load.index();
    String type = dialect.memoryType();
    arrays.add("final %1$s %2$s = (%1$s) memory[%3$d];".formatted(type, name, load.index()));
    return name;
  }

  /** The index of an operand's first element of a row. */
  String start(int operand, int row) {
    return row == 0 ? "o" + operand : "o" + operand + "_" + row;
  }

  /**
   * The index of an element of a row of an operand that does not vary along the tile. Where rows
   * are computed side by side, their elements at the same inner position lie so, too.
   *
   * @param inner the inner position; empty where there is but one
   */
  String rowElement(int operand, int row, String inner) {
    if (inner.isEmpty()) {
      return start(operand, row);
    }
    return rows == 1
        ? start(operand, row) + " + " + inner
        : "o%d + %d * %s + %d".formatted(operand, rows, inner, row);
  }

  /** Everything before the loop. */
  String head() {
    return arrays() + rowHead();
  }

  /** The arrays as local variables. */
  String arrays() {
    StringBuilder text = new StringBuilder();
    for (String array : arrays) {
      text.append("    ").append(array).append('\n');
    }
    return text.toString();
  }

  /** What depends on the row {@code r} or may do so. */
  String rowHead() {
    StringBuilder text = new StringBuilder();
    for (int operand : operands) {
      text.append(
          String.format("    final int o%1$d = offset[%1$d] + r * rowStep[%1$d];%n", operand));
      for (int row = 1; row < rows; row++) {
        text.append(
            String.format(
                "    final int o%1$d_%2$d = o%1$d + %2$d * rowStep[%1$d];%n", operand, row));
      }
    }
    return text.append(head).toString();
  }

  String body() {
    return body.toString();
  }

  /** One variable for all vectors of a step. */
  String[] same(String name) {
    String[] names = new String[copies()];
    Arrays.fill(names, name);
    return names;
  }

  /**
   * Declares the variables of a value; returns their names. Values are cast to their own type:
   * where an abstract method of Vector is overridden with a narrower one, Janino takes the wider.
   */
  String[] declare(DType dtype, PerCopy expression) {
    String name = "x" + next();
    return declare(dtype, name, copies(), expression);
  }

  /** As {@link #declare(DType, PerCopy)}, for a value that is the same in all rows. */
  String[] declareOnce(DType dtype, PerCopy expression) {
    String[] first = declare(dtype, "x" + next(), vectors, expression);
    String[] names = new String[copies()];
    for (int copy = 0; copy < names.length; copy++) {
      names[copy] = first[copy % vectors];
    }
    return names;
  }

  private String[] declare(DType dtype, String name, int count, PerCopy expression) {
    String[] names = new String[count];
    for (int copy = 0; copy < count; copy++) {
      names[copy] = count == 1 ? name : name + "_" + copy;
      String type = dialect.type(dtype);
      line("%1$s %2$s = (%1$s) %3$s;".formatted(type, names[copy], expression.of(copy)));
    }
    return names;
  }

  void assign(DType dtype, String[] names, PerCopy expression) {
    for (int copy = 0; copy < names.length; copy++) {
      line("%s = (%s) %s;".formatted(names[copy], dialect.type(dtype), expression.of(copy)));
    }
  }
}
