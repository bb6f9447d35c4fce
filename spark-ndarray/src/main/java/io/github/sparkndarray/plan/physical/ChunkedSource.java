package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.expr.ArraySource;
import io.github.sparkndarray.shape.ChunkGrid;

/** A source whose chunks lie in the cluster's memory. */
public interface ChunkedSource extends ArraySource {
  ChunkGrid grid();
}
