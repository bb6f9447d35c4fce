package io.github.sparkndarray.plan.physical;

import static io.github.sparkndarray.plan.Arrays.CLUSTER;
import static io.github.sparkndarray.plan.Arrays.chunked;
import static io.github.sparkndarray.plan.Arrays.distances;
import static io.github.sparkndarray.plan.Arrays.file;
import static io.github.sparkndarray.plan.Arrays.reduce;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Persist;
import io.github.sparkndarray.expr.Rechunk;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.plan.logical.Lowering;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Index;
import io.github.sparkndarray.shape.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Views touch only what they show, and operands that meet crosswise do not multiply chunks. */
class ChunkRewriteTest {
  private static final long N = 20_000;
  private static final double BYTES = 8.0 * N * N;

  private static List<Stage> stages(Expr output) {
    return Planner.plan(Lowering.lower(List.of(output)), Sink.WRITE, CLUSTER, PlanSettings.DEFAULT)
        .stages();
  }

  private static Stage only(Expr output) {
    List<Stage> stages = stages(output);
    assertThat(stages).hasSize(1);
    return stages.get(0);
  }

  private static double moved(Stage stage) {
    return stage.inputs().stream().mapToDouble(Stage.Input::moved).sum();
  }

  /** What all blocks together read of an array, in elements. */
  private static long read(Stage stage, Stage.Input input) {
    long read = 0;
    for (long block = 0; block < stage.grid().size(); block++) {
      Box box = stage.grid().box(block);
      read +=
          BlockRegions.of(stage.producers(), stage.terminal(), box)
              .read(input.array())
              .shape()
              .size();
    }
    return read;
  }

  private static Expr plusTransposed(Expr x) {
    return Elementwise.of(Operator.ADD, x, View.transpose(x));
  }

  @Test
  void transposedChunksStayWhereTheyAreUnlessOthersAreWanted() {
    Expr transposed = View.transpose(chunked("x", 500, N, N));

    Stage stage = only(transposed);
    assertThat(stage.inputs()).extracting(Stage.Input::delivery).containsExactly(Delivery.ALIGNED);
    assertThat(stage.grid().chunkShape()).isEqualTo(Shape.of(N, 500));

    Stage rows = only(Rechunk.of(transposed, 500, -1));
    assertThat(rows.inputs())
        .extracting(Stage.Input::delivery)
        .containsExactly(Delivery.REPLICATED);
    assertThat(moved(rows)).as("each byte once").isEqualTo(BYTES);
  }

  @Test
  void transposingAFileMovesNothing() {
    Stage stage = only(View.transpose(file("x", N, N)));

    assertThat(stage.inputs()).extracting(Stage.Input::delivery).containsExactly(Delivery.STORED);
    assertThat(read(stage, stage.inputs().get(0))).isEqualTo(N * N);
  }

  @Test
  void ofAnArrayAndItsTransposeOneStays() {
    Stage stage = only(plusTransposed(chunked("x", 500, N, N)));

    assertThat(stage.inputs())
        .extracting(Stage.Input::delivery)
        .containsExactly(Delivery.ALIGNED, Delivery.REPLICATED);
    assertThat(moved(stage)).isEqualTo(BYTES);
    assertThat(stage.runsAtChunks()).isTrue();
    assertThat(stage.memory().task()).isGreaterThan(4 * 500 * N * 8);
    assertThat(stage.grid().size()).as("not each chunk with each").isLessThanOrEqualTo(1000);
    assertThat(stage.tasks()).isLessThanOrEqualTo(1000);
    for (Stage.Input input : stage.inputs()) {
      assertThat(read(stage, input)).isEqualTo(N * N);
    }
  }

  private static Expr sumTransposedPlus(Expr a, Expr b, Expr c) {
    return Elementwise.of(Operator.ADD, View.transpose(Elementwise.of(Operator.ADD, a, b)), c);
  }

  @Test
  void whatLiesWhereTheResultIsMadeStays() {
    Expr a = chunked("a", 250, N, N);
    Expr b = chunked("b", 250, N, N);
    Expr c = chunked("c", 250, N, N);

    // Two stay and one moves.
    Stage free = only(sumTransposedPlus(a, b, c));
    assertThat(free.inputs())
        .extracting(Stage.Input::delivery)
        .containsExactly(Delivery.ALIGNED, Delivery.ALIGNED, Delivery.REPLICATED);
    assertThat(free.grid().chunkShape()).isEqualTo(Shape.of(N, 250));

    // Where the result is to have the chunks of c.
    Stage rows = only(Rechunk.of(sumTransposedPlus(a, b, c), 250, -1));
    assertThat(rows.inputs())
        .extracting(Stage.Input::delivery)
        .containsExactly(Delivery.REPLICATED, Delivery.REPLICATED, Delivery.ALIGNED);
    assertThat(moved(rows)).isEqualTo(2 * BYTES);
  }

  @Test
  void nothingStaysWhereItsPartnersWouldNotFit() {
    Stage stage = only(plusTransposed(chunked("x", 1000, N, N)));

    assertThat(stage.runsAtChunks()).isFalse();
  }

  @Test
  void aPersistedArrayAndItsTransposeAreTwoStages() {
    List<Stage> stages = stages(plusTransposed(Persist.of(file("x", N, N))));

    assertThat(stages).hasSize(2);
    assertThat(moved(stages.get(1))).isEqualTo(BYTES);
    assertThat(stages.get(1).grid()).isEqualTo(stages.get(0).grid());
  }

  @Test
  void differencesOfAllPairsReadEachOperandOncePerExecutor() {
    // (n, 1, k) - (1, n, k)
    Expr x = file("x", 10_000, 3);
    Expr pairs = Elementwise.of(Operator.SUBTRACT, View.expandDims(x, 1), View.expandDims(x, 0));

    Stage stage = only(pairs);

    double bytes = 8.0 * 10_000 * 3;
    assertThat(moved(stage)).isLessThanOrEqualTo(CLUSTER.executors() * bytes);
    assertThat(stage.grid().size())
        .as("blocks are chosen by the result's bytes")
        .isLessThanOrEqualTo(2 * (long) (bytes * 10_000 / PlanSettings.DEFAULT.blockBytes()));
    assertThat(only(distances(x)).grid().counts().extent(1)).as("rows are cut alone").isEqualTo(1);
  }

  @Test
  void slicesAndElementsReadWhatTheyShow() {
    Expr x = file("x", 1_000_000, 30);
    Expr rows = View.index(x, List.of(new Index.Range(500L, 200_500L, null)));
    Expr columns = View.index(x, List.of(new Index.Ellipsis(), new Index.Range(3L, 5L, null)));

    Stage ofRows = only(rows);
    assertThat(read(ofRows, ofRows.inputs().get(0))).isEqualTo(200_000 * 30);
    Stage ofColumns = only(Elementwise.of(Operator.ADD, columns, columns));
    assertThat(read(ofColumns, ofColumns.inputs().get(0))).isEqualTo(1_000_000 * 2);
    Stage ofSums =
        only(View.index(reduce(Reduction.SUM, x, 1), List.of(new Index.Range(0L, 9000L, null))));
    assertThat(read(ofSums, ofSums.inputs().get(0))).isEqualTo(9000 * 30);
  }

  @Test
  void rowsOfChunksAreSentFromTheChunksThatHaveThem() {
    Expr rows =
        View.index(
            chunked("x", 10_000, 1_000_000, 30),
            List.of(new Index.Range(500_500L, 700_000L, null)));

    Stage stage = only(rows);

    TaskRegions regions =
        TaskRegions.of(
            java.util.Objects.requireNonNull(stage.taskGrid()),
            stage.producers(),
            stage.terminal(),
            stage.inputs().get(0).array());
    ChunkGrid chunks = new ChunkGrid(Shape.of(1_000_000, 30), Shape.of(10_000, 30));
    long sent = 0;
    for (long chunk = 0; chunk < chunks.size(); chunk++) {
      for (TaskRegions.Share share : regions.sharesOf(chunks.box(chunk))) {
        sent += share.part().shape().size();
      }
    }
    assertThat(sent).isEqualTo((700_000 - 500_500) * 30);
  }
}
