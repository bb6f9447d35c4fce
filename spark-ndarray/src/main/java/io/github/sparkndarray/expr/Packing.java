package io.github.sparkndarray.expr;

/** How the arrays of an npz file lie in it. */
public enum Packing {
  /** As they are, so that any part of one can be read: {@code np.savez}. */
  STORED,
  /** Compressed, so that one is unpacked from its beginning: {@code np.savez_compressed}. */
  DEFLATED
}
