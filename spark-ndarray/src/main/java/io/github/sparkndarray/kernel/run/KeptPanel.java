package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.kernel.ArrayRegion;
import java.util.BitSet;

/**
 * A panel with all tiles of an operand that is the same for all rows. Blocks that are run in slabs
 * read such an operand again for each slab: it is packed for the first one alone.
 */
final class KeptPanel {
  /** Larger ones would push what is computed out of the caches. */
  static final long MOST_BYTES = 1 << 20;

  private final Object panel;
  private final int tileLength;
  private final int tileElements;
  private final BitSet packed = new BitSet();
  private final ArrayRegion region;
  private final TileReader reader;
  private final long start;

  /**
   * @param panel has room for all tiles
   * @param tileElements the elements of a tile at all inner positions
   * @param region what is read
   * @param start where the operand starts in the region
   */
  KeptPanel(
      Object panel,
      int tileLength,
      int tileElements,
      ArrayRegion region,
      TileReader reader,
      long start) {
    this.panel = panel;
    this.tileLength = tileLength;
    this.tileElements = tileElements;
    this.region = region;
    this.reader = reader;
    this.start = start;
  }

  /** Whether the panel holds what is read so of a region. */
  boolean isOf(ArrayRegion read, TileReader by, long from) {
    return region == read && start == from && reader.isLike(by);
  }

  /** Packs a tile unless it is there; returns the index of its first element. */
  int read(InnerAxes inner, long from, int length, int pitch) {
    // Only the last tile but one may be shorter than the others, and not by a whole tile.
    int tile = (int) ((from + tileLength - 1) / tileLength);
    int at = tile * tileElements;
    if (!packed.get(tile)) {
      inner.readTile(reader, start, from, length, panel, at, pitch);
      packed.set(tile);
    }
    return at;
  }
}
