package io.github.sparkndarray.plan.physical;

import static io.github.sparkndarray.plan.Arrays.CLUSTER;
import static io.github.sparkndarray.plan.Arrays.chunked;
import static io.github.sparkndarray.plan.Arrays.file;
import static io.github.sparkndarray.plan.Arrays.reduce;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Persist;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Rechunk;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.plan.logical.Lowering;
import io.github.sparkndarray.shape.Shape;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is persisted is a stage of its own the first time, and an input from then on. */
class PersistPlanTest {

  private static PhysicalPlan plan(Expr... outputs) {
    return Planner.plan(
        Lowering.lower(List.of(outputs)), Sink.WRITE, CLUSTER, PlanSettings.DEFAULT);
  }

  private static Expr twice(Expr x) {
    return Elementwise.of(Operator.MULTIPLY, x, PythonScalar.of(2.0));
  }

  @Test
  void theFirstPlanKeepsItAndReadsItWhereItLies() {
    Persist kept = (Persist) Persist.of(twice(file("x", 4_000_000, 3)));

    PhysicalPlan plan = plan(twice(kept), reduce(Reduction.SUM, kept));

    assertThat(plan.persisted()).hasSize(1);
    assertThat(plan.persisted().get(0).node()).isSameAs(kept);
    assertThat(plan.stages()).hasSize(3);
    assertThat(plan.stages().get(0).keep()).isEqualTo(Stage.Keep.IN_CLUSTER);
    assertThat(plan.stages().get(0).terminal().id())
        .isEqualTo(plan.persisted().get(0).result().nest());
    assertThat(plan.stages()).filteredOn(s -> s.id() > 0).allMatch(PersistPlanTest::movesNothing);
  }

  private static boolean movesNothing(Stage stage) {
    return stage.inputs().stream().allMatch(input -> input.delivery() == Delivery.ALIGNED);
  }

  @Test
  void onceKeptNothingBelowItIsPlanned() {
    Persist kept = (Persist) Persist.of(reduce(Reduction.SUM, file("x", 4_000_000, 30), 1));
    AtomicInteger freed = new AtomicInteger();
    assertThat(kept.hold(chunked("kept", 100_000, 4_000_000), freed::incrementAndGet)).isTrue();
    assertThat(kept.hold(chunked("again", 100_000, 4_000_000), freed::incrementAndGet)).isFalse();

    PhysicalPlan plan = plan(twice(kept));

    assertThat(plan.persisted()).isEmpty();
    assertThat(plan.stages()).hasSize(1);
    assertThat(plan.stages().get(0).inputs())
        .extracting(input -> input.array().label())
        .containsExactly("kept");

    kept.free();
    kept.free();
    assertThat(freed).hasValue(1);
    assertThat(plan(twice(kept)).stages().get(0).inputs())
        .as("freed, it is what it was computed from")
        .extracting(input -> input.array().label())
        .containsExactly("x");
  }

  @Test
  void twoOfTheSameAreComputedOnce() {
    Expr first = Persist.of(twice(file("x", 4_000_000, 3)));
    Expr second = Persist.of(twice(file("x", 4_000_000, 3)));

    PhysicalPlan plan = plan(Elementwise.of(Operator.ADD, first, second));

    assertThat(plan.persisted()).hasSize(2);
    assertThat(plan.persisted().get(0).result()).isEqualTo(plan.persisted().get(1).result());
  }

  @Test
  void whatIsAskedForIsKeptAndDeliveredByOneStage() {
    PhysicalPlan plan = plan(Persist.of(twice(file("x", 4_000_000, 3))));

    assertThat(plan.stages()).hasSize(1);
    assertThat(plan.outputs()).containsExactly(plan.persisted().get(0).result());
  }

  @Test
  void chunksAreAsAUserWantsThem() {
    Expr kept = Persist.of(Rechunk.of(twice(file("x", 4_000_000, 30)), 70_000, 10));

    Stage stage = plan(kept).stages().get(0);

    assertThat(stage.outputGrid().chunkShape()).isEqualTo(Shape.of(70_000, 10));
    assertThat(stage.inputs())
        .as("a file is read in whatever chunks")
        .extracting(Stage.Input::delivery)
        .containsExactly(Delivery.STORED);
  }

  @Test
  void otherChunksAreOneShuffleAndTheSameNone() {
    Expr x = chunked("x", 100_000, 4_000_000, 30);

    Stage other = plan(Persist.of(Rechunk.of(x, 150_000, 10))).stages().get(0);
    assertThat(other.inputs())
        .extracting(Stage.Input::delivery)
        .containsExactly(Delivery.REPLICATED);
    assertThat(other.inputs().get(0).moved()).as("each byte once").isEqualTo(960e6);

    Stage same = plan(Persist.of(Rechunk.of(x, 100_000, 30))).stages().get(0);
    assertThat(same.inputs()).extracting(Stage.Input::delivery).containsExactly(Delivery.ALIGNED);
  }

  @Test
  void aViewHasTheChunksThatThePlannerChooses() {
    Expr x = file("x", 4_000_000, 30);
    Expr view = View.transpose(Rechunk.of(x, 1, 1));
    assertThat(plan(view).stages().get(0).grid())
        .isEqualTo(plan(View.transpose(x)).stages().get(0).grid());
  }
}
