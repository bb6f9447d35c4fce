package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.expr.Generator;
import io.github.sparkndarray.kernel.random.Pcg64;
import java.util.Arrays;

/** Draws NumPy's random numbers; runs that skip a few are drawn whole. */
final class Pcg64Reader extends Reader {
  private static final long DRAWN_WHOLE = 16;

  private final Pcg64.Stream stream;
  private double[] drawn = new double[0];

  Pcg64Reader(Generator.Pcg random) {
    this.stream =
        new Pcg64(
                random.stateHigh(),
                random.stateLow(),
                random.incrementHigh(),
                random.incrementLow())
            .stream();
  }

  @Override
  void read(long offset, long stride, int count, Object panel, int at) {
    double[] to = (double[]) panel;
    if (stride == 1) {
      stream.fillDouble(offset, to, at, count);
    } else if (stride == 0) {
      stream.fillDouble(offset, to, at, 1);
      Arrays.fill(to, at, at + count, to[at]);
    } else if (Math.abs(stride) <= DRAWN_WHOLE) {
      int span = (int) (Math.abs(stride) * (count - 1) + 1);
      if (drawn.length < span) {
        drawn = new double[span];
      }
      stream.fillDouble(Math.min(offset, offset + stride * (count - 1)), drawn, 0, span);
      int from = stride > 0 ? 0 : span - 1;
      for (int i = 0; i < count; i++) {
        to[at + i] = drawn[from + (int) stride * i];
      }
    } else {
      for (int i = 0; i < count; i++) {
        stream.fillDouble(offset + stride * i, to, at + i, 1);
      }
    }
  }
}
