package io.github.sparkndarray.expr;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Axes;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Arrays with some of the elements along an axis taken out, or with more put between them. */
public final class Editing {
  private Editing() {}

  /**
   * {@code np.delete}: what is not at the given indices of an axis.
   *
   * @throws NDArrayException in NumPy's words for an index that there is not
   */
  public static Expr delete(Expr x, long[] indices, int axis) {
    int along = Axes.normalize(axis, x.shape().rank());
    long extent = x.shape().extent(along);
    TreeSet<Long> deleted = new TreeSet<>();
    for (long index : indices) {
      deleted.add(normal(index, extent, extent - 1, along));
    }
    List<Expr> kept = new ArrayList<>();
    long from = 0;
    for (long index : deleted) {
      kept.add(View.slice(x, along, from, index));
      from = index + 1;
    }
    kept.add(View.slice(x, along, from, extent));
    return Joining.concatenate(kept, along);
  }

  /**
   * {@code np.insert}: values before the given indices of an axis.
   *
   * @param single whether the values are what is inserted at one index, and not one for each
   */
  public static Expr insert(Expr x, long[] indices, boolean single, Expr values, int axis) {
    int along = Axes.normalize(axis, x.shape().rank());
    long extent = x.shape().extent(along);
    Expr given = Convert.unsafely(Joining.leading(values, x.shape().rank()), x.dtype());
    if (single) {
      given = View.moveAxis(given, 0, along);
    }
    long count = single || indices.length == 1 ? given.shape().extent(along) : indices.length;
    long[] extents = x.shape().extents();
    extents[along] = count;
    Expr inserted = View.broadcastTo(given, Shape.of(extents));
    if (single || indices.length == 1) {
      long place = normal(indices[0], extent, extent, along);
      return Joining.concatenate(
          List.of(View.slice(x, along, 0, place), inserted, View.slice(x, along, place, extent)),
          along);
    }
    List<Integer> order =
        IntStream.range(0, indices.length)
            .boxed()
            .sorted(
                (a, b) ->
                    Long.compare(
                        normal(indices[a], extent, extent, along),
                        normal(indices[b], extent, extent, along)))
            .toList();
    List<Expr> parts = new ArrayList<>();
    long from = 0;
    for (int i : order) {
      long place = normal(indices[i], extent, extent, along);
      parts.add(View.slice(x, along, from, place));
      parts.add(View.slice(inserted, along, i, i + 1L));
      from = place;
    }
    parts.add(View.slice(x, along, from, extent));
    return Joining.concatenate(parts, along);
  }

  private static long normal(long index, long extent, long last, int axis) {
    if (index < -extent || index > last) {
      throw NDArrayException.of(
          ErrorCode.INDEX,
          "index %d is out of bounds for axis %d with size %d",
          index,
          axis,
          extent);
    }
    return index < 0 ? index + extent : index;
  }
}
