package io.github.sparkndarray.kernel.random;

import java.math.BigInteger;
import java.util.stream.IntStream;

/**
 * NumPy's {@code SeedSequence}: spreads a seed of any size over a pool of 128 bits and hashes the
 * pool into as many words as a generator needs.
 *
 * <p>The algorithm is M. E. O'Neill's seed_seq_fe ("Developing a seed_seq Alternative", 2015) with
 * NumPy's constants (numpy/random/bit_generator.pyx).
 */
final class SeedSequence {
  private static final int POOL_SIZE = 4;
  private static final int SHIFT = 16;
  private static final int INIT_A = 0x43b0d7e5;
  private static final int MULT_A = 0x931e8875;
  private static final int INIT_B = 0x8b51f9dd;
  private static final int MULT_B = 0x58f38ded;
  private static final int MIX_LEFT = 0xca01f9dd;
  private static final int MIX_RIGHT = 0x4973f715;

  private final int[] pool = new int[POOL_SIZE];
  private int hash = INIT_A;

  /**
   * Of several numbers, as of those of a list; of one of any size.
   *
   * @throws IllegalArgumentException if one of them is negative
   */
  SeedSequence(BigInteger... entropy) {
    int[] words = words(entropy);
    for (int i = 0; i < POOL_SIZE; i++) {
      pool[i] = hash(i < words.length ? words[i] : 0);
    }
    for (int from = 0; from < POOL_SIZE; from++) {
      for (int to = 0; to < POOL_SIZE; to++) {
        if (from != to) {
          pool[to] = mix(pool[to], hash(pool[from]));
        }
      }
    }
    for (int from = POOL_SIZE; from < words.length; from++) {
      for (int to = 0; to < POOL_SIZE; to++) {
        pool[to] = mix(pool[to], hash(words[from]));
      }
    }
  }

  /** NumPy's {@code generate_state(count, np.uint64)}. */
  long[] generateState(int count) {
    long[] state = new long[count];
    int constant = INIT_B;
    for (int i = 0; i < 2 * count; i++) {
      int word = pool[i % POOL_SIZE] ^ constant;
      constant *= MULT_B;
      word *= constant;
      word ^= word >>> SHIFT;
      state[i / 2] |= Integer.toUnsignedLong(word) << (i % 2 * Integer.SIZE);
    }
    return state;
  }

  /** The 32-bit words of all numbers, of each the lowest first; zero is one word. */
  private static int[] words(BigInteger[] numbers) {
    IntStream.Builder words = IntStream.builder();
    for (BigInteger number : numbers) {
      if (number.signum() < 0) {
        throw new IllegalArgumentException(
            "Cannot seed a generator with " + number + ": expected non-negative integer");
      }
      int bits = Math.max(1, number.bitLength());
      for (int from = 0; from < bits; from += Integer.SIZE) {
        words.add(number.shiftRight(from).intValue());
      }
    }
    return words.build().toArray();
  }

  private int hash(int word) {
    int value = word ^ hash;
    hash *= MULT_A;
    value *= hash;
    return value ^ (value >>> SHIFT);
  }

  private static int mix(int x, int y) {
    int value = MIX_LEFT * x - MIX_RIGHT * y;
    return value ^ (value >>> SHIFT);
  }
}
