package io.github.sparkndarray.plan.physical;

import static io.github.sparkndarray.plan.Arrays.CLUSTER;
import static io.github.sparkndarray.plan.Arrays.distances;
import static io.github.sparkndarray.plan.Arrays.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Products;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.plan.logical.Lowering;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Long contractions are passes of their own within the stage that needs them, where they may be.
 */
class LongContractionPlanTest {
  private static PhysicalPlan plan(Expr output, Sink sink) {
    return PlanChoice.plan(
        sharedWork -> Lowering.lower(List.of(output), Map.of(), sharedWork),
        sink,
        CLUSTER,
        PlanSettings.DEFAULT);
  }

  private static Expr product(long rows, long terms, long columns) {
    return Products.matmul(file("a", rows, terms), file("b", terms, columns));
  }

  private static Expr apply(Operator operator, Expr... arguments) {
    return Elementwise.of(operator, arguments);
  }

  private static Expr reduce(Reduction reduction, Expr x, int axis) {
    return Reduce.of(reduction, x, new int[] {axis}, true);
  }

  private static Expr softmax(Expr x) {
    Expr e = apply(Operator.EXP, apply(Operator.SUBTRACT, x, reduce(Reduction.MAX, x, 1)));
    return apply(Operator.DIVIDE, e, reduce(Reduction.SUM, e, 1));
  }

  private static Expr besideLargest(Expr x) {
    return apply(Operator.DIVIDE, x, reduce(Reduction.MAX, x, 1));
  }

  static List<Arguments> cases() {
    Expr p = product(100_000, 768, 4096);
    return List.of(
        Arguments.of("a maximum of products", reduce(Reduction.MAX, p, 1), 1),
        Arguments.of("a function of products", apply(Operator.TANH, p), 1),
        Arguments.of("softmax of products, which adds up", softmax(p), 0),
        Arguments.of("products beside the largest", besideLargest(p), 1),
        Arguments.of(
            "nearest of vectors",
            reduce(Reduction.ARGMIN, distances(file("a", 100_000, 768), file("b", 5_000, 768)), 1),
            1),
        Arguments.of("short ones that several read", besideLargest(product(100_000, 64, 4096)), 1),
        Arguments.of(
            "short ones that one reads", reduce(Reduction.MAX, product(100_000, 64, 4096), 1), 0),
        Arguments.of("products themselves", p, 0),
        Arguments.of("very short sums", besideLargest(product(100_000, 8, 4096)), 0),
        Arguments.of(
            "nearest of points",
            reduce(Reduction.ARGMIN, distances(file("a", 100_000, 3), file("b", 5_000, 3)), 1),
            0),
        Arguments.of(
            "rows of 8 GB, of which a block has a part",
            reduce(Reduction.MAX, product(1_000_000, 256, 1_000_000_000), 1),
            1),
        Arguments.of("a part of products", reduce(Reduction.MAX, View.slice(p, 1, 0, 2000), 1), 1),
        Arguments.of(
            "both halves of pairs",
            Reduce.of(Reduction.SUM, distances(file("a", 100_000, 768)), new int[] {0, 1}, false),
            0),
        Arguments.of(
            "maxima of rows and columns, in two stages",
            apply(Operator.ADD, reduce(Reduction.MAX, p, 0), reduce(Reduction.MAX, p, 1)),
            0));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void whereItPays(String name, Expr output, int apart) {
    PhysicalPlan fused =
        Planner.plan(
            Lowering.lower(List.of(output)), Sink.WRITE_SLABS, CLUSTER, PlanSettings.DEFAULT);

    PhysicalPlan plan = plan(output, Sink.WRITE_SLABS);

    assertThat(plan.stages()).hasSameSizeAs(fused.stages());
    assertThat(PlanInvariants.hold(plan)).isTrue();
    assertThat(contractions(fused)).isZero();
    assertThat(contractions(plan)).isEqualTo(apart);
    for (Stage stage : plan.stages()) {
      assertThat(stage.memory().task()).isLessThan(CLUSTER.taskMemory());
    }
  }

  private static long contractions(PhysicalPlan plan) {
    return plan.stages().stream()
        .flatMap(stage -> stage.producers().stream())
        .map(LogicalNest::loop)
        .filter(loop -> loop.isContraction() && loop.axes().size() == 3)
        .filter(loop -> loop.axes().stream().noneMatch(axis -> axis.role() == Axis.Role.INNER))
        .count();
  }
}
