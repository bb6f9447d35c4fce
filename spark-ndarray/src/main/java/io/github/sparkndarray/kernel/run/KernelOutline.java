package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.kernel.LoopNest;
import java.util.List;
import java.util.Set;

/**
 * What is known of a kernel once its source is written.
 *
 * @param tiles the dtype of each scratch tile that an instance needs
 * @param inPlace the operands that it reads where they are
 * @param direct the outputs that it stores itself; the others go through sinks
 * @param rooted the outputs of which it tracks the squares
 * @param rowsTogether how many rows it computes at once; 1 unless its tiles are narrow
 * @param columns the elements of its tiles if they are narrow, else 0: see {@link TileKernel}
 * @param comparisons the comparisons that are decided for whole tiles where they can be
 * @param variants for each variant of a row the outcomes of the comparisons that it is for
 * @param hasPieces whether a row may be computed in pieces by several variants
 */
public record KernelOutline(
    List<DType> tiles,
    Set<Integer> inPlace,
    Set<Integer> direct,
    Set<Integer> rooted,
    int rowsTogether,
    int columns,
    List<Comparison> comparisons,
    List<List<Boolean>> variants,
    boolean hasPieces) {

  public KernelOutline {
    tiles = List.copyOf(tiles);
    inPlace = Set.copyOf(inPlace);
    direct = Set.copyOf(direct);
    rooted = Set.copyOf(rooted);
    comparisons = List.copyOf(comparisons);
    variants = List.copyOf(variants);
  }

  /** Whether tiles are made of narrow ones. */
  boolean isNarrow() {
    return columns > 0;
  }

  /**
   * The most elements of a tile.
   *
   * @param ofNest how many they are meant to be where the kernel asks for nothing else
   */
  int tileLength(int ofNest, LoopNest nest, Layout layout) {
    if (isNarrow()) {
      return Forms.NARROW_TILES;
    }
    return streams(nest, layout) ? Math.max(ofNest, Forms.STREAMED_TILE) : ofNest;
  }

  /** Whether no array of a tile's length comes between the memory of operands and of outputs. */
  private boolean streams(LoopNest nest, Layout layout) {
    for (int op = 0; op < nest.operands().size(); op++) {
      if (layout.alongTile().get(op) && !inPlace.contains(op)) {
        return false;
      }
    }
    return tiles.isEmpty() && direct.size() == nest.outputs().size();
  }
}
