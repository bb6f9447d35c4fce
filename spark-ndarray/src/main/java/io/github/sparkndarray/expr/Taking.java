package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Axes;
import io.github.sparkndarray.shape.Broadcasting;
import io.github.sparkndarray.shape.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Elements taken from, and put to, where other arrays say. */
public final class Taking {
  private Taking() {}

  /**
   * {@code np.take}: what is below the given indices of an axis.
   *
   * @param indices int64, from 0 to the axis's extent; their axes take the place of the axis
   */
  public static Expr take(Expr x, Expr indices, int axis) {
    int along = Axes.normalize(axis, x.shape().rank());
    Expr rows = View.moveAxis(x, along, 0);
    Expr taken = rows(rows, indices);
    int rank = indices.shape().rank();
    return View.moveAxes(
        taken, IntStream.range(0, rank).toArray(), IntStream.range(along, along + rank).toArray());
  }

  /** Rows of an array, whose first axis the indices' axes take the place of. */
  static Expr rows(Expr x, Expr indices) {
    if (x instanceof Complex z) {
      return z.map(part -> rows(part, indices));
    }
    long[] below = Arrays.copyOfRange(x.shape().extents(), 1, x.shape().rank());
    Expr flat = Reshape.ravel(indices);
    Shape extents =
        Shape.of(
            LongStream.concat(LongStream.of(flat.shape().size()), LongStream.of(below)).toArray());
    Expr taken =
        TakenRows.known(x, flat)
            .orElseGet(
                () ->
                    Growth.shuffle(
                        x,
                        small ->
                            new Shuffled(
                                new Shuffle.Take(), small.dtype(), extents, List.of(small, flat))));
    long[] result =
        LongStream.concat(LongStream.of(indices.shape().extents()), LongStream.of(below)).toArray();
    return Reshape.of(taken, Shape.of(result));
  }

  /** Elements by their positions in C order. */
  public static Expr elements(Expr x, Expr positions) {
    return rows(Reshape.ravel(x), positions);
  }

  /**
   * {@code np.take_along_axis}: for each index along an axis, what is there and elsewhere at the
   * index's own place.
   */
  public static Expr takeAlongAxis(Expr x, Expr indices, int axis) {
    return elements(x, positionsAlong(x.shape(), indices, axis));
  }

  /** The positions in C order of what is at indices along an axis, elsewhere at their own place. */
  public static Expr positionsAlong(Shape array, Expr indices, int axis) {
    int along = Axes.normalize(axis, array.rank());
    long[] others = array.extents();
    others[along] = indices.shape().extent(along);
    Shape shape = together(indices.shape(), Shape.of(others), along);
    Expr position = View.broadcastTo(indices, shape);
    long[] strides = array.strides();
    Expr flat = Elementwise.of(Operator.MULTIPLY, position, PythonScalar.of(strides[along]));
    for (int d = 0; d < strides.length; d++) {
      if (d != along) {
        Expr index =
            Elementwise.of(Operator.MULTIPLY, Indices.along(shape, d), PythonScalar.of(strides[d]));
        flat = Elementwise.of(Operator.ADD, flat, index);
      }
    }
    return flat;
  }

  /** What indices and the other axes have together, each of which NumPy sees as an index. */
  private static Shape together(Shape indices, Shape others, int along) {
    try {
      return Broadcasting.broadcast(List.of(indices, others));
    } catch (NDArrayException e) {
      StringBuilder text = new StringBuilder();
      for (int d = 0; d < others.rank(); d++) {
        long[] own = new long[others.rank()];
        Arrays.fill(own, 1);
        own[d] = others.extent(d);
        text.append((d == along ? indices : Shape.of(own)).compact()).append(' ');
      }
      throw new NDArrayException(
          ErrorCode.INDEX,
          "shape mismatch: indexing arrays could not be broadcast together with shapes "
              + text.toString().strip(),
          e);
    }
  }

  /**
   * The array with values at positions in C order, of those for one position the last.
   *
   * @param positions int64, from 0 to the array's size
   * @param values of the positions' shape
   */
  public static Expr scatter(Expr x, Expr positions, Expr values) {
    if (positions.shape().size() == 0) {
      return x;
    }
    if (x instanceof Complex z) {
      Complex put = (Complex) Convert.of(values, x.dtype());
      return Complex.of(
          scatter(z.real(), positions, put.real()),
          scatter(z.imaginary(), positions, put.imaginary()));
    }
    return new Shuffled(
        new Shuffle.Scatter(),
        x.dtype(),
        x.shape(),
        List.of(x, Reshape.ravel(positions), Reshape.ravel(Convert.of(values, x.dtype()))));
  }

  /**
   * The positions in C order of what is not zero.
   *
   * @param count how many there are
   */
  public static Expr nonzero(Expr x, long count) {
    Expr flat = Reshape.ravel(Convert.of(x, DType.BOOL));
    return new Shuffled(new Shuffle.Nonzero(), DType.INT64, Shape.of(count), List.of(flat));
  }

  /**
   * The elements of a vector where another of the same length, bool, is true.
   *
   * @param count how many there are
   */
  static Expr compress(Expr x, Expr mask, long count) {
    if (x instanceof Complex z) {
      return z.map(part -> compress(part, mask, count));
    }
    return new Shuffled(new Shuffle.Compress(), x.dtype(), Shape.of(count), List.of(x, mask));
  }

  /** The indices along each axis of positions in C order of a shape. */
  public static List<Expr> unravel(Expr positions, Shape shape) {
    if (shape.rank() == 1) {
      return List.of(positions);
    }
    long[] strides = shape.strides();
    return IntStream.range(0, shape.rank())
        .mapToObj(
            d -> {
              Expr above =
                  Elementwise.of(Operator.FLOOR_DIVIDE, positions, PythonScalar.of(strides[d]));
              return d == 0
                  ? above
                  : Elementwise.of(
                      Operator.REMAINDER, above, PythonScalar.of(Math.max(1, shape.extent(d))));
            })
        .toList();
  }
}
