package io.github.sparkndarray.plan.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class CompareUnderRootTest {
  private static final long SEED = 20261126;

  private static DoubleStream roots() {
    return DoubleStream.concat(
        DoubleStream.of(
            0,
            Double.MIN_VALUE,
            1e-170,
            1,
            2,
            1e154,
            1e200,
            Double.MAX_VALUE,
            Double.POSITIVE_INFINITY),
        new Random(SEED).doubles(1000).map(x -> Math.exp(100 * (x - 0.5))));
  }

  @Test
  void limitsAreTheLastAndTheFirstThatCompareSo() {
    roots()
        .forEach(
            root -> {
              double least = CompareUnderRoot.limit(root, false, true);
              assertThat(Math.sqrt(least)).as("%s", root).isGreaterThanOrEqualTo(root);
              if (least > 0) {
                assertThat(Math.sqrt(Math.nextDown(least))).as("%s", root).isLessThan(root);
              }
              double greatest = CompareUnderRoot.limit(root, false, false);
              assertThat(Math.sqrt(greatest)).as("%s", root).isLessThanOrEqualTo(root);
              if (greatest < Double.POSITIVE_INFINITY) {
                assertThat(Math.sqrt(Math.nextUp(greatest))).as("%s", root).isGreaterThan(root);
              }
            });
  }

  @Test
  void limitsOfFloats() {
    roots()
        .forEach(
            wide -> {
              float root = (float) wide;
              float least = (float) CompareUnderRoot.limit(root, true, true);
              assertThat((float) Math.sqrt(least)).as("%s", root).isGreaterThanOrEqualTo(root);
              if (least > 0) {
                assertThat((float) Math.sqrt(Math.nextDown(least))).as("%s", root).isLessThan(root);
              }
              float greatest = (float) CompareUnderRoot.limit(root, true, false);
              assertThat((float) Math.sqrt(greatest)).as("%s", root).isLessThanOrEqualTo(root);
              if (greatest < Float.POSITIVE_INFINITY) {
                assertThat((float) Math.sqrt(Math.nextUp(greatest)))
                    .as("%s", root)
                    .isGreaterThan(root);
              }
            });
  }
}
