package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.expr.ArraySource;

/** A source that may lie in a file which the driver's machine can map into memory. */
public interface MappedSource extends ArraySource {
  /** Whether any part of it can be had as memory by whoever runs on the driver's machine. */
  boolean isMapped();
}
