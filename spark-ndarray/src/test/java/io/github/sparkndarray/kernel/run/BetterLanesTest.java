package io.github.sparkndarray.kernel.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BetterLanesTest {
  private static final int ROUNDS = 3000;
  private static final int AT = 5;

  @ParameterizedTest
  @CsvSource({"true, 1", "true, 2", "false, 3", "false, 4"})
  void findsWhatOneLookAtEachValueFinds(boolean max, long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      int n = 1 + random.nextInt(200);
      double[] x = random.doubles(AT + n, -3, 3).map(Math::rint).toArray();
      if (round % 5 == 0) {
        x[AT + random.nextInt(n)] = Double.NaN;
      }
      float[] narrow = new float[x.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = x[i] == 0 && random.nextBoolean() ? -0.0 : x[i];
        narrow[i] = (float) x[i];
      }
      int expected = 0;
      for (int i = 1; i < n; i++) {
        double value = x[AT + i];
        double best = x[AT + expected];
        boolean better = Double.isNaN(value) || (max ? value > best : value < best);
        expected = better && !Double.isNaN(best) ? i : expected;
      }
      String as = "seed " + seed + ", round " + round;
      assertThat(BetterLanes.firstBest(x, AT, n, max)).as(as).isEqualTo(expected);
      assertThat(BetterLanes.firstBest(narrow, AT, n, max)).as(as).isEqualTo(expected);
      // Zeros of both signs are equal, and so are NaN.
      Double best = x[AT + expected] + 0.0;
      assertThat((Double) (BetterLanes.best(x, AT, n, max) + 0.0)).as(as).isEqualTo(best);
      assertThat((Double) (BetterLanes.best(narrow, AT, n, max) + 0.0)).as(as).isEqualTo(best);
      double limit = x[AT + random.nextInt(n)];
      int worse = 0;
      while (worse < n && (max ? x[AT + worse] <= limit : x[AT + worse] >= limit)) {
        worse++;
      }
      assertThat(BetterLanes.worse(x, AT, n, limit, max)).as(as).isEqualTo(worse);
      assertThat(BetterLanes.worse(narrow, AT, n, (float) limit, max)).as(as).isEqualTo(worse);
    }
  }

  @ParameterizedTest
  @CsvSource({"true, 2, 100, 100", "true, 1, 100, 0", "false, -2, 70, 64", "false, -1, 70, 0"})
  void passesOverWhatIsNoBetter(boolean max, double best, int n, int atLeast) {
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = max ? i % 3 : -(i % 3);
    }
    int passed = BetterLanes.passed(x, 0, n, best, max);
    if (Simd.isAvailable()) {
      assertThat(passed).isBetween(Math.min(atLeast, n / 64 * 64), Math.abs(best) < 2 ? 1 : n);
    }
    for (int i = 0; i < passed; i++) {
      assertThat(max ? x[i] <= best : x[i] >= best).isTrue();
    }
  }
}
