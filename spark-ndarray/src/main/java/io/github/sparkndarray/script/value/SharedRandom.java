package io.github.sparkndarray.script.value;

import io.github.sparkndarray.script.ScriptHost;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** The random number generator that the functions of {@code np.random} draw from. */
public final class SharedRandom {
  private @Nullable RandomStream stream;

  /** Begins anew, with the numbers of a seed. */
  public void begin(BigInteger... seed) {
    stream = RandomStream.seeded(seed);
  }

  /** The generator; where none has been begun, one whose numbers nobody can foresee. */
  public RandomStream stream(ScriptHost host) {
    RandomStream current = stream;
    if (current == null) {
      current = RandomStream.seeded(host.entropy());
      stream = current;
    }
    return current;
  }

  /** Whether a seed has been given, or anything drawn. */
  public boolean isBegun() {
    return stream != null;
  }
}
