package io.github.sparkndarray.script.value;

import io.github.sparkndarray.expr.Generator;
import java.math.BigInteger;

/** Steps through the states of NumPy's PCG64. */
final class RandomStates {
  private static final BigInteger MULTIPLIER =
      new BigInteger("47026247687942121848144207491837523525");
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(128);

  private RandomStates() {}

  static Generator.Random seeded(long seed) {
    return new Generator.Random(0, seed, 0, 1);
  }

  /** The state after a number of draws. */
  static Generator.Random advance(Generator.Random from, long draws) {
    BigInteger state = join(from.stateHigh(), from.stateLow());
    BigInteger increment = join(from.incrementHigh(), from.incrementLow());
    BigInteger multiplier = MULTIPLIER;
    BigInteger plus = increment;
    BigInteger totalMultiplier = BigInteger.ONE;
    BigInteger totalPlus = BigInteger.ZERO;
    for (long rest = draws; rest > 0; rest >>= 1) {
      if ((rest & 1) == 1) {
        totalMultiplier = totalMultiplier.multiply(multiplier).mod(MODULUS);
        totalPlus = totalPlus.multiply(multiplier).add(plus).mod(MODULUS);
      }
      plus = multiplier.add(BigInteger.ONE).multiply(plus).mod(MODULUS);
      multiplier = multiplier.multiply(multiplier).mod(MODULUS);
    }
    BigInteger to = totalMultiplier.multiply(state).add(totalPlus).mod(MODULUS);
    return new Generator.Random(
        to.shiftRight(64).longValue(),
        to.longValue(),
        from.incrementHigh(),
        from.incrementLow());
  }

  private static BigInteger join(long high, long low) {
    BigInteger unsignedLow = new BigInteger(Long.toUnsignedString(low));
    return new BigInteger(Long.toUnsignedString(high)).shiftLeft(64).add(unsignedLow);
  }
}
