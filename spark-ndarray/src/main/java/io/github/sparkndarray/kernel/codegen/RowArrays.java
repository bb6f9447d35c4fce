package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.kernel.run.Instructions;
import io.github.sparkndarray.kernel.run.Simd;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where the values of a row lie as an array, for what takes arrays: functions over tiles and sinks.
 */
final class RowArrays {
  private final Analysis analysis;
  private final Storage storage;
  private final ScratchTiles tiles;

  RowArrays(Analysis analysis, Storage storage, ScratchTiles tiles) {
    this.analysis = analysis;
    this.storage = storage;
    this.tiles = tiles;
  }

  /**
   * A node's values.
   *
   * @param before the statement that puts them there, if there has to be one
   * @param array a panel or scratch tile
   * @param at the index of the first
   */
  record Place(String before, String array, String at) {}

  /**
   * Where the values of a node are that varies along the tile or not.
   *
   * @param open the loop variables of the reductions around the place
   */
  Place place(Node node, Map<Integer, String> open) {
    if (!analysis.alongTile(node)) {
      tiles.hold(node);
      return new Place(fill(node, open), storage.tile(node), "0");
    }
    return node.kind() == Node.Kind.LOAD && !storage.isInPlace(node.index())
        ? new Place("", "p" + node.index(), panelStart(node, open))
        : new Place("", storage.tile(node), "0");
  }

  /** The statements that apply a function over tiles. */
  String call(Node node, Map<Integer, String> open) {
    List<String> arguments = new ArrayList<>();
    StringBuilder before = new StringBuilder();
    for (Node input : node.inputs()) {
      Place place = place(input, open);
      before.append(place.before());
      arguments.add(place.array());
      arguments.add(place.at());
    }
    tiles.hold(node);
    String function =
        OperatorCode.of(Objects.requireNonNull(node.operator())).call(node.computeDType());
    boolean vectors = analysis.layout().instructions() == Instructions.VECTOR;
    int lanes = Simd.lanes64() * 8 / node.computeDType().itemSize();
    // Tiles have room for a whole last vector, whose elements past the row are never looked at.
    String count = vectors ? "n + %d & -%d".formatted(lanes - 1, lanes) : "n";
    return before
        + "    %s.%s(%s, %s, 0, %s);%n"
            .formatted(
                vectors ? "VectorMath" : "ScalarMath",
                function,
                String.join(", ", arguments),
                storage.tile(node),
                count);
  }

  private String panelStart(Node load, Map<Integer, String> open) {
    String inner = storage.innerIndex(load.index(), axis -> Objects.requireNonNull(open.get(axis)));
    return "offset[%1$d] + r * rowStep[%1$d]".formatted(load.index())
        + (inner.isEmpty() ? "" : " + " + inner + " * PITCH");
  }

  /** Fills a node's tile with the one value that it has for the row. */
  private String fill(Node node, Map<Integer, String> open) {
    String value =
        switch (node.kind()) {
          case LITERAL -> Graph.literal(node);
          case LOAD -> {
            String inner =
                storage.innerIndex(node.index(), axis -> Objects.requireNonNull(open.get(axis)));
            yield "p%1$d[offset[%1$d] + r * rowStep[%1$d]%2$s]"
                .formatted(node.index(), inner.isEmpty() ? "" : " + " + inner);
          }
          default -> storage.scalar(node);
        };
    return "    java.util.Arrays.fill(%s, 0, n, %s);%n".formatted(storage.tile(node), value);
  }
}
