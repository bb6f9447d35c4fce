package io.github.sparkndarray.expr;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Selection.Known;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
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

  /**
   * {@code np.unique}.
   *
   * @param equalNan whether all NaN are one
   */
  public static Unique unique(Expr x, boolean equalNan, Known known) {
    Expr flat = Reshape.ravel(x);
    Expr order = Sorting.argsort(flat, 0);
    return unique(order, Taking.rows(flat, order), isFirst(Sorting.sort(flat, 0), equalNan), known);
  }

  /** {@code np.unique} along the first of two axes: of rows in lexicographic order. */
  public static Unique uniqueRows(Expr x, Known known) {
    int columns = Math.toIntExact(x.shape().extent(1));
    List<Expr> keys = new ArrayList<>();
    for (int column = columns - 1; column >= 0; column--) {
      keys.add(View.squeeze(View.slice(x, 1, column, column + 1), 1));
    }
    long size = x.shape().extent(0);
    Expr order = keys.isEmpty() ? Indices.range(size) : Sorting.lexsort(keys, 0);
    Expr sorted = Taking.rows(x, order);
    Expr isFirst = Constant.of(DType.BOOL, 1L).filling(Shape.of(Math.min(1, size)));
    if (size > 1) {
      Expr differs =
          Elementwise.of(
              Operator.NOT_EQUAL,
              View.slice(sorted, 0, 1, size),
              View.slice(sorted, 0, 0, size - 1));
      Expr any = Reduce.of(Reduction.ANY, differs, new int[] {1}, false);
      isFirst = Joining.concatenate(List.of(isFirst, any), 0);
    }
    return unique(order, sorted, isFirst, known);
  }

  private static Unique unique(Expr order, Expr sorted, Expr isFirst, Known known) {
    long size = order.shape().size();
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

  /** Only the elements; all NaN are one. */
  public static Expr values(Expr x, Known known) {
    return values(x, true, known);
  }

  /**
   * Only the elements.
   *
   * @param equalNan whether all NaN are one
   */
  public static Expr values(Expr x, boolean equalNan, Known known) {
    // Sorted once: by the run that counts, to be read again by the one that wants the elements.
    Expr sorted = Persist.whole(Sorting.sort(Reshape.ravel(x), 0));
    Expr isFirst =
        sorted instanceof Complex ? isFirst(sorted, equalNan) : distinct(sorted, equalNan);
    return Taking.compress(sorted, isFirst, Selection.count(isFirst, known));
  }

  private static Expr distinct(Expr sorted, boolean equalNan) {
    return Persist.of(
        new Shuffled(new Shuffle.Distinct(equalNan), DType.BOOL, sorted.shape(), List.of(sorted)));
  }

  /** Whether elements in order are others than those before them. */
  private static Expr isFirst(Expr sorted, boolean equalNan) {
    long size = sorted.shape().size();
    Expr yes = Constant.of(DType.BOOL, 1L).filling(Shape.of(Math.min(1, size)));
    if (size < 2) {
      return yes;
    }
    Expr before = View.slice(sorted, 0, 0, size - 1);
    Expr own = View.slice(sorted, 0, 1, size);
    Expr differs = Elementwise.of(Operator.NOT_EQUAL, own, before);
    if (equalNan && sorted.dtype().isInexact()) {
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

  /** The elements of a vector that are, or are not, among those of another array. */
  public static Expr filtered(Expr values, Expr set, boolean wanted, Known known) {
    return Taking.rows(values, places(values, set, wanted, known));
  }

  /** Where the elements of a vector are that are, or are not, among those of another array. */
  private static Expr places(Expr values, Expr set, boolean wanted, Known known) {
    Expr isIn = isIn(values, set);
    Expr keep = wanted ? isIn : Elementwise.of(Operator.LOGICAL_NOT, isIn);
    return Taking.nonzero(keep, Selection.count(keep, known));
  }

  /**
   * {@code np.intersect1d} with its indices.
   *
   * @return what both arrays have, in ascending order, and where it is first in each of them
   */
  public static List<Expr> intersection(Expr x, Expr y, Known known) {
    Unique first = unique(x, true, known);
    Unique second = unique(y, true, known);
    Expr own = places(first.values(), second.values(), true, known);
    Expr other = places(second.values(), first.values(), true, known);
    return List.of(
        Taking.rows(first.values(), own),
        Taking.rows(first.index(), own),
        Taking.rows(second.index(), other));
  }
}
