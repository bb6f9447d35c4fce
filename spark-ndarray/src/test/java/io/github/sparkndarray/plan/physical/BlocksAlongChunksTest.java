package io.github.sparkndarray.plan.physical;

import static io.github.sparkndarray.plan.Arrays.chunked;
import static io.github.sparkndarray.plan.Arrays.distances;
import static io.github.sparkndarray.plan.Arrays.file;
import static io.github.sparkndarray.plan.Arrays.reduce;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.plan.logical.Lowering;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Chunks stay where they lie, unless cores would be idle for it. */
class BlocksAlongChunksTest {
  private static final ClusterSpec CLUSTER = new ClusterSpec(4, 2, 2L << 30, 2L << 30, 1L << 30);
  private static final ClusterSpec LARGE = new ClusterSpec(400, 2, 2L << 30, 2L << 30, 1L << 30);

  private static Stage last(Expr output, ClusterSpec cluster) {
    List<Stage> stages =
        Planner.plan(Lowering.lower(List.of(output)), Sink.WRITE, cluster, PlanSettings.DEFAULT)
            .stages();
    return stages.get(stages.size() - 1);
  }

  static List<Arguments> inPlace() {
    Expr x = chunked("x", 4000, 1_000_000, 128);
    Expr squares = Elementwise.of(Operator.SQUARE, x);
    Expr norms = Elementwise.of(Operator.SQRT, reduce(Reduction.SUM, squares, 1));
    Expr scaled = Elementwise.of(Operator.DIVIDE, norms, PythonScalar.of(2.0));
    Expr wide = chunked("wide", 100, 100_000, 6000);
    return List.of(
        Arguments.of("sums", reduce(Reduction.SUM, squares, 1)),
        Arguments.of("roots of sums", norms),
        Arguments.of("more of them", Elementwise.of(Operator.ADD, scaled, norms)),
        Arguments.of("the largest of them", reduce(Reduction.MAX, norms)),
        Arguments.of(
            "roots of long sums", Elementwise.of(Operator.SQRT, reduce(Reduction.SUM, wide, 1))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("inPlace")
  void whatIsComputedOfTheRowsOfChunksMovesNothing(String name, Expr output) {
    Stage stage = last(output, CLUSTER);

    assertThat(stage.inputs()).extracting(Stage.Input::delivery).containsExactly(Delivery.ALIGNED);
    assertThat(stage.traffic().shuffled()).isZero();
    assertThat(stage.id()).isZero();
  }

  /** Rows that are the second axis of what reads their sums are chunks along that axis. */
  @Test
  void chunksFollowTheAxesOfTheBlocks() {
    Expr sums = reduce(Reduction.SUM, chunked("x", 4000, 1_000_000, 128), 1);
    Expr pairs = Elementwise.of(Operator.ADD, View.expandDims(file("q", 3), 1), sums);

    Stage stage = last(pairs, CLUSTER);

    assertThat(stage.inputs()).filteredOn(input -> input.delivery() == Delivery.ALIGNED).hasSize(1);
    assertThat(stage.alignedAxes()).containsExactly(1);
    assertThat(stage.grid().chunkShape().extent(1)).isEqualTo(4000);
  }

  /** Blocks are cut along the other side, too: there are more of them than tasks. */
  @Test
  void coresAreNotIdleForIt() {
    Expr x = chunked("x", 10_000, 1_000_000, 768);
    for (Reduction reduction : List.of(Reduction.SUM, Reduction.MAX)) {
      Expr output = reduce(reduction, distances(x, file("y", 200_000, 768)), 1);

      Stage here = last(output, CLUSTER);
      assertThat(here.inputs())
          .extracting(Stage.Input::delivery)
          .containsExactlyInAnyOrder(Delivery.ALIGNED, Delivery.PANELS);
      assertThat(here.tasks()).isEqualTo(100);

      Stage there = last(output, LARGE);
      assertThat(there.inputs()).extracting(Stage.Input::delivery).doesNotContain(Delivery.ALIGNED);
      assertThat(there.tasks()).isGreaterThanOrEqualTo(LARGE.slots());
    }
  }

  /** What is kept in two chunks is sent to all cores, though sums are cut where these are. */
  @Test
  void fewChunksAreSent() {
    Expr few = chunked("few", 50_000, 100_000, 8);
    Expr output = reduce(Reduction.SUM, distances(file("x", 1_000_000, 8), few), 1);

    Stage stage = last(output, LARGE);

    assertThat(stage.grid().chunkShape().extent(1)).isEqualTo(50_000);
    assertThat(stage.inputs())
        .extracting(Stage.Input::delivery)
        .containsExactlyInAnyOrder(Delivery.STORED, Delivery.BROADCAST);
    assertThat(stage.tasks()).isGreaterThan(100);
  }

  /** Of a matrix of tall columns with itself: each slice is read once, for all of the result. */
  @Test
  void tallMatricesAreReadOnce() {
    Expr x = file("x", 10_000_000, 512);
    Expr products = Elementwise.of(Operator.MULTIPLY, View.expandDims(x, 2), View.expandDims(x, 1));

    Stage stage = last(reduce(Reduction.SUM, products, 0), CLUSTER);

    assertThat(stage.grid().chunkShape().extent(0)).isEqualTo(512);
    assertThat(stage.grid().chunkShape().extent(1)).isEqualTo(512);
    assertThat(stage.bytesRead()).isEqualTo(8 * 512e7);
    assertThat(stage.traffic().broadcast()).isZero();
  }

  /** Few queries are sent to where many vectors are read, and not the other way round. */
  @Test
  void whatIsSearchedIsReadOnce() {
    Expr distances = distances(file("queries", 10_000, 64), file("vectors", 100_000_000, 64));
    for (ClusterSpec cluster : List.of(CLUSTER, LARGE)) {
      Stage stage = last(reduce(Reduction.MIN, distances, 1), cluster);

      assertThat(stage.bytesRead()).isLessThan(4 * 8 * 64e8);
      assertThat(stage.traffic().broadcast()).isEqualTo(cluster.executors() * 8 * 640_000.0);
      assertThat(stage.tasks()).isGreaterThanOrEqualTo(cluster.slots());
    }
  }

  /** A pass that is long is not made by the few blocks that its short reader has. */
  @Test
  void whatIsLongIsNotMadeByFewBlocks() {
    Expr nearest = reduce(Reduction.MIN, distances(file("x", 1_000_000, 3)), 1);

    List<Stage> stages =
        Planner.plan(
                Lowering.lower(List.of(reduce(Reduction.SUM, nearest))),
                Sink.COLLECT,
                LARGE,
                PlanSettings.DEFAULT)
            .stages();

    assertThat(stages).hasSize(2);
    assertThat(stages.get(0).tasks()).isGreaterThan(100);
  }

  /** It would not fit otherwise. */
  @Test
  void coresAreIdleRatherThanNothingIsDone() {
    ClusterSpec small = new ClusterSpec(400, 2, 512L << 20, 512L << 20, 1L << 30);
    Expr x = chunked("x", 2_000, 100_000, 768);
    Expr output = reduce(Reduction.SUM, distances(x, chunked("y", 2_000, 3_000_000, 768)), 1);

    Stage stage = last(output, small);

    assertThat(stage.memory().task()).isLessThanOrEqualTo(small.taskMemory());
  }
}
