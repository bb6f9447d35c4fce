package io.github.sparkndarray.kernel.reference;

import io.github.sparkndarray.expr.Generator;
import java.math.BigInteger;
import java.util.SplittableRandom;

/**
 * Random numbers by their positions: NumPy's PCG64 (XSL RR 128/64) in arbitrary precision,
 * SplitMix64 by the JDK.
 *
 * @see <a href="https://www.pcg-random.org/">PCG</a>
 */
final class ReferenceRandom {
  private static final BigInteger MULTIPLIER =
      new BigInteger("2360ed051fc65da44385df649fccf645", 16);
  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(128);
  private static final BigInteger LOW = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  private ReferenceRandom() {}

  /** The double that comes after {@code position} others. */
  static double draw(Generator.Pcg random, long position) {
    return (word(random, position) >>> 11) * 0x1p-53;
  }

  /** The float32 that comes after {@code position} others: of the lower halves of words first. */
  static float draw(Generator.PcgFloats random, long position) {
    long half = position - (random.hasFirst() ? 1 : 0);
    long bits =
        half < 0 ? random.first() : word(random.words(), half / 2) >>> (half % 2 == 0 ? 0 : 32);
    return (bits >>> 8 & 0xffffff) * 0x1p-24f;
  }

  private static long word(Generator.Pcg random, long position) {
    BigInteger state = unsigned(random.stateHigh(), random.stateLow());
    BigInteger increment = unsigned(random.incrementHigh(), random.incrementLow());
    // n steps of s -> a s + c are a^n s + c (a^n - 1) / (a - 1): the sum of a geometric series.
    BigInteger n = BigInteger.valueOf(position + 1);
    BigInteger less = MULTIPLIER.subtract(BigInteger.ONE);
    BigInteger power = MULTIPLIER.modPow(n, less.multiply(MODULUS));
    BigInteger series = power.subtract(BigInteger.ONE).divide(less);
    state = power.multiply(state).add(series.multiply(increment)).mod(MODULUS);
    long folded = state.shiftRight(64).xor(state.and(LOW)).longValue();
    return Long.rotateRight(folded, state.shiftRight(122).intValue());
  }

  /** The double that comes after {@code position} others. */
  static double draw(Generator.SplitMix random, long position) {
    SplittableRandom stream = new SplittableRandom(random.seed());
    for (long i = 0; i < position; i++) {
      stream.nextLong();
    }
    return stream.nextDouble();
  }

  private static BigInteger unsigned(long high, long low) {
    return new BigInteger(Long.toUnsignedString(high))
        .shiftLeft(64)
        .add(new BigInteger(Long.toUnsignedString(low)));
  }
}
