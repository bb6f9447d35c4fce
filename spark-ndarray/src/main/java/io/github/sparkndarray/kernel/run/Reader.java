package io.github.sparkndarray.kernel.run;

/** Copies or makes the elements of one operand, run by run, into a heap panel of its dtype. */
abstract class Reader {

  /**
   * Puts {@code count} elements into a panel: those at {@code offset}, {@code offset + stride}, … of
   * the operand's C-ordered elements.
   */
  abstract void read(long offset, long stride, int count, Object panel, int at);
}
