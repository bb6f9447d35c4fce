package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.dtype.DType;
import java.util.Arrays;
import java.util.LinkedHashSet;
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
  private final int copies;
  private final StringBuilder head = new StringBuilder();
  private final StringBuilder body = new StringBuilder();
  private final Set<String> arrays = new LinkedHashSet<>();
  private final Set<Integer> operands = new LinkedHashSet<>();
  private int variables;

  /**
   * @param copies the vectors that a step of the loop computes side by side
   */
  StageCode(Dialect dialect, int copies) {
    this.dialect = dialect;
    this.copies = copies;
  }

  Dialect dialect() {
    return dialect;
  }

  int copies() {
    return copies;
  }

  /** How far a step moves the tile index: a Java expression. */
  String step() {
    return copies == 1 ? dialect.step() : copies + " * " + dialect.step();
  }

  /** The tile index of one of the vectors of a step. */
  String tileIndex(int copy) {
    return copy == 0 ? "v" : "v + " + copy + " * " + dialect.step();
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

  /** Makes an array of the class a local variable; returns its name. */
  String array(String declared, String name) {
    arrays.add("final " + declared + "[] " + name + " = this." + name + ";");
    return name;
  }

  /** Makes an operand's panel a local variable, and its row's start; returns the panel's name. */
  String panel(Node load) {
    operands.add(load.index());
    return array(ScalarDialect.javaType(load.dtype()), "p" + load.index());
  }

  /** Everything before the loop. */
  String head() {
    StringBuilder text = new StringBuilder();
    for (String array : arrays) {
      text.append("    ").append(array).append('\n');
    }
    for (int operand : operands) {
      text.append(
          String.format("    final int o%1$d = offset[%1$d] + r * rowStep[%1$d];%n", operand));
    }
    return text.append(head).toString();
  }

  String body() {
    return body.toString();
  }

  /** One variable for all vectors of a step. */
  String[] same(String name) {
    String[] names = new String[copies];
    Arrays.fill(names, name);
    return names;
  }

  /**
   * Declares the variables of a value; returns their names. Values are cast to their own type:
   * where an abstract method of Vector is overridden with a narrower one, Janino takes the wider.
   */
  String[] declare(DType dtype, PerCopy expression) {
    String name = "x" + next();
    String[] names = new String[copies];
    for (int copy = 0; copy < copies; copy++) {
      names[copy] = copies == 1 ? name : name + "_" + copy;
      String type = dialect.type(dtype);
      line("%1$s %2$s = (%1$s) %3$s;".formatted(type, names[copy], expression.of(copy)));
    }
    return names;
  }

  void assign(DType dtype, String[] names, PerCopy expression) {
    for (int copy = 0; copy < copies; copy++) {
      line("%s = (%s) %s;".formatted(names[copy], dialect.type(dtype), expression.of(copy)));
    }
  }
}
