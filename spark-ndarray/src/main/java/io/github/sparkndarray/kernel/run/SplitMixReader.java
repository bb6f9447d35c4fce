package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.expr.Generator;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Draws the numbers of SplitMix64: a mixing function of the position, so that any stride costs the
 * same.
 */
final class SplitMixReader extends Reader {
  private static final long GAMMA = 0x9e3779b97f4a7c15L;
  private static final long MIX_1 = 0xbf58476d1ce4e5b9L;
  private static final long MIX_2 = 0x94d049bb133111ebL;

  private final long seed;

  SplitMixReader(Generator.SplitMix generator) {
    this.seed = generator.seed();
  }

  @Override
  void read(long offset, long stride, int count, Object panel, int at) {
    double[] to = (double[]) panel;
    long state = seed + (offset + 1) * GAMMA;
    if (stride == 0) {
      Arrays.fill(to, at, at + count, draw(state));
      return;
    }
    long step = stride * GAMMA;
    int done = Simd.isAvailable() ? Vectors.draw(state, step, to, at, count) : 0;
    for (int i = done; i < count; i++) {
      to[at + i] = draw(state + step * i);
    }
  }

  private static double draw(long state) {
    long z = (state ^ state >>> 30) * MIX_1;
    z = (z ^ z >>> 27) * MIX_2;
    return ((z ^ z >>> 31) >>> 11) * 0x1p-53;
  }

  /** Apart, so that asking whether there are vectors does not load them. */
  private static final class Vectors {
    /**
     * The bits of 2⁸⁴ and of 2⁵²: with the upper or the lower half of an integer under the last
     * place, a double is that power of two plus that half, exactly. Not every machine converts
     * vectors of longs.
     */
    private static final long UPPER = 0x4530000000000000L;

    private static final long LOWER = 0x4330000000000000L;

    /** Draws as many whole vectors as there are; returns how many numbers that was. */
    static int draw(long state, long step, double[] to, int at, int count) {
      int lanes = Species.LANES_64;
      LongVector z = LongVector.broadcast(Species.I64, 0).addIndex(1).mul(step).add(state);
      int i = 0;
      for (; i <= count - lanes; i += lanes) {
        mix(z).intoArray(to, at + i);
        z = z.add(step * lanes);
      }
      return i;
    }

    private static DoubleVector mix(LongVector state) {
      LongVector z = xorShifted(state, 30).mul(MIX_1);
      z = xorShifted(z, 27).mul(MIX_2);
      z = xorShifted(z, 31).lanewise(VectorOperators.LSHR, 11);
      DoubleVector upper = z.lanewise(VectorOperators.LSHR, 32).or(UPPER).reinterpretAsDoubles();
      DoubleVector lower = z.and(0xffffffffL).or(LOWER).reinterpretAsDoubles();
      return upper.sub(0x1p84 + 0x1p52).add(lower).mul(0x1p-53);
    }

    private static LongVector xorShifted(LongVector z, int bits) {
      return z.lanewise(VectorOperators.XOR, z.lanewise(VectorOperators.LSHR, bits));
    }
  }
}
