package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Partial;
import io.github.sparkndarray.shape.Shape;

/** The other half of what another output tracks: its value beside its position, or the reverse. */
final class SharedExtremes extends Sink {
  private final Extremes extremes;
  private final Reduction reduction;

  SharedExtremes(Extremes extremes, Reduction reduction) {
    this.extremes = extremes;
    this.reduction = reduction;
  }

  @Override
  Partial partial(Shape parallel) {
    return extremes.partial(reduction, parallel);
  }
}
