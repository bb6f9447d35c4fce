package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Broadcasting;
import io.github.sparkndarray.shape.Index;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * {@code x[…]} with arrays among the items, by NumPy's rules: the axes that arrays index become
 * those that the arrays have together, where the first of them was, or, where other items stand
 * between them, before all others.
 */
public final class Selection {
  /** One item of an index. */
  public sealed interface Item permits Basic, Positions, Mask {}

  /** An integer, a slice, {@code None} or {@code ...}. */
  public record Basic(Index index) implements Item {}

  /** An array of integers. */
  public record Positions(Expr indices) implements Item {}

  /** An array of bools, for as many axes as it has. */
  public record Mask(Expr bools) implements Item {}

  /** What must be known now of arrays that are not computed yet. */
  public interface Known {
    /** The value of a 0-d array of integers. */
    long of(Expr scalar);
  }

  private final Expr base;
  private final Known known;
  private final List<Index> basic = new ArrayList<>();
  private final List<Expr> arrays = new ArrayList<>();

  /** For each array, its axis in what the basic items leave. */
  private final List<Integer> axes = new ArrayList<>();

  private boolean apart;

  private Selection(Expr base, Known known) {
    this.base = base;
    this.known = known;
  }

  /**
   * {@code base[items]}.
   *
   * @throws NDArrayException in NumPy's words for what does not fit
   */
  public static Expr of(Expr base, List<Item> items, Known known) {
    if (items.size() == 1
        && items.get(0) instanceof Mask mask
        && base.shape().rank() > 0
        && mask.bools().shape().equals(base.shape())) {
      Expr bools = Reshape.ravel(mask.bools());
      return Taking.compress(Reshape.ravel(base), bools, count(bools, known));
    }
    return new Selection(base, known).select(items);
  }

  private Expr select(List<Item> items) {
    int consumed = 0;
    for (Item item : items) {
      consumed += axesOf(item);
    }
    int rank = base.shape().rank();
    if (consumed > rank) {
      throw NDArrayException.of(
          ErrorCode.INDEX,
          "too many indices for array: array is %d-dimensional, but %d were indexed",
          rank,
          consumed);
    }
    int source = 0;
    int target = 0;
    // 0 before the first array, 1 among arrays, 2 after something else.
    int state = 0;
    for (Item item : items) {
      if (item instanceof Basic plain) {
        Index index = plain.index();
        state = state == 1 && !(index instanceof Index.At) ? 2 : state;
        if (index instanceof Index.Ellipsis) {
          basic.add(index);
          source += rank - consumed;
          target += rank - consumed;
          continue;
        }
        if (index instanceof Index.At at && hasArrays(items)) {
          // Beside arrays an integer is an array of no axes.
          state = follows(state);
          addInteger(at.position(), source++, target++);
          continue;
        }
        basic.add(index);
        source += index instanceof Index.NewAxis ? 0 : 1;
        target += index instanceof Index.At ? 0 : 1;
      } else {
        state = follows(state);
        if (item instanceof Positions positions) {
          add(positions.indices(), source++, target++);
        } else {
          Expr mask = ((Mask) item).bools();
          addMask(mask, source, target);
          source += mask.shape().rank();
          target += Math.max(1, mask.shape().rank());
        }
      }
    }
    return take(View.index(base, basic));
  }

  private int follows(int state) {
    apart |= state == 2;
    return 1;
  }

  private static boolean hasArrays(List<Item> items) {
    return items.stream().anyMatch(item -> !(item instanceof Basic));
  }

  private static int axesOf(Item item) {
    if (item instanceof Mask mask) {
      return mask.bools().shape().rank();
    }
    boolean none =
        item instanceof Basic plain
            && (plain.index() instanceof Index.NewAxis || plain.index() instanceof Index.Ellipsis);
    return none ? 0 : 1;
  }

  private void add(Expr indices, int sourceAxis, int targetAxis) {
    basic.add(new Index.Range(null, null, null));
    long extent = base.shape().extent(sourceAxis);
    arrays.add(checked(indices, extent, sourceAxis, known));
    axes.add(targetAxis);
  }

  /** An integer among arrays: what it is not about need not be there to be taken from. */
  private void addInteger(long position, int sourceAxis, int targetAxis) {
    long extent = base.shape().extent(sourceAxis);
    refuseOutside(position, position, extent, sourceAxis);
    long from = position < 0 ? position + extent : position;
    basic.add(new Index.Range(from, from + 1, null));
    arrays.add(Constant.of(DType.INT64, 0));
    axes.add(targetAxis);
  }

  private static void refuseOutside(long least, long greatest, long extent, int axis) {
    if (least < -extent || greatest >= extent) {
      throw NDArrayException.of(
          ErrorCode.INDEX,
          "index %d is out of bounds for axis %d with size %d",
          least < -extent ? least : greatest,
          axis,
          extent);
    }
  }

  /**
   * Indices counted from the start of an axis.
   *
   * @throws NDArrayException for the first that is outside
   */
  public static Expr checked(Expr given, long extent, int axis, Known known) {
    Expr indices = Convert.of(given, DType.INT64);
    if (indices.shape().size() > 0) {
      long least = known.of(Reduce.of(Reduction.MIN, indices, null, false));
      long greatest = known.of(Reduce.of(Reduction.MAX, indices, null, false));
      refuseOutside(least, greatest, extent, axis);
      if (least >= 0) {
        return indices;
      }
    }
    return Elementwise.of(
        Operator.WHERE,
        Elementwise.of(Operator.LESS, indices, PythonScalar.of(0L)),
        Elementwise.of(Operator.ADD, indices, PythonScalar.of(extent)),
        indices);
  }

  private void addMask(Expr mask, int sourceAxis, int targetAxis) {
    int rank = mask.shape().rank();
    for (int d = 0; d < rank; d++) {
      if (mask.shape().extent(d) != base.shape().extent(sourceAxis + d)) {
        throw NDArrayException.of(
            ErrorCode.INDEX,
            "boolean index did not match indexed array along axis %d; size of axis is %d but size"
                + " of corresponding boolean axis is %d",
            sourceAxis + d,
            base.shape().extent(sourceAxis + d),
            mask.shape().extent(d));
      }
    }
    Expr positions = Taking.nonzero(mask, count(mask, known));
    if (rank == 0) {
      // One axis, of extent 1 where it is true and 0 where it is not.
      basic.add(new Index.NewAxis());
      arrays.add(positions);
      axes.add(targetAxis);
      return;
    }
    List<Expr> indices = Taking.unravel(positions, mask.shape());
    for (int d = 0; d < rank; d++) {
      basic.add(new Index.Range(null, null, null));
      arrays.add(indices.get(d));
      axes.add(targetAxis + d);
    }
  }

  /** How many elements are not zero. */
  public static long count(Expr x, Known known) {
    return known.of(Reduce.countNonzero(x, null, false));
  }

  /** Rows of what has the indexed axes first and as one, then these axes where they belong. */
  private Expr take(Expr viewed) {
    Shape shape = together();
    int rank = viewed.shape().rank();
    int[] indexed = axes.stream().mapToInt(Integer::intValue).toArray();
    int[] others = IntStream.range(0, rank).filter(d -> !axes.contains(d)).toArray();
    Expr turned =
        View.transpose(
            viewed, IntStream.concat(IntStream.of(indexed), IntStream.of(others)).toArray());
    long rows = 1;
    Expr position = Constant.of(DType.INT64, 0);
    for (int i = 0; i < indexed.length; i++) {
      long extent = viewed.shape().extent(indexed[i]);
      // Of an axis of extent 1 there is one index only, which counts for nothing.
      position =
          rows == 1
              ? arrays.get(i)
              : extent == 1 ? position : below(position, extent, arrays.get(i));
      rows = Math.multiplyExact(rows, extent);
    }
    long[] below = IntStream.of(others).mapToLong(viewed.shape()::extent).toArray();
    Expr flat =
        Reshape.of(
            turned,
            Shape.of(LongStream.concat(LongStream.of(rows), LongStream.of(below)).toArray()));
    Expr where = View.broadcastTo(position, shape);
    Expr taken = Taking.rows(flat, where);
    int first = apart ? 0 : IntStream.of(indexed).min().orElse(0);
    int count = shape.rank();
    return View.moveAxes(
        taken,
        IntStream.range(0, count).toArray(),
        IntStream.range(first, first + count).toArray());
  }

  private static Expr below(Expr before, long extent, Expr index) {
    return Elementwise.of(
        Operator.ADD, Elementwise.of(Operator.MULTIPLY, before, PythonScalar.of(extent)), index);
  }

  private Shape together() {
    List<Shape> shapes = arrays.stream().map(Expr::shape).toList();
    try {
      return Broadcasting.broadcast(shapes);
    } catch (NDArrayException e) {
      StringBuilder text = new StringBuilder();
      shapes.forEach(shape -> text.append(shape.compact()).append(' '));
      throw new NDArrayException(
          ErrorCode.INDEX,
          "shape mismatch: indexing arrays could not be broadcast together with shapes " + text,
          e);
    }
  }

  /**
   * {@code base[items] = values}: the array with other elements where the index says.
   *
   * @throws NDArrayException in NumPy's words for what does not fit
   */
  public static Expr assigned(Expr base, List<Item> items, Expr values, Known known) {
    if (isMaskOf(base.shape(), items) && values.shape().size() == 1) {
      Expr one = Reshape.of(Convert.of(values, base.dtype()), new long[0]);
      return Elementwise.of(Operator.WHERE, ((Mask) items.get(0)).bools(), one, base);
    }
    return assigned(base, Indices.positions(base.shape()), items, values, known);
  }

  /** Whether an index is one array of bools of an array's shape. */
  private static boolean isMaskOf(Shape shape, List<Item> items) {
    return items.size() == 1
        && items.get(0) instanceof Mask mask
        && mask.bools().shape().equals(shape);
  }

  /**
   * {@code view[items] = values} for some elements of an array: the array with other elements where
   * the index of the view says.
   *
   * @param view the positions of the view's elements in the array, in C order
   * @throws NDArrayException in NumPy's words for what does not fit
   */
  public static Expr assigned(Expr base, Expr view, List<Item> items, Expr values, Known known) {
    Expr cast = Convert.of(values, base.dtype());
    Expr positions =
        hasArrays(items)
            ? of(view, items, known)
            : View.index(view, items.stream().map(item -> ((Basic) item).index()).toList());
    Expr wide;
    try {
      wide = View.broadcastTo(unpadded(cast, positions.shape().rank()), positions.shape());
    } catch (NDArrayException e) {
      throw new NDArrayException(
          ErrorCode.SHAPE,
          hasArrays(items)
              ? isMaskOf(view.shape(), items)
                  ? "NumPy boolean array indexing assignment cannot assign %d input values to the %d"
                          .formatted(values.shape().size(), positions.shape().size())
                      + " output values where the mask is true"
                  : "shape mismatch: value array of shape %s could not be broadcast to indexing"
                          .formatted(values.shape().compact())
                      + " result of shape "
                      + positions.shape().compact()
              : "could not broadcast input array from shape %s into shape %s"
                  .formatted(values.shape().compact(), positions.shape().compact()),
          e);
    }
    return Taking.scatter(base, positions, wide);
  }

  /** Without the leading axes of extent 1 that are more than there can be. */
  private static Expr unpadded(Expr x, int rank) {
    int more = x.shape().rank() - rank;
    boolean ones = more > 0;
    for (int d = 0; d < more; d++) {
      ones &= x.shape().extent(d) == 1;
    }
    return ones ? View.squeeze(x, IntStream.range(0, more).toArray()) : x;
  }
}
