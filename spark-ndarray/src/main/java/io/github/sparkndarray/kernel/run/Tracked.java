package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Partial;
import io.github.sparkndarray.shape.Shape;

/** The best values so far and where they are, for the outputs that want the one or the other. */
interface Tracked {
  /**
   * The state as a partial of one of the two reductions to this side.
   *
   * @param parallel the block's parallel shape
   */
  Partial partial(Reduction of, Shape parallel);
}
