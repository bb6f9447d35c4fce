package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import java.io.Serializable;

/** The rule by which an element follows from its C-ordered position. */
public sealed interface Generator extends Serializable {

  DType dtype();

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
  }
}
