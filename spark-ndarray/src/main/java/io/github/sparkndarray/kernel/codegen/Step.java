package io.github.sparkndarray.kernel.codegen;

import java.util.List;

/** A part of the work on a row of a tile. */
sealed interface Step {

  /** One loop over the tile that computes several nodes in registers. */
  record Stage(Lane lane, List<Node> nodes) implements Step {}

  /** A function over the whole tile. */
  record Call(Node node) implements Step {}

  /**
   * An inner reduction as a loop over its positions, with accumulators in tiles.
   *
   * @param scalars what is computed at each position and does not vary along the tile
   * @param body what is computed at each position over the tile
   */
  record Loop(Node inner, List<Node> scalars, List<Step> body) implements Step {}
}
