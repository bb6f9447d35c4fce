package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.kernel.run.Forms;
import io.github.sparkndarray.kernel.run.Simd;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes rows that are computed several at a time, as a matrix product's are. */
final class BlockedRows {
  /** The rows of a block, and the vectors of each: their accumulators fit a machine's registers. */
  static final int ROWS = 4;

  /** Machines with vectors of eight doubles have twice as many registers as those with less. */
  private static final int VECTORS = Simd.lanes64() >= 8 ? 4 : 2;

  /** More nodes than this make a block too long to be compiled well. */
  private static final int BLOCKED_NODES = 8;

  private final Analysis analysis;
  private final Storage storage;
  private final Step.Stage stage;
  private final Map<Integer, Node> directRoots;

  private BlockedRows(
      Analysis analysis, Storage storage, Step.Stage stage, Map<Integer, Node> directRoots) {
    this.analysis = analysis;
    this.storage = storage;
    this.stage = stage;
    this.directRoots = directRoots;
  }

  /**
   * A writer of rows several at a time, where a row is one loop that reads more than it computes
   * with, and what it reads along the tile is the same for all rows.
   */
  static @Nullable BlockedRows of(
      Analysis analysis, Schedule schedule, Storage storage, Map<Integer, Node> directRoots) {
    if (schedule.rowSteps().size() != 1
        || !(schedule.rowSteps().get(0) instanceof Step.Stage stage)
        || !stage.lane().isVector()
        || !schedule.scalars().isEmpty()
        || directRoots.size() != analysis.graph().roots().size()
        || stage.nodes().stream().noneMatch(node -> isLooped(analysis, node))
        || stage.nodes().size() > BLOCKED_NODES
        || VECTORS * stage.lane().dialect().lanes() > Forms.SHORT) {
      return null;
    }
    for (Node node : analysis.graph().nodes()) {
      boolean both = analysis.alongTile(node) && analysis.alongRows(node);
      if (node.kind() == Node.Kind.LOAD && both) {
        return null;
      }
    }
    return new BlockedRows(analysis, storage, stage, directRoots);
  }

  /**
   * The elements of a tile. Sums lie in registers, and all that a tile reads lies side by side, so
   * that it stays in the nearest cache while rows pass by it.
   */
  int columns() {
    return VECTORS * stage.lane().dialect().lanes();
  }

  /** Writes one row as the stage's method. */
  StageWriter ofOneRow() {
    return StageWriter.ofRows(analysis, storage, stage, 1, VECTORS);
  }

  boolean isOf(Step.Stage other) {
    return stage.equals(other);
  }

  /** The method that computes {@link #ROWS} rows, and those that it calls. */
  String methods(NestText text) {
    StageWriter writer = StageWriter.ofRows(analysis, storage, stage, ROWS, VECTORS);
    StageMethod method = new StageMethod(writer, "block", Set.of(), text);
    directRoots.forEach((output, root) -> method.storeOutput(root, output));
    return "\n  // %d rows of a tile of n elements.%n  private void rows(int r, int n) {%n%s  }%n%s"
        .formatted(ROWS, method.call("0", "n"), method.text());
  }

  private static boolean isLooped(Analysis analysis, Node node) {
    return node.kind() == Node.Kind.INNER && !analysis.isUnrolled(node);
  }
}
