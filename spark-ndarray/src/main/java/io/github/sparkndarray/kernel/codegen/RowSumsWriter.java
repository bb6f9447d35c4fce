package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.kernel.run.Form;
import io.github.sparkndarray.kernel.run.Instructions;
import io.github.sparkndarray.kernel.run.Sums;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sums along the tile: all accumulators of a run are registers. */
final class RowSumsWriter implements SumsWriter {
  /** More nodes than this, as often as there are accumulators, make a loop too long. */
  private static final int MOST_NODES = 8;

  /** The vectors that are computed side by side. */
  private static final int VECTORS = 2;

  private final Analysis analysis;
  private final Storage storage;
  private final Step.Stage stage;
  private final NestText text;
  private final ScratchTiles tiles;
  private final String scalars;
  private final Node root;

  private RowSumsWriter(
      Analysis analysis,
      Storage storage,
      Step.Stage stage,
      NestText text,
      ScratchTiles tiles,
      String scalars) {
    this.analysis = analysis;
    this.storage = storage;
    this.stage = stage;
    this.text = text;
    this.tiles = tiles;
    this.scalars = scalars;
    this.root = analysis.graph().roots().get(0);
  }

  /**
   * A writer, if the only output is a floating sum along the tile of what a short loop over vectors
   * computes.
   *
   * @param storage where the values are that the schedule computes once per tile or row
   * @param scalars the statement that computes what does not vary along the tile
   */
  static @Nullable RowSumsWriter of(
      Analysis analysis,
      Schedule schedule,
      Storage storage,
      NestText text,
      ScratchTiles tiles,
      String scalars) {
    List<Output> outputs = analysis.graph().nest().outputs();
    Node root = analysis.graph().roots().get(0);
    if (analysis.layout().form() != Form.REDUCE_TILE
        || analysis.layout().instructions() != Instructions.VECTOR
        || outputs.size() != 1
        || outputs.get(0).reducing() != Reduction.SUM
        || !root.dtype().isFloat()
        || !analysis.alongTile(root)) {
      return null;
    }
    Step.Stage stage = SumsWriter.onlyStage(Lane.vector(root.dtype()), schedule);
    if (stage == null
        || stage.nodes().size() > MOST_NODES
        || stage.nodes().stream().anyMatch(node -> node.kind() == Node.Kind.INNER)
        || Sums.WIDTH % (VECTORS * stage.lane().dialect().lanes()) != 0) {
      return null;
    }
    return new RowSumsWriter(analysis, storage, stage, text, tiles, scalars);
  }

  @Override
  public boolean isAddedUp(Node node) {
    return stage.nodes().contains(node);
  }

  @Override
  public String rows() {
    tiles.hold(root);
    return """
        for (int r = first; r < first + count; r++) {
    %1$s      for (int from = 0; from < n; from += Sums.RUN) {
            if (from + Sums.RUN <= n) {
              run(r, from);
            } else {
              int whole = n - n %% Sums.WIDTH;
              part(r, from, whole);
              if (whole < n) {
                rest(r, whole, n);
                Sums.addRest(%2$s, whole, n - whole, %3$s);
              }
            }
            sinks[0].addRun(%3$s, r);
          }
        }
    """
        .formatted(scalars.isEmpty() ? "" : "  " + scalars, storage.tile(root), lanes());
  }

  /** The field with the accumulators. */
  private String lanes() {
    return ScalarDialect.javaType(root.dtype()) + "Lanes";
  }

  @Override
  public String methods() {
    tiles.hold(root);
    StageWriter writer = StageWriter.ofRows(analysis, storage, stage, 1, 1);
    StageMethod rest = new StageMethod(writer, "rest", Set.of(), text);
    rest.store(root, storage.tile(root));
    return run(
            "The accumulators of a run of",
            "run(int r, int start)",
            "int v = start, i = 0; i < Sums.RUN; v += Sums.WIDTH, i += Sums.WIDTH")
        + run(
            "As run, of the beginning of one of",
            "part(int r, int from, int to)",
            "int v = from; v < to; v += Sums.WIDTH")
        + rest.text();
  }

  /**
   * Whole runs have a loop of their own: that it is a known number of times lets the JIT leave out
   * all checks of bounds, which else take longer than the sums.
   */
  private String run(String comment, String declaration, String loop) {
    StageCode code = new StageCode(stage.lane().dialect(), 1, VECTORS);
    String vector = code.dialect().type(root.dtype());
    StringBuilder before = new StringBuilder();
    StringBuilder after = new StringBuilder();
    code.array(ScalarDialect.javaType(root.dtype()), lanes());
    int vectors = Sums.WIDTH / code.dialect().lanes();
    for (int first = 0; first < vectors; first += VECTORS) {
      code.startAt(first);
      String[] values = StageWriter.of(analysis, storage, stage, code).value(root);
      for (int copy = 0; copy < VECTORS; copy++) {
        String sum = "sum" + (first + copy);
        before.append(
            "    %1$s %2$s = (%1$s) %3$s;%n"
                .formatted(vector, sum, code.dialect().splat(root.dtype(), "0")));
        code.line("%1$s = (%2$s) %1$s.add(%3$s);".formatted(sum, vector, values[copy]));
        String lane = first + copy + " * " + code.dialect().step();
        after
            .append("    ")
            .append(code.dialect().store(root.dtype(), sum, lanes(), lane))
            .append('\n');
      }
    }
    return "\n  // "
        + comment
        + " "
        + text.expression(root)
        + "\n  private void "
        + declaration
        + " {\n"
        + code.head()
        + before
        + "    // "
        + text.tile()
        + "\n"
        + "    for ("
        + loop
        + ") {\n"
        + code.body()
        + "    }\n"
        + after
        + "  }\n";
  }
}
