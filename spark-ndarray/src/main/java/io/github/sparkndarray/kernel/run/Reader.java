package io.github.sparkndarray.kernel.run;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Copies or makes the elements of one operand, run by run, into a heap panel of its dtype. */
abstract class Reader {

  /** The memory in which the elements lie one after the other as kernels load them, if they do. */
  @Nullable ByteBuffer memory() {
    return null;
  }

  /**
   * Puts {@code count} elements into a panel: those at {@code offset}, {@code offset + stride}, …
   * of the operand's C-ordered elements.
   */
  abstract void read(long offset, long stride, int count, Object panel, int at);

  /**
   * Puts several such runs into a panel, one after the other: run {@code r} starts at {@code offset
   * + r * apart}.
   */
  void readRuns(long offset, long apart, int runs, long stride, int count, Object panel, int at) {
    for (int run = 0; run < runs; run++) {
      read(offset + apart * run, stride, count, panel, at + run * count);
    }
  }
}
