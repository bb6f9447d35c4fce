package io.github.sparkndarray.sql;

import java.io.Serializable;

/**
 * The elements of many vectors of one length, as they are broadcast. A class and no record, whose
 * fields Kryo could not set.
 */
final class PackedVectors implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int PADDING = 64;

  private final Object elements;
  private final boolean isByColumns;
  private final int step;

  /**
   * @param elements a primitive array
   * @param isByColumns whether the elements at one position of all vectors lie side by side, with
   *     some to spare that repeat the last vector's; otherwise the vectors lie one after the other
   * @param step how far apart the elements of a vector lie by columns, otherwise its vectors
   */
  PackedVectors(Object elements, boolean isByColumns, int step) {
    this.elements = elements;
    this.isByColumns = isByColumns;
    this.step = step;
  }

  Object elements() {
    return elements;
  }

  boolean isByColumns() {
    return isByColumns;
  }

  int step() {
    return step;
  }

  /** By columns there are as many to spare as fill up a multiple of what vectors hold. */
  static int padded(int count) {
    return Math.addExact(count, PADDING - 1) & -PADDING;
  }
}
