package io.github.sparkndarray.script.value;

import io.github.sparkndarray.expr.Generator;

/** A random number generator: every draw goes on where the one before it ended. */
public final class RandomStream implements Value {
  private Generator.Random state;

  public RandomStream(Generator.Random state) {
    this.state = state;
  }

  /** {@code np.random.default_rng(seed)}. */
  public static RandomStream seeded(long seed) {
    return new RandomStream(RandomStates.seeded(seed));
  }

  /** The state from which the next draws come; the stream goes on after them. */
  public Generator.Random advance(long draws) {
    Generator.Random now = state;
    state = RandomStates.advance(now, draws);
    return now;
  }

  @Override
  public String typeName() {
    return "numpy.random._generator.Generator";
  }
}
