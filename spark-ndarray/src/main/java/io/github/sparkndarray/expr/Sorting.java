package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.shape.Axes;
import io.github.sparkndarray.shape.Shape;
import java.util.List;

/** Arrays in ascending order, and positions among what is. */
public final class Sorting {
  /** Up to so many sorted elements, comparing all of them is faster than a search. */
  private static final long COMPARED = 64;

  /** Up to so many are compared with each of more values than should be kept for a search. */
  private static final long COMPARED_WITH_MANY = 1024;

  private static final long MANY = 1 << 25;

  /** Up to so many can be searched where the values are. */
  private static final long SEARCHED = 1 << 23;

  private Sorting() {}

  /** {@code np.sort} along an axis; NaN comes last. */
  public static Expr sort(Expr x, int axis) {
    return along(x, axis, false);
  }

  /** {@code np.argsort} along an axis; equal elements keep their order. */
  public static Expr argsort(Expr x, int axis) {
    return along(x, axis, true);
  }

  /**
   * The elements of rows along the last axis, not complex, which {@link #sort} would put at some
   * places: far less work than sorting.
   *
   * @param places ascending
   */
  static Expr select(Expr x, List<Long> places) {
    Expr rows = StoredIntegers.ordered(x);
    long[] shape = rows.shape().extents();
    shape[shape.length - 1] = places.size();
    Expr selected =
        new Shuffled(new Shuffle.Select(places), rows.dtype(), Shape.of(shape), List.of(rows));
    return StoredIntegers.restored(selected, x.dtype());
  }

  /**
   * As {@link #select(Expr, List)}, of floating elements at places of each row's own.
   *
   * @param places int64, inside the rows: some for each, along the last axis
   */
  static Expr select(Expr x, Expr places) {
    return new Shuffled(new Shuffle.SelectEach(), x.dtype(), places.shape(), List.of(x, places));
  }

  private static Expr along(Expr x, int axis, boolean positions) {
    int along = Axes.normalize(axis, x.shape().rank());
    if (x instanceof Complex z) {
      Expr order = complexOrder(z, along);
      return positions ? order : Taking.takeAlongAxis(z, order, along);
    }
    Expr rows = View.moveAxis(StoredIntegers.ordered(x), along, -1);
    Expr sorted =
        new Shuffled(
            new Shuffle.Sort(positions),
            positions ? DType.INT64 : rows.dtype(),
            rows.shape(),
            List.of(rows));
    Expr result = View.moveAxis(sorted, -1, along);
    return positions ? result : StoredIntegers.restored(result, x.dtype());
  }

  /** By real parts, then by imaginary ones; what has NaN comes last, as NumPy puts it. */
  private static Expr complexOrder(Complex z, int axis) {
    Expr real = Elementwise.of(Operator.ISNAN, z.real());
    Expr imaginary = Elementwise.of(Operator.ISNAN, z.imaginary());
    Expr kind =
        Elementwise.of(
            Operator.ADD,
            Elementwise.of(Operator.MULTIPLY, Convert.of(real, DType.INT32), PythonScalar.of(2L)),
            Convert.of(imaginary, DType.INT32));
    return lexsort(List.of(z.imaginary(), z.real(), kind), axis);
  }

  /**
   * {@code np.lexsort}: the order along an axis by the last key, of equal ones by the one before
   * it, and so on.
   *
   * @param keys of one shape
   */
  public static Expr lexsort(List<Expr> keys, int axis) {
    Expr order = argsort(keys.get(0), axis);
    for (Expr key : keys.subList(1, keys.size())) {
      Expr again = argsort(Taking.takeAlongAxis(key, order, axis), axis);
      order = Taking.takeAlongAxis(order, again, axis);
    }
    return order;
  }

  /**
   * {@code np.searchsorted}: how many elements of a sorted vector come before each value.
   *
   * @param right whether equal ones do
   */
  public static Expr searchSorted(Expr sorted, Expr values, boolean right) {
    DType dtype = Elementwise.promote(List.of(sorted, values));
    Expr a = Convert.of(sorted, dtype);
    Expr v = Convert.of(values, dtype);
    long size = sorted.shape().size();
    if (size <= (values.shape().size() > MANY ? COMPARED_WITH_MANY : COMPARED)) {
      return compared(a, v, right);
    }
    return size <= SEARCHED && !dtype.isComplex() ? searched(a, v, right) : merged(a, v, right);
  }

  private static Expr searched(Expr sorted, Expr values, boolean right) {
    return new Shuffled(
        new Shuffle.Search(right),
        DType.INT64,
        values.shape(),
        List.of(StoredIntegers.ordered(sorted), StoredIntegers.ordered(values)));
  }

  /** NaN is greater than any number, and equal to itself. */
  private static Expr compared(Expr sorted, Expr values, boolean right) {
    Expr wide = View.expandDims(values, values.shape().rank());
    Expr before = Elementwise.of(right ? Operator.LESS_EQUAL : Operator.LESS, sorted, wide);
    if (sorted.dtype().isInexact()) {
      Expr all = Elementwise.of(Operator.ISNAN, wide);
      Expr counted =
          right
              ? all
              : Elementwise.of(
                  Operator.LOGICAL_AND,
                  all,
                  Elementwise.of(Operator.LOGICAL_NOT, Elementwise.of(Operator.ISNAN, sorted)));
      before = Elementwise.of(Operator.LOGICAL_OR, before, counted);
    }
    return Reduce.of(Reduction.SUM, before, new int[] {-1}, false);
  }

  /**
   * Both sorted together: a value's rank among all less its rank among the values. Which of equal
   * ones comes first says which side is meant.
   */
  private static Expr merged(Expr sorted, Expr values, boolean right) {
    Expr flat = Reshape.ravel(values);
    long count = flat.shape().size();
    long other = sorted.shape().size();
    List<Expr> both = right ? List.of(sorted, flat) : List.of(flat, sorted);
    Expr ranks = inverse(argsort(Joining.concatenate(both, 0), 0));
    Expr among = View.slice(ranks, 0, right ? other : 0, right ? other + count : count);
    Expr position = Elementwise.of(Operator.SUBTRACT, among, inverse(argsort(flat, 0)));
    return Reshape.of(position, values.shape());
  }

  /** The permutation that undoes another. */
  static Expr inverse(Expr permutation) {
    Expr range = Indices.range(permutation.shape().size());
    return Taking.scatter(range, permutation, range);
  }
}
