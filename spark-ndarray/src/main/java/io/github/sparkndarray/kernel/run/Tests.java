package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Partial;
import io.github.sparkndarray.shape.Shape;
import java.util.Arrays;
import java.util.List;

/** {@code any} and {@code all}, along the tile or over rows. */
final class Tests extends Sink {
  private final Reduction reduction;
  private final long[] found;
  private final boolean perRow;
  private final long tileAxis;

  /** How many states may still change. */
  private int open;

  private Tests(Reduction reduction, int size, boolean perRow, long tileAxis) {
    this.reduction = reduction;
    this.found = new long[size];
    this.open = size;
    this.perRow = perRow;
    this.tileAxis = tileAxis;
    Arrays.fill(found, reduction == Reduction.ALL ? 1 : 0);
  }

  static Sink alongTile(Reduction reduction, int rows) {
    return new Tests(reduction, rows, true, 0);
  }

  static Sink overRows(Reduction reduction, int size, long tileAxis) {
    return new Tests(reduction, size, false, tileAxis);
  }

  @Override
  public void accept(boolean[] values, int at, int n, int row) {
    boolean decisive = reduction == Reduction.ANY;
    int state = perRow ? (int) firstRow + row : (int) (outer * tileAxis + tileStart);
    for (int i = 0; i < n; i++) {
      if (values[at + i] == decisive) {
        settle(perRow ? state : state + i);
        if (perRow) {
          return;
        }
      }
    }
  }

  private void settle(int state) {
    long decided = reduction == Reduction.ANY ? 1 : 0;
    open -= found[state] == decided ? 0 : 1;
    found[state] = decided;
  }

  @Override
  boolean isSettled() {
    return open == 0;
  }

  @Override
  Partial partial(Shape parallel) {
    return new Partial(reduction, DType.BOOL, List.of(States.of(DType.BOOL, parallel, found)));
  }
}
