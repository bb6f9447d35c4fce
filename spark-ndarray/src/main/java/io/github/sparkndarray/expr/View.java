package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Axes;
import io.github.sparkndarray.shape.Broadcasting;
import io.github.sparkndarray.shape.Index;
import io.github.sparkndarray.shape.IndexMap;
import io.github.sparkndarray.shape.Indexing;
import io.github.sparkndarray.shape.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An expression that only renames another's indices. A view of a view is made one view; a hint
 * stays around the view of what it is about, and chunks are those of the array that was viewed.
 */
public final class View extends Expr {
  /** From so many elements on, and with such steps, those of a slice are taken one by one. */
  private static final long LONG_VECTOR = 1 << 22;

  private static final long SPARSE_STEP = 1024;

  private final Expr base;
  private final IndexMap map;

  private View(Expr base, IndexMap map) {
    super(base.dtype(), map.target());
    this.base = base;
    this.map = map;
  }

  /** The expression seen through a map from the view's indices to its own. */
  public static Expr of(Expr base, IndexMap map) {
    if (map.isIdentity(base.shape())) {
      return base;
    }
    if (base instanceof View inner) {
      return of(inner.base, inner.map.then(map));
    }
    if (base instanceof Complex z) {
      return z.map(part -> of(part, map));
    }
    if (base instanceof Constant constant) {
      return constant.filling(map.target());
    }
    if (base instanceof Hint hint) {
      return Hint.of(of(hint.input(), map), hint.delivery());
    }
    if (base instanceof Rechunk cut) {
      return of(cut.input(), map);
    }
    if (isSparse(base, map)) {
      return sparse(base, map);
    }
    View view = new View(base, map);
    return base instanceof Stored ? TakenRows.farApart(view).orElse(view) : view;
  }

  /** Whether a few elements, far from each other, are read of a long shuffled vector. */
  private static boolean isSparse(Expr base, IndexMap map) {
    return base instanceof Shuffled
        && base.shape().rank() == 1
        && map.target().rank() == 1
        && map.axis(0) == 0
        && Math.abs(map.step(0)) >= SPARSE_STEP
        && base.shape().size() >= LONG_VECTOR;
  }

  /** Taken from where they lie: no loop over the result's blocks must bring all chunks to one. */
  private static Expr sparse(Expr base, IndexMap map) {
    Expr positions =
        new Generated(
            new Generator.IntegerRange(DType.INT64, map.start(0), map.step(0)), map.target());
    return Taking.rows(base, positions);
  }

  /** {@code x[items]}. */
  public static Expr index(Expr base, List<Index> items) {
    return of(base, Indexing.resolve(base.shape(), items));
  }

  /** {@code np.broadcast_to(x, shape)}. */
  public static Expr broadcastTo(Expr base, Shape shape) {
    return of(base, Broadcasting.broadcastTo(base.shape(), shape));
  }

  /** {@code np.transpose(x, axes)}; no axes reverse them all. */
  public static Expr transpose(Expr base, int... axes) {
    int rank = base.shape().rank();
    if (axes.length == 0) {
      return of(
          base,
          IndexMap.permutation(
              base.shape(), IntStream.range(0, rank).map(i -> rank - 1 - i).toArray()));
    }
    if (axes.length != rank) {
      throw NDArrayException.of(ErrorCode.AXIS, "axes don't match array");
    }
    int[] order = IntStream.of(axes).map(axis -> Axes.normalize(axis, rank)).toArray();
    if (IntStream.of(order).distinct().count() != rank) {
      throw NDArrayException.of(ErrorCode.AXIS, "repeated axis in transpose");
    }
    return of(base, IndexMap.permutation(base.shape(), order));
  }

  /** {@code np.swapaxes(x, a, b)}. */
  public static Expr swapAxes(Expr base, int a, int b) {
    int rank = base.shape().rank();
    int[] order = Axes.all(rank);
    int first = Axes.normalize("axis1", a, rank);
    int second = Axes.normalize("axis2", b, rank);
    order[first] = second;
    order[second] = first;
    return of(base, IndexMap.permutation(base.shape(), order));
  }

  /** {@code np.expand_dims(x, axes)}: axes of the result, each of extent 1. */
  public static Expr expandDims(Expr base, int... axes) {
    int rank = base.shape().rank() + axes.length;
    int[] added = Axes.normalize(axes, rank);
    long[] extents = new long[rank];
    int[] axis = new int[base.shape().rank()];
    int source = 0;
    for (int target = 0; target < rank; target++) {
      if (Arrays.binarySearch(added, target) >= 0) {
        extents[target] = 1;
      } else {
        extents[target] = base.shape().extent(source);
        axis[source++] = target;
      }
    }
    return of(base, unitSteps(Shape.of(extents), axis));
  }

  /** {@code np.squeeze(x, axes)}; no axes drop every axis of extent 1. */
  public static Expr squeeze(Expr base, int... axes) {
    Shape shape = base.shape();
    int[] dropped =
        axes.length > 0
            ? Axes.normalize(axes, shape.rank())
            : IntStream.range(0, shape.rank()).filter(d -> shape.extent(d) == 1).toArray();
    for (int axis : dropped) {
      if (shape.extent(axis) != 1) {
        throw NDArrayException.of(
            ErrorCode.VALUE,
            "cannot select an axis to squeeze out which has size not equal to one");
      }
    }
    return of(base, withoutAxes(shape, dropped));
  }

  /**
   * The view that holds the given axes, in ascending order and of extent 1, at their only index.
   */
  private static IndexMap withoutAxes(Shape shape, int[] dropped) {
    long[] extents = new long[shape.rank() - dropped.length];
    int[] axis = new int[shape.rank()];
    int target = 0;
    for (int d = 0; d < shape.rank(); d++) {
      if (Arrays.binarySearch(dropped, d) >= 0) {
        axis[d] = IndexMap.NO_AXIS;
      } else {
        extents[target] = shape.extent(d);
        axis[d] = target++;
      }
    }
    return unitSteps(Shape.of(extents), axis);
  }

  /** {@code np.moveaxis(x, source, destination)} of one axis. */
  public static Expr moveAxis(Expr base, int source, int destination) {
    return moveAxes(base, new int[] {source}, new int[] {destination});
  }

  /** {@code np.moveaxis(x, source, destination)}. */
  public static Expr moveAxes(Expr base, int[] source, int[] destination) {
    int rank = base.shape().rank();
    if (source.length != destination.length) {
      throw NDArrayException.of(
          ErrorCode.AXIS,
          "`source` and `destination` arguments must have the same number of elements");
    }
    int[] from = normalized("source", source, rank);
    int[] to = normalized("destination", destination, rank);
    int[] order = new int[rank];
    Arrays.fill(order, -1);
    for (int i = 0; i < from.length; i++) {
      order[to[i]] = from[i];
    }
    int next = 0;
    for (int d = 0; d < rank; d++) {
      int axis = d;
      if (IntStream.of(from).noneMatch(moved -> moved == axis)) {
        while (order[next] >= 0) {
          next++;
        }
        order[next] = axis;
      }
    }
    return rank == 0 ? base : transpose(base, order);
  }

  private static int[] normalized(String name, int[] axes, int rank) {
    int[] normal = IntStream.of(axes).map(axis -> Axes.normalize(name, axis, rank)).toArray();
    if (IntStream.of(normal).distinct().count() < normal.length) {
      throw NDArrayException.of(ErrorCode.AXIS, "repeated axis in `%s` argument", name);
    }
    return normal;
  }

  /** {@code np.flip(x, axes)}: the given axes backwards. */
  public static Expr flip(Expr base, int... axes) {
    Shape shape = base.shape();
    int[] axis = Axes.all(shape.rank());
    long[] start = new long[axis.length];
    long[] step = new long[axis.length];
    Arrays.fill(step, 1);
    for (int flipped : Axes.normalizeTuple(axes, shape.rank())) {
      start[flipped] = Math.max(0, shape.extent(flipped) - 1);
      step[flipped] = -1;
    }
    return of(base, IndexMap.of(shape, axis, start, step));
  }

  /** The indices from {@code start} up to {@code stop} of one axis. */
  public static Expr slice(Expr base, int axis, long start, long stop) {
    long[] extents = base.shape().extents();
    extents[axis] = stop - start;
    long[] starts = new long[extents.length];
    starts[axis] = start;
    long[] step = new long[extents.length];
    Arrays.fill(step, 1);
    return of(base, IndexMap.of(Shape.of(extents), Axes.all(extents.length), starts, step));
  }

  /** The array under a shape that differs in axes of extent 1 only. */
  static Expr ofUnitAxes(Expr base, Shape shape) {
    int[] axis = new int[base.shape().rank()];
    Arrays.fill(axis, IndexMap.NO_AXIS);
    int next = 0;
    for (int d = 0; d < axis.length; d++) {
      if (base.shape().extent(d) != 1) {
        while (shape.extent(next) == 1) {
          next++;
        }
        axis[d] = next++;
      }
    }
    return of(base, unitSteps(shape, axis));
  }

  private static IndexMap unitSteps(Shape target, int[] axis) {
    long[] step = new long[axis.length];
    Arrays.fill(step, 1);
    return IndexMap.of(target, axis, new long[axis.length], step);
  }

  public Expr base() {
    return base;
  }

  public IndexMap map() {
    return map;
  }

  @Override
  public List<Expr> inputs() {
    return List.of(base);
  }
}
