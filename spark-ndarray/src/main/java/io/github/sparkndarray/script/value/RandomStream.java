package io.github.sparkndarray.script.value;

import io.github.sparkndarray.expr.Generator;
import io.github.sparkndarray.kernel.random.Pcg64;
import java.math.BigInteger;

/** A random number generator: every draw goes on where the one before it ended. */
public final class RandomStream implements Value {
  private Pcg64 state;

  private RandomStream(Pcg64 state) {
    this.state = state;
  }

  /** {@code np.random.default_rng(seed)}. */
  public static RandomStream seeded(BigInteger seed) {
    return new RandomStream(Pcg64.fromSeed(seed));
  }

  /** The state from which the next draws come; the stream goes on after them. */
  public Generator.Pcg advance(long draws) {
    Pcg64 now = state;
    state = now.advance(draws);
    return new Generator.Pcg(now.stateHi(), now.stateLo(), now.incHi(), now.incLo());
  }

  @Override
  public String typeName() {
    return "numpy.random._generator.Generator";
  }
}
