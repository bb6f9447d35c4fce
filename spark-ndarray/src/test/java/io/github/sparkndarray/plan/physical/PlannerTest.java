package io.github.sparkndarray.plan.physical;

import static io.github.sparkndarray.plan.Arrays.CLUSTER;
import static io.github.sparkndarray.plan.Arrays.chunked;
import static io.github.sparkndarray.plan.Arrays.distances;
import static io.github.sparkndarray.plan.Arrays.file;
import static io.github.sparkndarray.plan.Arrays.reduce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Constant;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.plan.logical.Lowering;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlannerTest {

  private static PhysicalPlan plan(ClusterSpec cluster, Expr... outputs) {
    return Planner.plan(
        Lowering.lower(List.of(outputs)), Sink.WRITE, cluster, PlanSettings.DEFAULT);
  }

  /** Of two halves that are added a block reads its part of each, and not what lies between. */
  @Test
  void partsFarApartAreReadApart() {
    long half = 1_000_000_000;
    Expr x = file("x", 2 * half);
    Expr halves =
        Elementwise.of(Operator.ADD, View.slice(x, 0, 0, half), View.slice(x, 0, half, 2 * half));
    Expr square = file("x", 100_000, 100_000);
    Expr mirrored = Elementwise.of(Operator.ADD, square, View.transpose(square, 1, 0));
    for (Expr sum : List.of(halves, mirrored)) {
      Stage stage = plan(CLUSTER, sum).stages().get(0);
      assertThat(stage.inputs())
          .hasSize(2)
          .allMatch(input -> input.delivery() == Delivery.STORED)
          .allMatch(input -> input.moved() == half * 8.0 || input.moved() == 1e10 * 8);
      assertThat(stage.memory().task()).isLessThan(256 << 20);
    }
  }

  /** Neighbours are read together: what lies between them is little. */
  @Test
  void partsThatOverlapAreReadOnce() {
    Expr x = file("x", 2_000_000_000);
    Expr steps =
        Elementwise.of(
            Operator.SUBTRACT,
            View.slice(x, 0, 1, 2_000_000_000),
            View.slice(x, 0, 0, 1_999_999_999));
    assertThat(plan(CLUSTER, steps).stages().get(0).inputs()).hasSize(1);
  }

  @Test
  void pairwiseOperandIsBroadcastAndRowsAreCut() {
    Stage stage =
        plan(CLUSTER, reduce(Reduction.ARGMIN, distances(file("x", 171_075, 3)), 1))
            .stages()
            .get(0);

    assertThat(stage.inputs())
        .extracting(Stage.Input::delivery)
        .containsExactly(Delivery.BROADCAST);
    assertThat(stage.hasPartials()).isFalse();
    assertThat(stage.tasks()).isGreaterThanOrEqualTo(CLUSTER.slots());
    assertThat(stage.grid().counts().extent(1)).isEqualTo(1);
  }

  @Test
  void pairsToSelectFromAreCutIntoSquares() {
    Expr far = distances(file("x", 171_075, 3));
    Expr near = Elementwise.of(Operator.LESS, far, Constant.of(DType.FLOAT64, 0.5));

    assertThat(last(Sink.SELECT, near, far).grid().chunkShape().extents())
        .containsExactly(1307, 1308);
    assertThat(last(Sink.WRITE, near, far).grid().chunkShape().extent(1)).isEqualTo(171_075);
  }

  @Test
  void whatIsSelectedFromAnArrayAsItLiesIsCutIntoRows() {
    Expr x = file("x", 100_000, 1000);
    Expr large = Elementwise.of(Operator.LESS, x, Constant.of(DType.FLOAT64, 0.5));
    Expr sums = reduce(Reduction.SUM, file("y", 3000, 100_000_000), 1);

    assertThat(last(Sink.SELECT, large, x).grid().chunkShape().extent(1)).isEqualTo(1000);
    assertThat(last(Sink.SELECT, sums).grid()).isEqualTo(last(Sink.WRITE, sums).grid());
  }

  private static Stage last(Sink sink, Expr... outputs) {
    PhysicalPlan plan =
        Planner.plan(Lowering.lower(List.of(outputs)), sink, CLUSTER, PlanSettings.DEFAULT);
    return plan.stages().get(plan.stages().size() - 1);
  }

  @Test
  void elementwiseOperandsAreReadInSlices() {
    Expr sum = Elementwise.of(Operator.ADD, file("a", 10_000, 10_000), file("b", 10_000, 10_000));

    Stage stage = plan(CLUSTER, sum).stages().get(0);

    assertThat(stage.inputs())
        .extracting(Stage.Input::delivery)
        .containsExactly(Delivery.STORED, Delivery.STORED);
    assertThat(stage.memory().executorShared()).isZero();
    assertThat(stage.memory().task()).isLessThan(200L << 20);
  }

  @Test
  void whereASumIsCutDoesNotDependOnTheCluster() {
    Expr sum = reduce(Reduction.SUM, file("x", 100_000_000));
    ClusterSpec large = new ClusterSpec(1000, 16, 64L << 30, 64L << 30, 1L << 30);

    Stage here = plan(CLUSTER, sum).stages().get(0);
    Stage there = plan(large, sum).stages().get(0);

    assertThat(here.hasPartials()).isTrue();
    assertThat(here.grid()).isEqualTo(there.grid());
  }

  @Test
  void softmaxOverRowsIsOneStage() {
    Expr x = file("x", 1_000_000, 100);
    Expr max = Reduce.of(Reduction.MAX, x, new int[] {-1}, true);
    Expr e = Elementwise.of(Operator.EXP, Elementwise.of(Operator.SUBTRACT, x, max));
    Expr softmax =
        Elementwise.of(Operator.DIVIDE, e, Reduce.of(Reduction.SUM, e, new int[] {-1}, true));

    PhysicalPlan plan = plan(CLUSTER, softmax);

    assertThat(plan.stages()).hasSize(1);
    assertThat(plan.stages().get(0).producers()).hasSize(2);
    assertThat(plan.stages().get(0).inputs())
        .extracting(Stage.Input::delivery)
        .containsExactly(Delivery.STORED);
  }

  @Test
  void centringColumnsIsTwoStagesBecauseTheirMeanSpansBlocks() {
    Expr x = file("x", 10_000_000, 10);
    Expr centred = Elementwise.of(Operator.SUBTRACT, x, Reduce.mean(x, new int[] {0}, false));

    PhysicalPlan plan = plan(CLUSTER, centred);

    assertThat(plan.stages()).hasSize(2);
    assertThat(plan.stages().get(0).keep()).isEqualTo(Stage.Keep.ON_DRIVER);
    assertThat(plan.stages().get(1).inputs())
        .extracting(Stage.Input::delivery)
        .containsExactlyInAnyOrder(Delivery.STORED, Delivery.BROADCAST);
  }

  @Test
  void chunksInTheClusterAreNotMoved() {
    Expr x = chunked("table", 100_000, 10_000_000, 4);
    Expr doubled = Elementwise.of(Operator.ADD, x, x);

    Stage stage = plan(CLUSTER, doubled).stages().get(0);

    assertThat(stage.inputs()).extracting(Stage.Input::delivery).containsExactly(Delivery.ALIGNED);
    assertThat(stage.grid().chunkShape()).isEqualTo(Shape.of(100_000, 4));
  }

  @Test
  void smallWorkStaysOnTheDriver() {
    assertThat(plan(CLUSTER, reduce(Reduction.SUM, file("x", 10, 10), 0)).stages())
        .allMatch(Stage::onDriver);
  }

  @Test
  void everyOutputElementIsInExactlyOneBlock() {
    for (Expr output :
        List.of(
            distances(file("x", 997, 3)),
            reduce(Reduction.SUM, file("x", 3_000_017, 7), 0),
            reduce(Reduction.MAX, file("x", 1, 20_000_003), 1))) {
      Stage stage = plan(CLUSTER, output).stages().get(0);
      ChunkGrid grid = stage.grid();
      long covered = 0;
      for (long block = 0; block < grid.size(); block++) {
        Box box = grid.box(block);
        covered += box.shape().size();
        for (int axis = 0; axis < grid.shape().rank(); axis++) {
          assertThat(box.origin(axis) + box.extent(axis))
              .isLessThanOrEqualTo(grid.shape().extent(axis));
        }
      }
      assertThat(covered).isEqualTo(grid.shape().size());
    }
  }

  @Test
  void aFileTooLargeToBroadcastIsReadByTheTasksAndBroadcastInPanels() {
    Expr nearest = reduce(Reduction.ARGMIN, distances(file("x", 1_000_000_000, 3)), 1);

    Stage stage = plan(CLUSTER, nearest).stages().get(0);

    assertThat(stage.inputs())
        .extracting(Stage.Input::delivery)
        .containsExactlyInAnyOrder(Delivery.STORED, Delivery.PANELS);
    assertThat(stage.inputs())
        .allMatch(input -> input.why().startsWith("broadcasting 22.4 GiB is more than"));
    double moved = stage.inputs().stream().mapToDouble(Stage.Input::moved).sum();
    assertThat(stage.options())
        .filteredOn(option -> option.delivery() == Delivery.REPLICATED)
        .as("each task reading all of it in parts")
        .allMatch(option -> option.problem().isEmpty() && option.moved() > moved);
    assertThat(stage.memory().task()).isLessThanOrEqualTo(CLUSTER.taskMemory());
  }

  @Test
  void whatCannotBeCutAndIsTooLargeToBroadcastIsRefusedWithTheSetting() {
    // D @ x, where a row of D takes more than a task may.
    Expr x = file("x", 8_000_000, 3000);
    Expr products = Elementwise.of(Operator.MULTIPLY, View.expandDims(distances(x), 2), x);
    ClusterSpec small = new ClusterSpec(2, 2, 305L << 20, 305L << 20, 1L << 30);

    assertThatThrownBy(() -> plan(small, reduce(Reduction.SUM, products, 1)))
        .isInstanceOf(NDArrayException.class)
        .hasMessageContaining("Cannot deliver arrays of 465.8 TiB")
        .hasMessageContaining("set spark.executor.memory");
  }

  @Test
  void collectingMoreThanTheDriverHoldsIsRefused() {
    assertThatThrownBy(
            () ->
                Planner.plan(
                    Lowering.lower(List.of(distances(file("x", 100_000, 3)))),
                    Sink.COLLECT,
                    CLUSTER,
                    PlanSettings.DEFAULT))
        .isInstanceOf(NDArrayException.class)
        .hasMessageContaining("Cannot bring 74.5 GiB to the driver")
        .hasMessageContaining("spark.driver.memory");
  }

  @Test
  void whatIsCollectedTogetherMustFitTogether() {
    Expr much = file("x", 9_000, 10_000);
    List<Expr> twice =
        List.of(Elementwise.of(Operator.SIN, much), Elementwise.of(Operator.COS, much));
    Planner.plan(Lowering.lower(twice.subList(0, 1)), Sink.COLLECT, CLUSTER, PlanSettings.DEFAULT);
    assertThatThrownBy(
            () -> Planner.plan(Lowering.lower(twice), Sink.COLLECT, CLUSTER, PlanSettings.DEFAULT))
        .isInstanceOf(NDArrayException.class)
        .hasMessage(
            "Cannot bring 1.3 GiB to the driver, which has room for 1.0 GiB: write the result to a"
                + " file instead, or set spark.driver.memory and spark.driver.maxResultSize"
                + " higher");
  }

  @Test
  void noArrayOnTheDriverIsLongerThanJavaAllows() {
    ClusterSpec large = new ClusterSpec(4, 2, 64L << 30, 64L << 30, 64L << 30);
    Expr tall = Elementwise.of(Operator.SIN, file("x", 30_000, 10_000));
    assertThatThrownBy(
            () ->
                Planner.plan(
                    Lowering.lower(List.of(tall)), Sink.COLLECT, large, PlanSettings.DEFAULT))
        .isInstanceOf(NDArrayException.class)
        .hasMessageStartingWith(
            "Cannot bring an array of 2.2 GiB to the driver, where one may have 2.0 GiB");
  }

  @Test
  void noTaskCollectsMuchMoreThanABlock() {
    Stage stage =
        Planner.plan(
                Lowering.lower(List.of(Elementwise.of(Operator.SIN, file("x", 6_000, 10_000)))),
                Sink.COLLECT,
                CLUSTER,
                PlanSettings.DEFAULT)
            .stages()
            .get(0);
    assertThat(stage.tasks()).isGreaterThanOrEqualTo(28);
    assertThat(stage.memory().task()).isLessThan(150L << 20);
  }

  @Test
  void shortWorkStaysOnTheCoresOfTheDriverWhereThereAreNoOthers() {
    ClusterSpec local = new ClusterSpec(1, 8, 4L << 30, 4L << 30, 1L << 30).withinDriver();
    Expr distances = distances(file("x", 10_000, 3));
    Stage here = plan(local, distances).stages().get(0);
    assertThat(here.onDriver()).isTrue();
    assertThat(here.tasks()).as("shares for its threads").isBetween(32, 128);
    assertThat(here.memory().driver()).as("nothing is collected").isLessThan(1L << 20);

    ClusterSpec cluster = new ClusterSpec(1, 8, 4L << 30, 4L << 30, 1L << 30);
    assertThat(plan(cluster, distances).stages().get(0).onDriver()).isFalse();
    Expr longer = distances(file("x", 100_000, 3));
    assertThat(plan(local, longer).stages().get(0).onDriver()).isFalse();
  }

  @Test
  void inTheDriversOwnJvmBroadcastsGoNowhere() {
    ClusterSpec local = new ClusterSpec(1, 8, 4L << 30, 4L << 30, 1L << 30).withinDriver();
    Stage stage = plan(local, distances(file("x", 100_000, 3))).stages().get(0);
    assertThat(stage.inputs())
        .extracting(Stage.Input::delivery)
        .containsExactly(Delivery.BROADCAST);
    assertThat(stage.traffic().total()).isEqualTo(0);
    assertThat(stage.memory().executorShared()).isBetween(2 * 2_400_000L, 2 * 2_500_000L);
  }

  @Test
  void aBillionRowsArePlannedWithoutListingThem() {
    ClusterSpec large = new ClusterSpec(1000, 16, 64L << 30, 64L << 30, 1L << 30);
    Expr x = file("x", 1_000_000_000, 3);
    Expr y = file("y", 1_000_000, 3);
    Expr squares =
        Elementwise.of(
            Operator.SQUARE, Elementwise.of(Operator.SUBTRACT, View.expandDims(x, 1), y));
    Expr nearest = reduce(Reduction.ARGMIN, reduce(Reduction.SUM, squares, -1), 1);

    long start = System.nanoTime();
    PhysicalPlan plan = plan(large, nearest);

    assertThat((System.nanoTime() - start) / 1e9).isLessThan(1.0);
    assertThat(plan.stages().get(0).grid().size()).isGreaterThan(1000);
    assertThat(plan.stages().get(0).inputs())
        .extracting(Stage.Input::delivery)
        .containsExactlyInAnyOrder(Delivery.STORED, Delivery.BROADCAST);
  }

  @Test
  void anExecutorThatIsTooSmallForOneTileIsRefusedWithWhatWouldDo() {
    ClusterSpec tiny = new ClusterSpec(10, 4, 1024, 1L << 30, 1L << 30);
    Expr nearest =
        reduce(Reduction.ARGMIN, distances(file("x", 1_000_000, 3), file("y", 1_000_000, 3)), 1);

    assertThatThrownBy(() -> plan(tiny, nearest))
        .isInstanceOf(NDArrayException.class)
        .hasMessage(
            "Cannot run anything on executors of 1.0 KiB: a task may use 38 B, and a kernel's"
                + " panels and tiles with the smallest block take 1.0 MiB; set"
                + " spark.executor.memory to at least 313.3 MiB");
  }

  /** Rows of 1 MiB in blocks of at most 16 rows: as many blocks as fill rounds of all cores. */
  @ParameterizedTest
  @CsvSource({
    // rows, executors, blocks
    "8, 4, 1",
    "72, 4, 8",
    "136, 4, 16",
    "200, 4, 16",
    "3200, 4, 200",
    "50, 1, 4",
    "72, 1, 6"
  })
  void fewBlocksKeepAllCoresBusyToTheEnd(long rows, int executors, long blocks) {
    ClusterSpec cluster = new ClusterSpec(executors, 2, 4L << 30, 4L << 30, 1L << 30);
    Expr roots = Elementwise.of(Operator.SQRT, file("x", rows, 131_072));

    Stage stage = plan(cluster, roots).stages().get(0);

    assertThat(stage.grid().size()).isEqualTo(blocks);
  }
}
