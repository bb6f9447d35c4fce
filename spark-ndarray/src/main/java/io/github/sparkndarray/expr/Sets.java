package io.github.sparkndarray.expr;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Selection.Known;
import io.github.sparkndarray.shape.Shape;
import java.util.List;

/** Arrays as sets: NumPy's {@code unique} and what is made of it. */
public final class Sets {
  /** Up to so many elements of a set, all are compared. */
  private static final long COMPARED = 64;

  private Sets() {}

  /**
   * The elements of an array, each once and in ascending order.
   *
   * @param values the elements
   * @param index where each of them is first, in C order
   * @param inverse which of them each element of the array is, in C order
   * @param counts how often each of them is there
   */
  public record Unique(Expr values, Expr index, Expr inverse, Expr counts) {}

  /** {@code np.unique}; all NaN are one. */
  public static Unique unique(Expr x, Known known) {
    Expr flat = Reshape.ravel(x);
    long size = flat.shape().size();
    Expr order = Sorting.argsort(flat, 0);
    Expr sorted = Taking.rows(flat, order);
    Expr isFirst = isFirst(Sorting.sort(flat, 0));
    Expr places = Taking.nonzero(isFirst, Selection.count(isFirst, known));
    Expr end = new Literal(HostArray.ofLongs(Shape.of(1), size));
    Expr number =
        Elementwise.of(
            Operator.SUBTRACT, Cumulative.of(Reduction.SUM, isFirst, 0, null), PythonScalar.of(1L));
    return new Unique(
        Taking.rows(sorted, places),
        Taking.rows(order, places),
        Taking.scatter(Indices.range(size), order, number),
        Cumulative.diff(Joining.concatenate(List.of(places, end), 0), 1, 0));
  }

  /** Only the elements. */
  public static Expr values(Expr x, Known known) {
    Expr sorted = Sorting.sort(Reshape.ravel(x), 0);
    Expr isFirst = isFirst(sorted);
    return Taking.rows(sorted, Taking.nonzero(isFirst, Selection.count(isFirst, known)));
  }

  /** Whether elements in order are others than those before them. */
  private static Expr isFirst(Expr sorted) {
    long size = sorted.shape().size();
    Expr yes = Constant.of(DType.BOOL, 1L).filling(Shape.of(Math.min(1, size)));
    if (size < 2) {
      return yes;
    }
    Expr before = View.slice(sorted, 0, 0, size - 1);
    Expr own = View.slice(sorted, 0, 1, size);
    Expr differs = Elementwise.of(Operator.NOT_EQUAL, own, before);
    if (sorted.dtype().isInexact()) {
      Expr number = Elementwise.of(Operator.EQUAL, before, before);
      differs = Elementwise.of(Operator.LOGICAL_AND, differs, number);
    }
    return Joining.concatenate(List.of(yes, differs), 0);
  }

  /** {@code np.isin}: whether elements are among those of another array. */
  public static Expr isIn(Expr x, Expr set) {
    DType dtype = Elementwise.promote(List.of(x, set));
    Expr elements = Convert.of(x, dtype);
    Expr among = Convert.of(Reshape.ravel(set), dtype);
    long size = among.shape().size();
    if (size <= COMPARED) {
      Expr wide = View.expandDims(elements, elements.shape().rank());
      return Reduce.of(
          Reduction.ANY, Elementwise.of(Operator.EQUAL, wide, among), new int[] {-1}, false);
    }
    Expr sorted = Sorting.sort(among, 0);
    Expr place =
        Elementwise.of(
            Operator.MINIMUM,
            Sorting.searchSorted(sorted, elements, false),
            PythonScalar.of(size - 1));
    return Elementwise.of(Operator.EQUAL, Taking.rows(sorted, place), elements);
  }

  /** The elements of a sorted set that are, or are not, among those of another. */
  public static Expr filtered(Expr values, Expr set, boolean wanted, Known known) {
    Expr isIn = isIn(values, set);
    Expr keep = wanted ? isIn : Elementwise.of(Operator.LOGICAL_NOT, isIn);
    return Taking.rows(values, Taking.nonzero(keep, Selection.count(keep, known)));
  }
}
