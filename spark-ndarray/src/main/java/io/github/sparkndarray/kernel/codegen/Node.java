package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduction;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One value of a nest's bodies. Equal values are one node. Nodes are numbered so that inputs come
 * before what reads them.
 *
 * @param id the number
 * @param kind what it is
 * @param dtype its dtype
 * @param inputs what it is computed from
 * @param operator the operator of an APPLY
 * @param index the operand of a LOAD, the slot of a LITERAL
 * @param reduction the reduction of an INNER
 * @param axes the axes that an INNER reduces
 * @param innerAxes the open inner axes along which it varies, one bit for each axis of the nest
 */
record Node(
    int id,
    Kind kind,
    DType dtype,
    List<Node> inputs,
    @Nullable Operator operator,
    int index,
    @Nullable Reduction reduction,
    List<Integer> axes,
    long innerAxes) {

  enum Kind {
    LOAD,
    LITERAL,
    APPLY,
    CAST,
    INNER
  }

  Node input(int i) {
    return inputs.get(i);
  }

  /** Whether a value may be -0.0; true where that is not known. */
  boolean mayBeNegativeZero() {
    if (!dtype.isFloat()) {
      return false;
    }
    return switch (kind) {
      case LOAD, LITERAL -> true;
      case INNER -> reducing() != Reduction.SUM && input(0).mayBeNegativeZero();
      case CAST -> input(0).mayBeNegativeZero();
      case APPLY ->
          switch (applied()) {
            case SQUARE, ABSOLUTE, EXP, COSH, HYPOT -> false;
            case SQRT, CBRT -> input(0).mayBeNegativeZero();
            case ADD -> input(0).mayBeNegativeZero() && input(1).mayBeNegativeZero();
            case MULTIPLY -> input(0) != input(1);
            default -> true;
          };
    };
  }

  /** The operator of an APPLY. */
  Operator applied() {
    return Objects.requireNonNull(operator, "no APPLY");
  }

  /** The reduction of an INNER. */
  Reduction reducing() {
    return Objects.requireNonNull(reduction, "no INNER");
  }

  /** The dtype in which an operator computes: that of its values. */
  DType computeDType() {
    return inputs.get(inputs.size() - 1).dtype();
  }

  /** The axes that an INNER reduces, one bit for each. */
  long reducedAxes() {
    long mask = 0;
    for (int axis : axes) {
      mask |= 1L << axis;
    }
    return mask;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return id;
  }

  /** One line of a structure's description. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("n").append(id).append('=').append(kind);
    switch (kind) {
      case LOAD, LITERAL -> text.append(index);
      case APPLY -> text.append(' ').append(operator);
      case CAST -> {}
      case INNER -> text.append(' ').append(reduction).append(axes);
    }
    for (Node input : inputs) {
      text.append(" n").append(input.id);
    }
    return text.append(':').append(dtype).toString();
  }
}
