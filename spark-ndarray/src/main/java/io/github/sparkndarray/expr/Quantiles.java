package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Axes;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Medians and quantiles: elements at places of sorted rows, which follow from the rows' length. A
 * row with NaN has no other. Rows are sorted only where places are many, or not known before.
 */
public final class Quantiles {
  /** So many elements of rows are selected before sorting these is less work. */
  private static final int MOST_SELECTED = 256;

  private final Expr rows;
  private final int[] reduced;
  private final boolean keepDims;
  private final Shape kept;
  private @Nullable Expr sortedRows;

  /**
   * Over the given axes, or over all of them where it is null.
   *
   * @throws NDArrayException when there is nothing in a row
   */
  public Quantiles(Expr x, int @Nullable [] axes, boolean keepDims) {
    int rank = x.shape().rank();
    this.reduced = axes == null ? Axes.all(rank) : Axes.normalizeTuple(axes, rank);
    this.keepDims = keepDims;
    this.rows = rows(x.dtype() == DType.BOOL ? Convert.of(x, DType.FLOAT64) : x, reduced);
    this.kept = Shape.of(Arrays.copyOf(rows.shape().extents(), rank - reduced.length));
  }

  /** The elements along some axes as rows along one last axis, below the other axes. */
  static Expr rows(Expr x, int[] reduced) {
    int rank = x.shape().rank();
    int[] others =
        IntStream.range(0, rank)
            .filter(d -> IntStream.of(reduced).noneMatch(axis -> axis == d))
            .toArray();
    LongStream kept = IntStream.of(others).mapToLong(x.shape()::extent);
    long length = IntStream.of(reduced).mapToLong(x.shape()::extent).reduce(1, (a, b) -> a * b);
    Expr turned =
        rank == 0
            ? x
            : View.transpose(
                x, IntStream.concat(IntStream.of(others), IntStream.of(reduced)).toArray());
    return Reshape.of(turned, Shape.of(LongStream.concat(kept, LongStream.of(length)).toArray()));
  }

  private long length() {
    return rows.shape().extent(rows.shape().rank() - 1);
  }

  private Expr sorted() {
    Expr known = sortedRows;
    if (known == null) {
      known = Sorting.sort(rows, -1);
      sortedRows = known;
    }
    return known;
  }

  /** Elements of the rows in order by their places, all found together. */
  private LongFunction<Expr> at(LongStream places) {
    List<Long> all = places.sorted().distinct().boxed().toList();
    if (all.size() > MOST_SELECTED || rows.dtype().isComplex()) {
      return place -> column(sorted(), place);
    }
    Expr selected = Sorting.select(rows, all);
    return place -> column(selected, all.indexOf(place));
  }

  private static Expr column(Expr rows, long place) {
    int last = rows.shape().rank() - 1;
    return View.squeeze(View.slice(rows, last, place, place + 1), last);
  }

  private static Expr real(Expr x) {
    return ElementwiseFunctions.floating(x);
  }

  /** {@code np.median}: the middle element, or the mean of the two in the middle. */
  public Expr median() {
    long length = length();
    if (length == 0) {
      Expr nothing = PythonScalar.of(Double.NaN).as(real(rows).dtype());
      return keptDims(View.broadcastTo(nothing, kept));
    }
    LongFunction<Expr> at = at(LongStream.of((length - 1) / 2, length / 2, length - 1));
    Expr upper = real(at.apply(length / 2));
    if (length % 2 == 1) {
      return finished(upper, at);
    }
    Expr sum = Elementwise.of(Operator.ADD, real(at.apply(length / 2 - 1)), upper);
    return finished(Elementwise.of(Operator.DIVIDE, sum, PythonScalar.of(2.0)), at);
  }

  /**
   * {@code np.quantile}.
   *
   * @param q from 0 to 1
   * @param method one of NumPy's, such as {@code linear} or {@code inverted_cdf}
   */
  public Expr quantile(double q, String method) {
    return quantiles(new double[] {q}, method).get(0);
  }

  /** As {@link #quantile}, several at once. */
  public List<Expr> quantiles(double[] q, String method) {
    if (rows.dtype().isComplex()) {
      throw NDArrayException.of(ErrorCode.DTYPE, "a must be an array of real numbers");
    }
    if (!DoubleStream.of(q).allMatch(part -> part >= 0 && part <= 1)) {
      throw NDArrayException.of(ErrorCode.VALUE, "Quantiles must be in the range [0, 1]");
    }
    if (length() == 0) {
      throw NDArrayException.of(
          ErrorCode.INDEX, "index -1 is out of bounds for axis 0 with size 0");
    }
    QuantileMethod by = QuantileMethod.named(method);
    LongFunction<Expr> at =
        at(
            LongStream.concat(
                LongStream.of(length() - 1),
                DoubleStream.of(q)
                    .mapToLong(part -> (long) Math.floor(by.place(length(), part)))
                    .flatMap(floor -> LongStream.of(inside(floor), inside(floor + 1)))));
    return DoubleStream.of(q).mapToObj(part -> quantile(part, by, at)).toList();
  }

  private Expr quantile(double q, QuantileMethod by, LongFunction<Expr> at) {
    double place = by.place(length(), q);
    long floor = (long) Math.floor(place);
    Expr below = at.apply(inside(floor));
    if (by.isElement()) {
      return finished(below, at);
    }
    Expr above = at.apply(inside(floor + 1));
    return finished(between(real(below), real(above), by.rest(place - floor)), at);
  }

  private long inside(long place) {
    return Math.max(0, Math.min(length() - 1, place));
  }

  /** {@code np.nanmedian}: of the numbers of each row; NaN where there is none. */
  public Expr nanMedian() {
    if (!rows.dtype().isFloat() || length() == 0) {
      return median();
    }
    Expr last = Elementwise.of(Operator.SUBTRACT, numbers(), PythonScalar.of(1L));
    Expr below = Elementwise.of(Operator.FLOOR_DIVIDE, last, PythonScalar.of(2L));
    Expr above = Elementwise.of(Operator.SUBTRACT, last, below);
    IntFunction<Expr> at = at(List.of(below, above));
    Expr sum = Elementwise.of(Operator.ADD, at.apply(0), at.apply(1));
    Expr mean = Elementwise.of(Operator.DIVIDE, sum, PythonScalar.of(2.0));
    return keptDims(
        Elementwise.of(
            Operator.WHERE, Elementwise.of(Operator.EQUAL, below, above), at.apply(0), mean));
  }

  /** {@code np.nanquantile}, by the methods of {@link #quantile}, several at once. */
  public List<Expr> nanQuantiles(double[] q, String method) {
    if (!rows.dtype().isFloat() || length() == 0) {
      return quantiles(q, method);
    }
    Expr numbers = numbers();
    Expr last = Elementwise.of(Operator.SUBTRACT, numbers, PythonScalar.of(1L));
    Expr count = Convert.of(numbers, DType.FLOAT64);
    QuantileMethod by = QuantileMethod.named(method);
    List<Expr> rests = new ArrayList<>();
    List<Expr> places = new ArrayList<>();
    for (double part : q) {
      Expr place = by.place(count, part);
      Expr floor = Elementwise.of(Operator.FLOOR, place);
      rests.add(by.rest(Elementwise.of(Operator.SUBTRACT, place, floor)));
      places.add(within(floor, last));
      if (!by.isElement()) {
        places.add(within(Elementwise.of(Operator.ADD, floor, PythonScalar.of(1.0)), last));
      }
    }
    IntFunction<Expr> at = at(places);
    return IntStream.range(0, q.length)
        .mapToObj(
            i ->
                by.isElement()
                    ? at.apply(i)
                    : between(
                        at.apply(2 * i),
                        at.apply(2 * i + 1),
                        Convert.of(rests.get(i), rows.dtype())))
        .map(this::keptDims)
        .toList();
  }

  /** Places from the first number to the last one. */
  private static Expr within(Expr place, Expr last) {
    Expr low =
        Elementwise.of(Operator.MAXIMUM, Convert.of(place, DType.INT64), PythonScalar.of(0L));
    return Elementwise.of(Operator.MINIMUM, low, last);
  }

  /** How many elements of each row are numbers: these come first in order. */
  private Expr numbers() {
    Expr isNumber = Elementwise.of(Operator.LOGICAL_NOT, Elementwise.of(Operator.ISNAN, rows));
    return Reduce.of(Reduction.SUM, isNumber, new int[] {-1}, false);
  }

  /**
   * The elements that each row in order has at places of its own, all found together; NaN at places
   * before the first.
   */
  private IntFunction<Expr> at(List<Expr> places) {
    int last = rows.shape().rank() - 1;
    List<Expr> own =
        places.stream()
            .<Expr>map(place -> Elementwise.of(Operator.MAXIMUM, place, PythonScalar.of(0L)))
            .toList();
    if (own.size() > MOST_SELECTED) {
      return i ->
          View.squeeze(
              Taking.takeAlongAxis(sorted(), View.expandDims(own.get(i), last), last), last);
    }
    Expr selected = Sorting.select(rows, Joining.stack(own, last));
    return i -> column(selected, i);
  }

  private static Expr between(Expr a, Expr b, Expr rest) {
    Expr apart = Elementwise.of(Operator.SUBTRACT, b, a);
    Expr left = Elementwise.of(Operator.SUBTRACT, PythonScalar.of(1.0), rest);
    return Elementwise.of(
        Operator.WHERE,
        Elementwise.of(Operator.LESS, rest, PythonScalar.of(0.5)),
        Elementwise.of(Operator.ADD, a, Elementwise.of(Operator.MULTIPLY, apart, rest)),
        Elementwise.of(Operator.SUBTRACT, b, Elementwise.of(Operator.MULTIPLY, apart, left)));
  }

  /** From the nearer of both ends, as NumPy does. */
  private static Expr between(Expr a, Expr b, double rest) {
    Expr apart = Elementwise.of(Operator.SUBTRACT, b, a);
    return rest < 0.5
        ? Elementwise.of(
            Operator.ADD, a, Elementwise.of(Operator.MULTIPLY, apart, PythonScalar.of(rest)))
        : Elementwise.of(
            Operator.SUBTRACT,
            b,
            Elementwise.of(Operator.MULTIPLY, apart, PythonScalar.of(1 - rest)));
  }

  /** NaN, which is last in order, is the result of its row. */
  private Expr finished(Expr value, LongFunction<Expr> at) {
    if (!rows.dtype().isInexact()) {
      return keptDims(value);
    }
    Expr last = at.apply(length() - 1);
    return keptDims(
        Elementwise.of(Operator.WHERE, Elementwise.of(Operator.ISNAN, last), last, value));
  }

  private Expr keptDims(Expr result) {
    return keepDims ? View.expandDims(result, reduced) : result;
  }

  /** Several results along a new first axis. */
  public static Expr stacked(List<Expr> results) {
    return Joining.stack(new ArrayList<>(results), 0);
  }
}
