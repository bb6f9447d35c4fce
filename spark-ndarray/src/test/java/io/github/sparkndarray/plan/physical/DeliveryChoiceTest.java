package io.github.sparkndarray.plan.physical;

import static io.github.sparkndarray.plan.Arrays.CLUSTER;
import static io.github.sparkndarray.plan.Arrays.chunked;
import static io.github.sparkndarray.plan.Arrays.distances;
import static io.github.sparkndarray.plan.Arrays.file;
import static io.github.sparkndarray.plan.Arrays.mapped;
import static io.github.sparkndarray.plan.Arrays.reduce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.plan.logical.Lowering;
import io.github.sparkndarray.plan.physical.PlanSettings.DeliveryWish;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Index;
import io.github.sparkndarray.shape.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryChoiceTest {

  private static Stage stage(Expr output, ClusterSpec cluster, DeliveryWish wish) {
    PlanSettings byDefault = PlanSettings.DEFAULT;
    PlanSettings settings =
        new PlanSettings(
            byDefault.driverWork(),
            byDefault.blockBytes(),
            byDefault.reducedElements(),
            byDefault.keepOnDriver(),
            wish);
    return Planner.plan(Lowering.lower(List.of(output)), Sink.WRITE, cluster, settings)
        .stages()
        .get(0);
  }

  private static Expr nearest(long rows, long chunkRows) {
    return reduce(Reduction.ARGMIN, distances(chunked("table", chunkRows, rows, 3)), 1);
  }

  private static long[] blocks(BlockBox box) {
    return LongStream.range(0, box.size()).map(box::block).toArray();
  }

  @Test
  void everyBlockBelongsToOneTask() {
    ChunkGrid blocks = new ChunkGrid(Shape.of(103, 57), Shape.of(10, 8));
    BlockGroups grid = BlockGroups.of(blocks, new long[] {3, 5});
    Set<Long> seen = new HashSet<>();
    for (int task = 0; task < grid.count(); task++) {
      for (long block : blocks(grid.group(task))) {
        assertThat(seen.add(block)).isTrue();
      }
    }
    assertThat(seen).hasSize((int) blocks.size());
  }

  @Test
  void aTaskIsSentAllThatItsBlocksRead() {
    Stage stage = stage(nearest(1_000_000, 10_000), CLUSTER, DeliveryWish.REPLICATED);
    BlockGroups grid = Objects.requireNonNull(stage.taskGrid());
    assertThat(stage.inputs())
        .extracting(Stage.Input::delivery)
        .containsExactly(Delivery.REPLICATED, Delivery.REPLICATED);
    for (Stage.Input input : stage.inputs()) {
      TaskRegions regions =
          TaskRegions.of(grid, stage.producers(), stage.terminal(), input.array());
      double sent = 0;
      for (int task = 0; task < grid.count(); task++) {
        Box region = regions.region(task);
        sent += region.shape().size();
        int number = task;
        assertThat(regions.sharesOf(Box.whole(input.array().shape())))
            .contains(new TaskRegions.Share(number, region));
        for (long block : blocks(grid.group(task))) {
          Box read =
              BlockRegions.of(stage.producers(), stage.terminal(), stage.grid().box(block))
                  .read(input.array());
          assertThat(region.intersection(read)).contains(read);
        }
      }
      assertThat(sent * 8).isEqualTo(input.moved());
    }
  }

  @ParameterizedTest
  @CsvSource({"1000, 1000, 64", "4000, 1000, 64", "100, 9000, 30", "1, 500, 7", "1000, 1000, 1"})
  void noGridOfTasksMovesMuchLess(double rows, double columns, long tasks) {
    ChunkGrid blocks = new ChunkGrid(Shape.of(200, 300), Shape.of(1, 1));
    List<Supergrid.Operand> operands =
        List.of(
            new Supergrid.Operand(rows, new boolean[] {true, false}),
            new Supergrid.Operand(columns, new boolean[] {false, true}));
    BlockGroups grid = Supergrid.choose(blocks, operands, 1 << 20, tasks, 10_000).orElseThrow();
    double best = Double.POSITIVE_INFINITY;
    for (int p = 1; p <= 200; p++) {
      for (int q = 1; q <= 300; q++) {
        best = (long) p * q >= tasks ? Math.min(best, rows * q + columns * p) : best;
      }
    }
    Shape counts = grid.groups().counts();
    double moved = rows * counts.extent(1) + columns * counts.extent(0);
    assertThat(grid.count()).isGreaterThanOrEqualTo((int) Math.min(tasks, 60_000) * 9 / 10);
    assertThat(moved).isLessThanOrEqualTo(1.2 * best);
  }

  @Test
  void whatDoesNotFitABroadcastIsSentInParts() {
    ClusterSpec small = new ClusterSpec(400, 2, 256L << 20, 256L << 20, 1L << 30);
    Stage stage = stage(nearest(10_000_000, 100_000), small, DeliveryWish.AUTO);
    assertThat(stage.inputs())
        .allMatch(input -> input.delivery() == Delivery.REPLICATED)
        .allMatch(input -> input.why().contains("more than the"));
    assertThat(stage.hasPartials()).as("the reduced axis is cut").isTrue();
    assertThat(stage.memory().task()).isLessThanOrEqualTo(small.taskMemory());
  }

  @Test
  void mappedFilesTakeNoMemoryOfTheDriver() {
    ClusterSpec local = new ClusterSpec(1, 2, 64L << 20, 64L << 20, 1L << 30).withinDriver();
    Expr sum = Elementwise.of(Operator.ADD, mapped("a", 4 << 20), mapped("b", 4 << 20));
    Stage stage =
        Planner.plan(Lowering.lower(List.of(sum)), Sink.WRITE, local, PlanSettings.DEFAULT)
            .stages()
            .get(0);
    assertThat(stage.onDriver()).isTrue();
    assertThat(stage.inputs()).allMatch(input -> input.delivery() == Delivery.MAPPED);
    assertThat(stage.memory().driver()).isZero();
  }

  /** However long a file is: what it is read for may be small, or short work. */
  @Test
  void theDriverReadsLargeFilesInParts() {
    ClusterSpec local = new ClusterSpec(1, 2, 512L << 20, 512L << 20, 1L << 30).withinDriver();
    Expr x = file("x", 1L << 40);
    List<Expr> works =
        List.of(
            View.slice(x, 0, 5, 9),
            View.slice(x, 0, (1L << 40) - 1, 1L << 40),
            reduce(Reduction.SUM, file("wide", 100_000_000)));
    for (Expr work : works) {
      PhysicalPlan plan =
          Planner.plan(Lowering.lower(List.of(work)), Sink.COLLECT, local, PlanSettings.DEFAULT);
      Stage stage = plan.stages().get(0);
      assertThat(stage.onDriver()).isTrue();
      assertThat(stage.inputs()).allMatch(input -> input.delivery() == Delivery.STORED);
      assertThat(stage.memory().driver()).isLessThan(1L << 20);
      assertThat(stage.memory().task()).isLessThan(64L << 20);
      assertThat(MemoryCheck.of(plan)).isEmpty();
    }
  }

  @Test
  void mappedFilesAreReadWhereTheyLieByTasksInTheDriver() {
    Expr nearest = reduce(Reduction.ARGMIN, distances(mapped("points", 500_000, 3)), 1);
    ClusterSpec local = CLUSTER.withinDriver();
    assertThat(stage(nearest, local, DeliveryWish.AUTO).inputs())
        .allMatch(input -> input.delivery() == Delivery.MAPPED && input.moved() == 0);
    assertThat(stage(nearest, CLUSTER, DeliveryWish.AUTO).inputs())
        .noneMatch(input -> input.delivery() == Delivery.MAPPED);
    assertThat(stage(nearest, local, DeliveryWish.BROADCAST).inputs())
        .allMatch(input -> input.delivery() == Delivery.BROADCAST && input.why().equals("as set"));
  }

  @Test
  void whatIsStoredIsReadInPanelsPassAfterPass() {
    ClusterSpec small = new ClusterSpec(4, 2, 1L << 30, 1L << 30, 1L << 30);
    Expr nearest = reduce(Reduction.ARGMIN, distances(file("points", 30_000_000, 3)), 1);
    Stage stage = stage(nearest, small, DeliveryWish.PANELS);
    BlockGroups passes = Objects.requireNonNull(stage.passes());
    assertThat(stage.inputs())
        .extracting(Stage.Input::delivery)
        .containsExactlyInAnyOrder(Delivery.STORED, Delivery.PANELS);
    assertThat(stage.passCount()).isGreaterThan(2);
    long panel = 0;
    Set<Long> seen = new HashSet<>();
    for (int pass = 0; pass < stage.passCount(); pass++) {
      for (Stage.Input input : stage.inputs()) {
        if (input.delivery() == Delivery.PANELS) {
          Box part =
              BlockRegions.of(stage.producers(), stage.terminal(), passes.box(pass))
                  .read(input.array());
          assertThat(ArrayBytes.of(input.array(), part))
              .isLessThanOrEqualTo(small.broadcastMemory());
          panel += part.extent(0);
        }
      }
      seen.add(stage.pass(pass).block(0));
    }
    assertThat(panel).as("rows in all panels").isEqualTo(30_000_000);
    assertThat(seen).as("first blocks of passes").hasSize(stage.passCount());
    assertThat(stage.memory().executorShared()).isLessThanOrEqualTo(small.broadcastMemory());
    assertThat(stage.memory().task()).isLessThanOrEqualTo(small.taskMemory());
  }

  @Test
  void panelsAreTakenWhereNothingElseFits() {
    ClusterSpec small = new ClusterSpec(4, 2, 1L << 30, 1L << 30, 1L << 30);
    Expr few = file("few", 20_000_000, 3);
    Expr many = file("many", 30_000_000, 3);
    Expr nearest = reduce(Reduction.ARGMIN, distances(few, many), 1);
    Stage stage = stage(nearest, small, DeliveryWish.BROADCAST);
    assertThat(stage.options())
        .filteredOn(option -> option.delivery() == Delivery.BROADCAST)
        .allMatch(option -> option.problem().contains("is more than the"));
    assertThat(stage.options()).filteredOn(DeliveryOption::isChosen).hasSize(1);
  }

  @Test
  void aLargeArrayIsSeveralBroadcastVariables() {
    Expr many = file("many", 10_000_000, 3);
    Expr nearest = reduce(Reduction.ARGMIN, distances(file("few", 5_000_000, 3), many), 1);
    Stage stage = stage(nearest, CLUSTER, DeliveryWish.BROADCAST);
    Stage.Input input =
        stage.inputs().stream().filter(i -> i.bytes() == 240_000_000).findFirst().orElseThrow();
    assertThat(input.delivery()).isEqualTo(Delivery.BROADCAST);
    assertThat(input.moved()).as("once for each executor").isEqualTo(4 * 240e6);
    assertThat(input.variablesOf(input.array().shape()).size()).isEqualTo(4);
  }

  @Test
  void onlyWhatIsReadIsBroadcast() {
    Expr table = chunked("table", 1000, 1_000_000, 3);
    Expr some = View.index(table, List.of(new Index.Range(0L, 2_000L, null)));
    Stage stage =
        stage(distances(some, file("points", 50_000, 3)), CLUSTER, DeliveryWish.BROADCAST);
    assertThat(stage.inputs())
        .filteredOn(input -> input.bytes() == 24_000_000)
        .extracting(stage::broadcastRegion)
        .containsExactly(Box.whole(Shape.of(2_000, 3)));
    assertThat(stage.traffic().broadcast()).isEqualTo(4 * (48_000.0 + 1_200_000));
  }

  @Test
  void blocksOfAFloatingSumAreNotCutToSingleRows() {
    Expr sums = reduce(Reduction.SUM, distances(file("points", 20_000, 8)), 1);
    for (DeliveryWish wish : List.of(DeliveryWish.REPLICATED, DeliveryWish.PANELS)) {
      Stage stage = stage(sums, CLUSTER, wish);
      assertThat(stage.hasPartials()).as("a floating sum is cut anew").isFalse();
      assertThat(stage.grid().size()).as(wish.toString()).isLessThan(1000);
    }
  }

  @Test
  void manyExecutorsAreSentParts() {
    ClusterSpec large = new ClusterSpec(1000, 4, 8L << 30, 8L << 30, 4L << 30);
    Stage stage = stage(nearest(10_000_000, 100_000), large, DeliveryWish.AUTO);
    double broadcast = 1000.0 * 8 * 3 * 10_000_000;
    double moved = stage.inputs().stream().mapToDouble(Stage.Input::moved).sum();
    assertThat(stage.inputs()).allMatch(input -> input.delivery() == Delivery.REPLICATED);
    assertThat(moved).isLessThan(broadcast / 3);
    assertThat(stage.inputs()).allMatch(input -> input.why().contains("if broadcast"));
  }

  @Test
  void aFloatingSumIsNotCutAnewAndIsRefusedWhereItCannotFit() {
    ClusterSpec small = new ClusterSpec(2, 1, 64L << 20, 64L << 20, 1L << 30);
    Expr sums = reduce(Reduction.SUM, distances(chunked("table", 100_000, 5_000_000, 3)), 1);
    assertThatThrownBy(() -> stage(sums, small, DeliveryWish.AUTO))
        .isInstanceOf(NDArrayException.class)
        .hasMessageContaining("Cannot deliver arrays of 114.4 MiB")
        .hasMessageContaining("set spark.executor.memory");
  }

  @Test
  void oneElementOfATableIsBroadcast() {
    Expr one =
        View.index(
            chunked("table", 1000, 1_000_000, 3), List.of(new Index.At(17), new Index.At(2)));
    PlanSettings onCluster =
        new PlanSettings(0, 1 << 20, 1 << 20, 1 << 20, DeliveryWish.REPLICATED);
    Stage stage =
        Planner.plan(Lowering.lower(List.of(one)), Sink.WRITE, CLUSTER, onCluster).stages().get(0);
    assertThat(stage.inputs())
        .extracting(Stage.Input::delivery)
        .containsExactly(Delivery.BROADCAST);
  }
}
