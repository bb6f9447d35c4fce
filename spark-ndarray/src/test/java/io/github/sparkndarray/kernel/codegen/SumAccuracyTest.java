package io.github.sparkndarray.kernel.codegen;

import static io.github.sparkndarray.kernel.codegen.Problem.inner;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.shape.Shape;
import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sums are at least as near to the exact one as NumPy's pairwise summation. */
class SumAccuracyTest {
  private static final int COUNT = 100_000;

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"FLOAT32", "FLOAT64"})
  void sumsAreNoWorseThanPairwiseOnes(DType dtype) {
    Random random = new Random(20260420);
    HostArray values = HostArray.allocate(dtype, Shape.of(COUNT));
    var buffer = values.writableBuffer();
    BigDecimal exact = BigDecimal.ZERO;
    double magnitude = 0;
    for (int i = 0; i < COUNT; i++) {
      double x = Math.scalb(random.nextDouble() - 0.3, random.nextInt(20));
      x = dtype == DType.FLOAT32 ? (float) x : x;
      if (dtype == DType.FLOAT32) {
        buffer.putFloat((float) x);
      } else {
        buffer.putDouble(x);
      }
      exact = exact.add(new BigDecimal(x));
      magnitude += Math.abs(x);
    }
    // Pairwise: 16 additions in each of 8 accumulators, 3 levels to join them, then halves.
    double epsilon = dtype == DType.FLOAT32 ? 0x1p-24 : 0x1p-53;
    double allowed = epsilon * magnitude * (16 + 3 + Math.log(COUNT / 128.0) / Math.log(2)) / 8;
    Problem alongTile = new Problem().reduced(COUNT);
    alongTile.output(Reduction.SUM, alongTile.load(values, 0));
    Problem overRows = new Problem().parallel(100).reduced(COUNT / 100);
    overRows.output(
        Reduction.SUM, overRows.load(values.reshaped(Shape.of(COUNT / 100, 100)), 1, 0));
    Problem inside = new Problem().parallel(1).inner(COUNT);
    inside.output(inner(Reduction.SUM, inside.load(values, 1), 1));
    assertThat(Math.abs(total(alongTile) - exact.doubleValue())).isLessThan(allowed);
    assertThat(Math.abs(total(inside) - exact.doubleValue())).isLessThan(allowed);
    assertThat(Math.abs(total(overRows) - exact.doubleValue())).isLessThan(allowed);
  }

  private static double total(Problem problem) {
    var nest = problem.nest();
    HostArray result =
        Runs.run(Expect.VECTOR.compile(nest), nest, problem.inputs(), Runs.space(nest)).get(0);
    double total = 0;
    for (int i = 0; i < result.size(); i++) {
      total += result.getDouble(i);
    }
    return total;
  }
}
