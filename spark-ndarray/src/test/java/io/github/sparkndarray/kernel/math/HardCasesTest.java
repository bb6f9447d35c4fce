package io.github.sparkndarray.kernel.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Huge, subnormal and nearly degenerate arguments, and results that must be exact. */
class HardCasesTest {
  static Stream<List<String>> cases() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                HardCasesTest.class.getResourceAsStream("hard-cases.csv"),
                StandardCharsets.UTF_8))) {
      return reader
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> List.of(line.split(", ", -1)))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hardCase(List<String> row) {
    String name = row.get(0).toUpperCase(Locale.ROOT);
    double expected = Double.parseDouble(row.get(row.size() - 1));
    double x = Double.parseDouble(row.get(1));
    double actual =
        row.size() == 3
            ? Unary.valueOf(name).of(x)
            : Binary.valueOf(name).of(x, Double.parseDouble(row.get(2)));
    assertThat(Ulps.between(actual, expected))
        .as("ulps of %s against %s", actual, expected)
        .isLessThanOrEqualTo(1.5);
    assertThat(Math.copySign(1, actual)).isEqualTo(Math.copySign(1, expected));
  }

  @Test
  void powersOfIntegersAreExact() {
    for (int x = 1; x <= 30; x++) {
      double product = 1;
      for (int y = 0; product < 0x1p53; y++) {
        assertThat(Binary.POW.of(x, y)).as("%d ** %d", x, y).isEqualTo(product);
        assertThat(Binary.POW.of(-x, y))
            .as("(-%d) ** %d", x, y)
            .isEqualTo(y % 2 == 0 ? product : -product);
        product = x == 1 && y == 5 ? Double.POSITIVE_INFINITY : product * x;
      }
    }
  }

  @Test
  void powersOfTwoAreExact() {
    for (int y = -1074; y <= 1023; y++) {
      assertThat(Binary.POW.of(2, y)).as("2 ** %d", y).isEqualTo(Math.scalb(1.0, y));
    }
  }

  @Test
  void squareRootsOfSquaresAreExact() {
    for (int x = 1; x < 2000; x++) {
      assertThat(Binary.POW.of((double) x * x, 0.5)).isEqualTo(x);
      assertThat(Binary.HYPOT.of(3.0 * x, 4.0 * x)).isEqualTo(5.0 * x);
    }
  }

  @Test
  void logarithmsOfPowersAreExact() {
    for (int y = -1074; y <= 1023; y++) {
      assertThat(Unary.LOG2.of(Math.scalb(1.0, y))).as("log2 of 2 ** %d", y).isEqualTo(y);
    }
    // Below, powers of ten are subnormal numbers and far from powers of ten.
    for (int y = -307; y <= 308; y++) {
      assertThat(Unary.LOG10.of(Double.parseDouble("1e" + y)))
          .as("log10 of 10 ** %d", y)
          .isEqualTo(y);
    }
  }

  @Test
  void cubeRootsOfCubesAreExact() {
    for (int x = -2000; x < 2000; x++) {
      assertThat(Unary.CBRT.of((double) x * x * x)).isEqualTo(x);
    }
    for (int y = -358; y <= 341; y++) {
      assertThat(Unary.CBRT.of(Math.scalb(1.0, 3 * y))).isEqualTo(Math.scalb(1.0, y));
    }
  }

  @Test
  void hyperbolicTangentNeverExceedsOne() {
    for (double x = 15; x < 25; x += 0x1p-8) {
      assertThat(Unary.TANH.of(x)).as("tanh %s", x).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void sineAndCosineNeverExceedOne() {
    double[] x = new double[4096];
    double[] sine = new double[x.length];
    double[] cosine = new double[x.length];
    for (int turn = 0; turn < 200; turn++) {
      for (int i = 0; i < x.length; i++) {
        x[i] = turn * (Math.PI / 2) + (i - 2048) * 0x1p-40;
      }
      VectorMath.sin(x, 0, sine, 0, x.length);
      VectorMath.cos(x, 0, cosine, 0, x.length);
      for (int i = 0; i < x.length; i++) {
        assertThat(Math.abs(sine[i])).isLessThanOrEqualTo(1);
        assertThat(Math.abs(cosine[i])).isLessThanOrEqualTo(1);
      }
    }
  }
}
