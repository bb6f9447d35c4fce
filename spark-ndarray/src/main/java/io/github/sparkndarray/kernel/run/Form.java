package io.github.sparkndarray.kernel.run;

/** What a kernel's tile and rows are made of. */
public enum Form {
  /** Tile and rows are parallel axes; values are stored. */
  MAP,
  /** The tile is reduced axes, rows are parallel ones: {@code sum(axis=-1)}, nearest neighbours. */
  REDUCE_TILE,
  /** The tile is parallel axes, rows are reduced ones: {@code sum(axis=0)}. */
  REDUCE_ROWS
}
