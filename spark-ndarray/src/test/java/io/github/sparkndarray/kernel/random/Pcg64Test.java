package io.github.sparkndarray.kernel.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected numbers are NumPy 2's. */
class Pcg64Test {
  /**
   * np.random.PCG64(seed).state, np.random.default_rng(seed).random(4), and
   * np.random.Generator(np.random.PCG64(seed).advance(delta)).random() for 10**6 and 10**12.
   */
  @ParameterizedTest
  @CsvSource({
    "0, 1aa1b5345996452d, 09585eb7a69561e3, 418ddadb3af71a82, 588133bc447873a9, 0.6369616873214543,"
        + " 0.2697867137638703, 0.04097352393619469, 0.016527635528529094, 0.4601424905845335,"
        + " 0.5324501770535114",
    "1, 9c5b484bfedb756c, 2a6e7d6f320fbc7e, 922af2da2645f895, a19857b95740937b, 0.5118216247002567,"
        + " 0.9504636963259353, 0.14415961271963373, 0.9486494471372439, 0.5477742180777543,"
        + " 0.41353312271888487",
    "42, cea44f6798798f2a, acbc7c9d68860ac8, fa505436c9a8416e, 66caf2e28d25abff,"
        + " 0.7739560485559633, 0.4388784397520523, 0.8585979199113825, 0.6973680290593639,"
        + " 0.6988104573822306, 0.0884396037372811",
    "12345, 1905e0335aae9634, 9199b0d09775add5, c9c7353e6e2b1f28, 7d761f2d4027fae7,"
        + " 0.22733602246716966, 0.31675833970975287, 0.7973654573327341, 0.6762546707509746,"
        + " 0.6866202260193478, 0.7808859319214849",
    "1099511627783, fa7e3f18087c4292, 231dc5e99d5a2373, 3338387707b75206, 81124fb81b91462d,"
        + " 0.829812891829413, 0.25530515834910417, 0.15379071585298754, 0.6745045458676086,"
        + " 0.383704585920142, 0.33940016777284887",
    "123456789012345678901234567890, e0a2ad0e257a43fb, b9983a4e2dfc49c9, 79dd8a241f702cdf,"
        + " 3216322b8e22bcfd, 0.34543790416273246, 0.33578336166567657, 0.15099490459335874,"
        + " 0.9170506721453346, 0.406497652964253, 0.13115475138920263",
    "1606938044258990275541962092341162602522202993782792835301379, f447367fd51b7198,"
        + " c199e36c1a55e0a7, 766f4130d740ff4a, 883719bf1c092169, 0.9879949038499767,"
        + " 0.9868232746418639, 0.7047861836727363, 0.5502559501418541, 0.2815329013874698,"
        + " 0.7062224013464691"
  })
  void givesNumPysNumbers(
      String seed,
      String stateHi,
      String stateLo,
      String incHi,
      String incLo,
      double first,
      double second,
      double third,
      double fourth,
      double afterMillion,
      double afterMillionMillion) {
    Pcg64 generator = Pcg64.fromSeed(new BigInteger(seed));
    assertThat(generator)
        .isEqualTo(
            new Pcg64(
                Long.parseUnsignedLong(stateHi, 16),
                Long.parseUnsignedLong(stateLo, 16),
                Long.parseUnsignedLong(incHi, 16),
                Long.parseUnsignedLong(incLo, 16)));
    assertThat(draw(generator, 0, 4)).containsExactly(first, second, third, fourth);
    assertThat(draw(generator, 1_000_000, 1)).containsExactly(afterMillion);
    assertThat(draw(generator, 1_000_000_000_000L, 1)).containsExactly(afterMillionMillion);
    assertThat(draw(generator.advance(1_000_000_000_000L), 0, 1))
        .containsExactly(afterMillionMillion);
  }

  @Test
  void givesManyOfNumPysNumbers() {
    // zlib.crc32(np.random.default_rng(7).random(100000).tobytes())
    ByteBuffer bytes = ByteBuffer.allocate(800_000).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asDoubleBuffer().put(draw(Pcg64.fromSeed(7), 0, 100_000));
    CRC32 crc = new CRC32();
    crc.update(bytes.array());
    assertThat(crc.getValue()).isEqualTo(1594985011L);
  }

  @Test
  void advancesBackwards() {
    // np.random.Generator(np.random.PCG64(42).advance(-3)).random(5)
    assertThat(draw(Pcg64.fromSeed(42).advance(-3), 0, 5))
        .containsExactly(
            0.21220703139401353,
            0.43077779987523246,
            0.025380976484243978,
            0.7739560485559633,
            0.4388784397520523);
  }

  /** np.random.SeedSequence(entropy).generate_state(5, np.uint64) */
  @ParameterizedTest
  @CsvSource({
    "0, db2cd7e7b0f478be abf4641a2c71ba49 20c6ed6d9d7b8d41 2c4099de223c39d4 08fed0759ad485fe",
    "1, 672d8ee56d6791ff 8ae19ca14eb1072c 4915796d1322fc4a d0cc2bdcaba049bd ba254e0d6e408e78",
    "4294967296, 50ff846cec53f444 7a4918dbe8278562 3bff9f6c362e2b19 bdb177539a0654e3"
        + " d44a1ad94f8cf5db",
    "340282366920938463463374607431768211461, 60194851e088b047 1625ac50b2295d39 b71e26e6e4acc3c3"
        + " daa4753169463d06 00c5d26d3eb409bb",
    "1606938044258990275541962092341162602522202993782792835301379, be6ae1e5c8b98b7c"
        + " cfdd45690f5ddbbd 3b37a0986ba07fa5 441b8cdf8e0490b4 b5adca62b6340a31"
  })
  void seedSequenceGivesNumPysWords(String entropy, String words) {
    assertThat(
            Arrays.stream(new SeedSequence(new BigInteger(entropy)).generateState(5))
                .mapToObj(word -> String.format("%016x", word)))
        .containsExactly(words.split(" ", -1));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 7, 64, 1000, 4097, 65_537})
  void jumpsToWhereSteppingLeads(long distance) {
    Pcg64 generator = Pcg64.fromSeed(5);
    double[] all = draw(generator, 0, (int) distance + 3);
    assertThat(draw(generator, distance, 3))
        .containsExactly(Arrays.copyOfRange(all, (int) distance, (int) distance + 3));
    assertThat(generator.advance(distance).advance(-distance)).isEqualTo(generator);
    assertThat(generator.advance(distance).advance(distance))
        .isEqualTo(generator.advance(2 * distance));
  }

  @Test
  void streamMayBeReadInAnyOrder() {
    Pcg64 generator = Pcg64.fromSeed(1);
    double[] all = draw(generator, 0, 10_000);
    Pcg64.Stream stream = generator.stream();
    Random random = new Random(3);
    for (int i = 0; i < 500; i++) {
      int n = random.nextInt(40);
      int first = random.nextInt(all.length - n);
      double[] part = new double[n + 2];
      stream.fillDouble(first, part, 1, n);
      assertThat(Arrays.copyOfRange(part, 1, n + 1))
          .containsExactly(Arrays.copyOfRange(all, first, first + n));
      assertThat(part[0]).isZero();
      assertThat(part[n + 1]).isZero();
    }
  }

  @Test
  void survivesSerialization() throws IOException, ClassNotFoundException {
    Pcg64 generator = Pcg64.fromSeed(12345);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(generator);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(generator);
    }
  }

  @Test
  void refusesNegativeSeed() {
    assertThatThrownBy(() -> Pcg64.fromSeed(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot seed a generator with -1: expected non-negative integer");
  }

  private static double[] draw(Pcg64 generator, long firstIndex, int n) {
    double[] out = new double[n];
    generator.stream().fillDouble(firstIndex, out, 0, n);
    return out;
  }
}
