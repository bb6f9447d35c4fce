package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Generator;
import java.util.Arrays;

/** Makes the elements of arrays that are computed from positions. */
final class GeneratedReader {
  private GeneratedReader() {}

  static Reader of(Generator generator) {
    if (generator instanceof Generator.IntegerRange range) {
      return range.dtype() == DType.INT32 ? new IntRange(range) : new LongRange(range);
    }
    if (generator instanceof Generator.RealRange range) {
      return range.dtype() == DType.FLOAT32 ? new FloatRange(range) : new DoubleRange(range);
    }
    if (generator instanceof Generator.Linspace linspace) {
      return new Linspace(linspace);
    }
    if (generator instanceof Generator.SplitMix splitMix) {
      return new SplitMixReader(splitMix);
    }
    if (generator instanceof Generator.PcgFloats floats) {
      return new Pcg64FloatReader(floats);
    }
    return new Pcg64Reader((Generator.Pcg) generator);
  }

  private static final class LongRange extends Reader {
    private final long start;
    private final long step;

    LongRange(Generator.IntegerRange range) {
      this.start = range.start();
      this.step = range.step();
    }

    @Override
    void read(long offset, long stride, int count, Object panel, int at) {
      long[] to = (long[]) panel;
      long first = start + step * offset;
      for (int i = 0; i < count; i++) {
        to[at + i] = first + step * stride * i;
      }
    }
  }

  private static final class IntRange extends Reader {
    private final long start;
    private final long step;

    IntRange(Generator.IntegerRange range) {
      this.start = range.start();
      this.step = range.step();
    }

    @Override
    void read(long offset, long stride, int count, Object panel, int at) {
      int[] to = (int[]) panel;
      int first = (int) (start + step * offset);
      int by = (int) (step * stride);
      for (int i = 0; i < count; i++) {
        to[at + i] = first + by * i;
      }
    }
  }

  private static final class DoubleRange extends Reader {
    private final double start;
    private final double step;

    DoubleRange(Generator.RealRange range) {
      this.start = range.start();
      this.step = range.step();
    }

    @Override
    void read(long offset, long stride, int count, Object panel, int at) {
      double[] to = (double[]) panel;
      for (int i = 0; i < count; i++) {
        to[at + i] = start + (double) (offset + stride * i) * step;
      }
    }
  }

  private static final class FloatRange extends Reader {
    private final float start;
    private final float step;

    FloatRange(Generator.RealRange range) {
      this.start = (float) range.start();
      this.step = (float) range.step();
    }

    @Override
    void read(long offset, long stride, int count, Object panel, int at) {
      float[] to = (float[]) panel;
      for (int i = 0; i < count; i++) {
        to[at + i] = start + (float) (offset + stride * i) * step;
      }
    }
  }

  private static final class Linspace extends Reader {
    private final Generator.Linspace of;
    private double[] values = new double[0];

    Linspace(Generator.Linspace of) {
      this.of = of;
    }

    @Override
    void read(long offset, long stride, int count, Object panel, int at) {
      boolean narrow = of.dtype() == DType.FLOAT32;
      if (narrow && values.length < count) {
        values = new double[count];
      }
      double[] to = narrow ? values : (double[]) panel;
      int start = narrow ? 0 : at;
      for (int i = 0; i < count; i++) {
        to[start + i] = (double) (offset + stride * i) * of.step() + of.start();
      }
      if (of.endpoint() && of.count() > 1) {
        long last = of.count() - 1 - offset;
        if (stride == 0) {
          if (last == 0) {
            Arrays.fill(to, start, start + count, of.stop());
          }
        } else if (last % stride == 0 && last / stride >= 0 && last / stride < count) {
          to[start + (int) (last / stride)] = of.stop();
        }
      }
      if (narrow) {
        float[] floats = (float[]) panel;
        for (int i = 0; i < count; i++) {
          floats[at + i] = (float) to[i];
        }
      }
    }
  }
}
