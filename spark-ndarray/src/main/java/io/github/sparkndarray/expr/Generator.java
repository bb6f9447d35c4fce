package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import java.io.Serializable;

/** The rule by which an element follows from its C-ordered position. */
public sealed interface Generator extends Serializable {

  DType dtype();

  /** Whether elements are random numbers, which take some time each. */
  default boolean isDrawn() {
    return false;
  }

  /** {@code start + step * position} in integers: {@code arange} of ints. */
  record IntegerRange(DType dtype, long start, long step) implements Generator {}

  /**
   * {@code start + step * position} in floating point of the given dtype, as {@code np.arange}
   * fills an array.
   */
  record RealRange(DType dtype, double start, double step) implements Generator {}

  /**
   * {@code np.linspace}: {@code start + position * step}, except that the last of {@code count}
   * elements is {@code stop} itself where {@code endpoint} says so.
   */
  record Linspace(DType dtype, double start, double stop, double step, long count, boolean endpoint)
      implements Generator {}

  /**
   * Uniform doubles in [0, 1) of which any can be drawn at once: those of {@link
   * java.util.SplittableRandom} with this seed (G. L. Steele, D. Lea, C. H. Flood, "Fast Splittable
   * Pseudorandom Number Generators", OOPSLA 2014).
   */
  record SplitMix(long seed) implements Generator {
    @Override
    public DType dtype() {
      return DType.FLOAT64;
    }

    @Override
    public boolean isDrawn() {
      return true;
    }
  }

  /**
   * Uniform doubles in [0, 1): NumPy's PCG64 in the given state, after as many draws as the
   * position says.
   */
  record Pcg(long stateHigh, long stateLow, long incrementHigh, long incrementLow)
      implements Generator {
    @Override
    public DType dtype() {
      return DType.FLOAT64;
    }

    @Override
    public boolean isDrawn() {
      return true;
    }
  }

  /**
   * Uniform float32 in [0, 1) as NumPy draws them, two of each word of 64 bits, of which the lower
   * half comes first.
   *
   * @param words where words come from
   * @param hasFirst whether the first element is of a half that was left over before
   * @param first that half
   */
  record PcgFloats(Pcg words, boolean hasFirst, int first) implements Generator {
    /** The number that NumPy makes of 32 random bits. */
    public static float number(int half) {
      return (half >>> 8) * 0x1p-24f;
    }

    @Override
    public DType dtype() {
      return DType.FLOAT32;
    }

    @Override
    public boolean isDrawn() {
      return true;
    }
  }
}
