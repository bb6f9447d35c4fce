package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Partial;
import io.github.sparkndarray.shape.Shape;

/** The other half of what another output tracks: its value beside its position, or the reverse. */
final class SharedTracking extends Sink {
  private final Tracked tracked;
  private final Reduction reduction;

  SharedTracking(Tracked tracked, Reduction reduction) {
    this.tracked = tracked;
    this.reduction = reduction;
  }

  @Override
  Partial partial(Shape parallel) {
    return tracked.partial(reduction, parallel);
  }
}
