package io.github.sparkndarray.api;

import io.github.sparkndarray.expr.Generator;
import io.github.sparkndarray.kernel.random.Pcg64;
import java.math.BigInteger;
import java.security.SecureRandom;

/** States of NumPy's generator. */
final class RandomGenerators {
  private static final int ENTROPY_BITS = 128;

  private RandomGenerators() {}

  /** That of {@code np.random.default_rng(seed)}. */
  static Generator.Random seeded(long seed) {
    return generator(BigInteger.valueOf(seed));
  }

  /** One that nobody can foresee. */
  static Generator.Random fresh() {
    return generator(new BigInteger(ENTROPY_BITS, new SecureRandom()));
  }

  private static Generator.Random generator(BigInteger seed) {
    Pcg64 state = Pcg64.fromSeed(seed);
    return new Generator.Random(state.stateHi(), state.stateLo(), state.incHi(), state.incLo());
  }
}
