package io.github.sparkndarray.kernel.random;

import java.io.Serializable;
import java.math.BigInteger;

/**
 * NumPy's default bit generator, PCG64: the permuted congruential generator XSL-RR 128/64 with a
 * stream of its own (M. E. O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically
 * Good Algorithms for Random Number Generation", HMC-CS-2014-0905). {@code
 * np.random.default_rng(seed).random(n)} is {@code Pcg64.fromSeed(seed).stream().fillDouble(0, out,
 * 0, n)}, bit for bit.
 *
 * <p>An instance is a state: immutable, and small enough to travel with a task. Draws are counted
 * from it, so that a chunk of an array can be generated wherever it lies.
 *
 * @param stateHi the upper half of the generator's 128-bit state
 * @param stateLo the lower half of the state
 * @param incHi the upper half of the 128-bit increment, which selects the stream
 * @param incLo the lower half of the increment; odd
 */
public record Pcg64(long stateHi, long stateLo, long incHi, long incLo) implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final long MULTIPLIER_HI = 0x2360ed051fc65da4L;
  private static final long MULTIPLIER_LO = 0x4385df649fccf645L;

  /**
   * The state of {@code np.random.default_rng(seed)}.
   *
   * @throws IllegalArgumentException if the seed is negative
   */
  public static Pcg64 fromSeed(long seed) {
    return fromSeed(BigInteger.valueOf(seed));
  }

  /**
   * The state of {@code np.random.default_rng(seed)} for a seed of any size, or a list of them.
   *
   * @throws IllegalArgumentException if a seed is negative
   */
  public static Pcg64 fromSeed(BigInteger... seed) {
    long[] words = new SeedSequence(seed).generateState(4);
    long incHi = (words[2] << 1) | (words[3] >>> 63);
    long incLo = (words[3] << 1) | 1;
    // One step from zero leaves the increment; the seed is added, and another step is made.
    long lo = incLo + words[1];
    long hi = incHi + words[0] + carry(incLo, lo);
    return new Pcg64(hi, lo, incHi, incLo).advance(1);
  }

  /**
   * The state after {@code delta} more draws, or before them if {@code delta} is negative, in O(log
   * |delta|) steps (F. B. Brown, "Random Number Generation with Arbitrary Strides", 1994).
   */
  public Pcg64 advance(long delta) {
    Stream stream = new Stream(this);
    stream.skip(delta);
    return new Pcg64(stream.hi, stream.lo, incHi, incLo);
  }

  /** Draws from this state on. Each thread needs its own. */
  public Stream stream() {
    return new Stream(this);
  }

  /** The carry out of a sum of b and another number. */
  private static int carry(long b, long sum) {
    return Long.compareUnsigned(sum, b) < 0 ? 1 : 0;
  }

  /** The upper half of the product of two unsigned numbers. */
  private static long multiplyHigh(long a, long b) {
    return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
  }

  /**
   * A sequence of draws that remembers where it is: numbers asked for in order cost no jump. Not
   * for use by several threads.
   */
  public static final class Stream {
    private final long incHi;
    private final long incLo;

    private long hi;
    private long lo;
    private long position;

    private Stream(Pcg64 start) {
      hi = start.stateHi;
      lo = start.stateLo;
      incHi = start.incHi;
      incLo = start.incLo;
    }

    /**
     * Writes n uniform doubles in [0, 1): those that NumPy's {@code random} would return from draw
     * {@code firstIndex} on, counted from the state this stream was made of.
     */
    public void fillDouble(long firstIndex, double[] out, int off, int n) {
      if (n <= 0) {
        return;
      }
      if (firstIndex != position) {
        skip(firstIndex - position);
      }
      fill(out, off, n);
      position = firstIndex + n;
    }

    private void fill(double[] out, int off, int n) {
      long h = hi;
      long l = lo;
      for (int i = 0; i < n; i++) {
        // Only one product is on the path from one upper half to the next.
        long product = l * MULTIPLIER_LO;
        long rest = multiplyHigh(l, MULTIPLIER_LO) + l * MULTIPLIER_HI + incHi;
        l = product + incLo;
        h = h * MULTIPLIER_LO + (rest + carry(product, l));
        // XSL-RR, then NumPy's next_double.
        long word = Long.rotateRight(h ^ l, (int) (h >>> 58));
        out[off + i] = (word >>> 11) * 0x1p-53;
      }
      hi = h;
      lo = l;
    }

    /** The 64 random bits of one draw, counted as for {@link #fillDouble}. */
    public long word(long index) {
      if (index != position) {
        skip(index - position);
      }
      step();
      position = index + 1;
      return Long.rotateRight(hi ^ lo, (int) (hi >>> 58));
    }

    private void step() {
      long product = lo * MULTIPLIER_LO;
      long rest = multiplyHigh(lo, MULTIPLIER_LO) + lo * MULTIPLIER_HI + incHi;
      lo = product + incLo;
      hi = hi * MULTIPLIER_LO + (rest + carry(product, lo));
    }

    private void skip(long delta) {
      // A negative distance is one modulo 2¹²⁸, the period.
      long leftHi = delta >> 63;
      long leftLo = delta;
      long mulHi = MULTIPLIER_HI;
      long mulLo = MULTIPLIER_LO;
      long addHi = incHi;
      long addLo = incLo;
      while ((leftHi | leftLo) != 0) {
        if ((leftLo & 1) != 0) {
          long product = lo * mulLo;
          long sum = product + addLo;
          hi = hi * mulLo + lo * mulHi + multiplyHigh(lo, mulLo) + addHi + carry(product, sum);
          lo = sum;
        }
        // Twice the distance: add · (mul + 1) and mul².
        long product = addLo * mulLo;
        long sum = product + addLo;
        addHi += addHi * mulLo + addLo * mulHi + multiplyHigh(addLo, mulLo) + carry(product, sum);
        addLo = sum;
        mulHi = 2 * mulHi * mulLo + multiplyHigh(mulLo, mulLo);
        mulLo *= mulLo;
        leftLo = (leftLo >>> 1) | (leftHi << 63);
        leftHi >>>= 1;
      }
    }
  }
}
