package io.github.sparkndarray.expr;

import io.github.sparkndarray.shape.IndexMap;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Takes what is at some positions of an axis of elementwise work by taking it of all that the work
 * reads, where that lies in files: these are read where the positions are, and nothing is moved.
 */
final class TakenSources {
  /** Larger work is taken from as a whole. */
  private static final int MOST_NODES = 256;

  private final Map<Place, Optional<Expr>> known = new HashMap<>();

  /** An expression and what is taken of it, each of which is itself only. */
  private record Place(Expr x, int axis, long[] positions) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Place that
          && x == that.x
          && axis == that.axis
          && positions == that.positions;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(x) * 31 + System.identityHashCode(positions);
    }
  }

  private TakenSources() {}

  /**
   * What is at the positions of an axis; nothing if something would have to be moved.
   *
   * @param positions from 0 to the axis's extent
   */
  static Optional<Expr> of(Expr x, int axis, long[] positions) {
    return new TakenSources().taken(x, axis, positions);
  }

  private Optional<Expr> taken(Expr x, int axis, long[] positions) {
    Place place = new Place(x, axis, positions);
    Optional<Expr> before = known.get(place);
    if (before != null || known.size() > MOST_NODES) {
      return before == null ? Optional.empty() : before;
    }
    Optional<Expr> result = Optional.empty();
    if (x instanceof Constant constant) {
      result = Optional.of(constant.filling(with(x.shape(), axis, positions.length)));
    } else if (x instanceof Stored stored) {
      result = stored.source().taken(axis, positions).map(Stored::new);
    } else if (x instanceof View view) {
      result = taken(view, axis, positions);
    } else if (x instanceof Convert convert) {
      result = taken(convert.input(), axis, positions).map(input -> Convert.of(input, x.dtype()));
    } else if (x instanceof Elementwise elementwise) {
      result = taken(elementwise, axis, positions);
    }
    known.put(place, result);
    return result;
  }

  private Optional<Expr> taken(Elementwise elementwise, int axis, long[] positions) {
    List<Expr> arguments = new ArrayList<>();
    for (Expr argument : elementwise.arguments()) {
      Optional<Expr> own = taken(argument, axis, positions);
      if (own.isEmpty()) {
        return own;
      }
      arguments.add(own.get());
    }
    return Optional.of(Elementwise.of(elementwise.operator(), arguments));
  }

  /** Of the axis of the base that moves with the view's own. */
  private Optional<Expr> taken(View view, int axis, long[] positions) {
    IndexMap map = view.map();
    int rank = map.sourceRank();
    int[] axes = new int[rank];
    long[] starts = new long[rank];
    long[] steps = new long[rank];
    Optional<Expr> base = Optional.of(view.base());
    int moving = 0;
    for (int d = 0; d < rank; d++) {
      axes[d] = map.axis(d);
      starts[d] = map.start(d);
      steps[d] = map.step(d);
      if (axes[d] == axis) {
        long start = starts[d];
        long step = steps[d];
        base = taken(view.base(), d, LongStream.of(positions).map(p -> start + step * p).toArray());
        starts[d] = 0;
        steps[d] = 1;
        moving++;
      }
    }
    Shape shape = with(map.target(), axis, positions.length);
    // Of a diagonal each element is on two axes.
    return moving > 1
        ? Optional.empty()
        : base.map(taken -> View.of(taken, IndexMap.of(shape, axes, starts, steps)));
  }

  private static Shape with(Shape shape, int axis, long extent) {
    long[] extents = shape.extents();
    extents[axis] = extent;
    return Shape.of(extents);
  }
}
