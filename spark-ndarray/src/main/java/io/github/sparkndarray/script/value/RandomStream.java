package io.github.sparkndarray.script.value;

import io.github.sparkndarray.expr.Generator;
import io.github.sparkndarray.kernel.random.Pcg64;
import java.math.BigInteger;

/** A random number generator: every draw goes on where the one before it ended. */
public final class RandomStream implements Value {
  private Pcg64 state;

  /** The upper half of a word whose lower half was drawn, for the next float32. */
  private boolean hasHalf;

  private int half;

  private RandomStream(Pcg64 state) {
    this.state = state;
  }

  /** {@code np.random.default_rng(seed)}, of one number or of a list of them. */
  public static RandomStream seeded(BigInteger... seed) {
    return new RandomStream(Pcg64.fromSeed(seed));
  }

  /** The state from which the next draws come; the stream goes on after them. */
  public Generator.Pcg advance(long draws) {
    Pcg64 now = state;
    state = now.advance(draws);
    return new Generator.Pcg(now.stateHi(), now.stateLo(), now.incHi(), now.incLo());
  }

  /** The same of draws of float32, of which two take as much of the stream as one other. */
  public Generator.PcgFloats advanceFloats(long draws) {
    boolean hadHalf = hasHalf;
    int first = half;
    long halves = hadHalf && draws > 0 ? draws - 1 : draws;
    long words = halves / 2 + halves % 2;
    if (draws > 0) {
      hasHalf = halves % 2 == 1;
      half = hasHalf ? (int) (state.stream().word(words - 1) >>> 32) : 0;
    }
    return new Generator.PcgFloats(advance(words), hadHalf, first);
  }

  @Override
  public String typeName() {
    return "numpy.random._generator.Generator";
  }
}
