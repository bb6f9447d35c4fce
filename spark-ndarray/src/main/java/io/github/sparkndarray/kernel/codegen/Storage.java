package io.github.sparkndarray.kernel.codegen;

import java.util.function.IntFunction;

/** Where a class keeps what its stages share. */
interface Storage {
  /** The field of the scratch tile that holds a node's values. */
  String tile(Node node);

  /** The field of a value that does not vary along the tile. */
  String scalar(Node node);

  /** Whether an operand that varies along the tile is read where it is instead of from a panel. */
  boolean isInPlace(int operand);

  /** The loop variable of an axis. */
  String axisName(int axis);

  /** The extent of an inner axis: a number, or the field that has it. */
  String extent(int axis);

  /**
   * The C-ordered inner position of an operand's element, or nothing where the operand has no inner
   * axes.
   *
   * @param index the loop variable or number of each axis
   */
  String innerIndex(int operand, IntFunction<String> index);
}
