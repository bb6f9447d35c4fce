package io.github.sparkndarray.plan.physical;

import static io.github.sparkndarray.plan.Arrays.CLUSTER;
import static io.github.sparkndarray.plan.Arrays.file;
import static io.github.sparkndarray.plan.Arrays.reduce;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.Lowering;
import io.github.sparkndarray.shape.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a plan leaves in the cluster is cut so that those who read it find it where it lies. */
class SharedChunksTest {
  private static final int STEPS = 31;

  /**
   * 20 million rows of 12, scaled by their greatest again and again: a script so long that what it
   * has come to by then is kept.
   */
  private static Expr scaled() {
    Expr x = file("x", 20_000_000, 12);
    for (int step = 0; step < STEPS; step++) {
      Expr most = Elementwise.of(Operator.ADD, reduce(Reduction.MAX, x, 0), PythonScalar.of(step));
      x = Elementwise.of(Operator.DIVIDE, x, most);
    }
    return x;
  }

  private static PhysicalPlan plan(ClusterSpec cluster, Expr... outputs) {
    return Planner.plan(
        Lowering.lower(List.of(outputs)), Sink.WRITE, cluster, PlanSettings.DEFAULT);
  }

  private static Expr[] columnsAndRows(Expr x) {
    return new Expr[] {
      reduce(Reduction.MAX, x, 0), reduce(Reduction.SUM, x, 0), reduce(Reduction.MIN, x, 1)
    };
  }

  private static List<Delivery> deliveriesOfLarge(PhysicalPlan plan) {
    return plan.stages().stream()
        .flatMap(stage -> stage.inputs().stream())
        .filter(input -> input.array().origin() instanceof ArrayRef.Result)
        .filter(input -> input.bytes() > 1 << 20)
        .map(Stage.Input::delivery)
        .toList();
  }

  @Test
  void rowsAreCutWhereTheirReadersCutThem() {
    PhysicalPlan plan = plan(CLUSTER, columnsAndRows(scaled()));

    Stage maker = maker(plan);
    assertThat(maker.outputGrid().chunkShape().extent(1)).isEqualTo(12);
    assertThat(deliveriesOfLarge(plan)).isNotEmpty().containsOnly(Delivery.ALIGNED);
    double sent = plan.stages().stream().mapToDouble(stage -> stage.traffic().total()).sum();
    assertThat(sent).isLessThan(1 << 20);
  }

  @Test
  void whereSumsAreCutDoesNotDependOnIt() {
    Shape alone = reducedBlock(plan(CLUSTER, reduce(Reduction.SUM, scaled(), 0)));
    ClusterSpec large = new ClusterSpec(100, 8, 16L << 30, 16L << 30, 1L << 30);

    assertThat(reducedBlock(plan(CLUSTER, columnsAndRows(scaled())))).isEqualTo(alone);
    assertThat(reducedBlock(plan(large, columnsAndRows(scaled())))).isEqualTo(alone);
  }

  private static Stage maker(PhysicalPlan plan) {
    return plan.stages().stream()
        .filter(stage -> stage.keep() == Stage.Keep.IN_CLUSTER)
        .findFirst()
        .orElseThrow();
  }

  private static Shape reducedBlock(PhysicalPlan plan) {
    Stage sum =
        plan.stages().stream()
            .filter(stage -> stage.terminal().outputShape().equals(Shape.of(12)))
            .filter(
                stage ->
                    stage.terminal().loop().outputs().stream()
                        .anyMatch(output -> output.reduction() == Reduction.SUM))
            .findFirst()
            .orElseThrow();
    return Shape.of(sum.grid().chunkShape().extent(1));
  }
}
