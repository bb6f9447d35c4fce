package io.github.sparkndarray.kernel;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.shape.Shape;
import java.nio.ByteBuffer;
import java.util.List;

/** How partials are combined and finished. */
public final class Partials {
  private Partials() {}

  /**
   * The partial of both parts. Floating sums depend on the order in which parts are merged;
   * positions do not.
   */
  public static Partial merge(Partial earlier, Partial later) {
    DType dtype = earlier.dtype();
    HostArray a = earlier.state().get(0);
    HostArray b = later.state().get(0);
    Reduction reduction = earlier.reduction();
    List<HostArray> state =
        switch (reduction) {
          case SUM ->
              dtype.isFloat()
                  ? addReals(sumState(earlier), sumState(later))
                  : List.of(combine(reduction, a, b));
          case PROD -> List.of(dtype.isFloat() ? multiplyReals(a, b) : combine(reduction, a, b));
          case SQUARED_DEVIATIONS -> addMoments(earlier.state(), later.state());
          case MIN, MAX, ANY, ALL, BINCOUNT -> List.of(combine(reduction, a, b));
          case ARGMIN, ARGMAX -> select(reduction == Reduction.ARGMAX, earlier, later);
          case SMALLEST, LARGEST, ARGSMALLEST, ARGLARGEST ->
              PartialSelections.merge(earlier, later).state();
        };
    return new Partial(reduction, dtype, state);
  }

  /**
   * The partial of a part and of another one that has the same values in other places, later ones:
   * twice the sum or the counts, which is exact, and whatever else was found in the first part.
   */
  public static Partial withMirror(Partial part) {
    List<HostArray> state =
        switch (part.reduction()) {
          case SUM ->
              part.dtype().isFloat()
                  ? sumState(part).stream().map(Partials::twice).toList()
                  : List.of(twice(part.state().get(0)));
          case BINCOUNT -> List.of(twice(part.state().get(0)));
          case MIN, MAX, ARGMIN, ARGMAX, ANY, ALL -> part.state();
          case PROD, SQUARED_DEVIATIONS, SMALLEST, LARGEST, ARGSMALLEST, ARGLARGEST ->
              throw new IllegalStateException(part.reduction() + " needs every value");
        };
    return new Partial(part.reduction(), part.dtype(), state);
  }

  private static HostArray twice(HostArray array) {
    HostArray result = HostArray.allocate(array.dtype(), array.shape());
    ByteBuffer to = result.writableBuffer();
    for (int i = 0; i < result.size(); i++) {
      if (array.dtype() == DType.FLOAT64) {
        to.putDouble(2 * array.getDouble(i));
      } else {
        putLong(to, array.dtype(), 2 * array.getLong(i));
      }
    }
    return result;
  }

  /** The reduction's result, once all parts are in. */
  public static HostArray finish(Partial partial) {
    return switch (partial.reduction()) {
      case SUM -> partial.dtype().isFloat() ? total(partial) : partial.state().get(0);
      case SQUARED_DEVIATIONS -> rounded(partial.dtype(), partial.state().get(0));
      case PROD -> product(partial);
      case MIN, MAX, ANY, ALL, SMALLEST, LARGEST, BINCOUNT -> partial.state().get(0);
      case ARGMIN, ARGMAX, ARGSMALLEST, ARGLARGEST -> partial.state().get(1);
    };
  }

  /** A floating sum's state as sum and compensation, also where it is the result. */
  static List<HostArray> sumState(Partial partial) {
    if (partial.state().size() == 2) {
      return partial.state();
    }
    HostArray result = partial.state().get(0);
    HostArray sums = HostArray.allocate(DType.FLOAT64, result.shape());
    ByteBuffer to = sums.writableBuffer();
    for (int i = 0; i < result.size(); i++) {
      to.putDouble(result.getDouble(i));
    }
    return List.of(sums, HostArray.allocate(DType.FLOAT64, result.shape()));
  }

  private static List<HostArray> addReals(List<HostArray> earlier, List<HostArray> later) {
    Shape shape = earlier.get(0).shape();
    HostArray sums = HostArray.allocate(DType.FLOAT64, shape);
    HostArray losses = HostArray.allocate(DType.FLOAT64, shape);
    ByteBuffer toSums = sums.writableBuffer();
    ByteBuffer toLosses = losses.writableBuffer();
    ByteBuffer sumA = earlier.get(0).buffer();
    ByteBuffer sumB = later.get(0).buffer();
    ByteBuffer lostA = earlier.get(1).buffer();
    ByteBuffer lostB = later.get(1).buffer();
    for (int i = 0; i < sums.size(); i++) {
      double a = sumA.getDouble();
      double b = sumB.getDouble();
      double sum = a + b;
      toSums.putDouble(sum);
      toLosses.putDouble((lostA.getDouble() + lostB.getDouble()) + lost(a, b, sum));
    }
    return List.of(sums, losses);
  }

  private static HostArray multiplyReals(HostArray a, HostArray b) {
    HostArray products = HostArray.allocate(DType.FLOAT64, a.shape());
    ByteBuffer to = products.writableBuffer();
    for (int i = 0; i < products.size(); i++) {
      to.putDouble(a.getDouble(i) * b.getDouble(i));
    }
    return products;
  }

  private static HostArray product(Partial partial) {
    return rounded(partial.dtype(), partial.state().get(0));
  }

  /** Values in the dtype of a result, where it is not theirs. */
  private static HostArray rounded(DType dtype, HostArray values) {
    if (values.dtype() == dtype) {
      return values;
    }
    HostArray result = HostArray.allocate(dtype, values.shape());
    ByteBuffer to = result.writableBuffer();
    for (int i = 0; i < values.size(); i++) {
      to.putFloat((float) values.getDouble(i));
    }
    return result;
  }

  private static List<HostArray> addMoments(List<HostArray> earlier, List<HostArray> later) {
    Shape shape = earlier.get(0).shape();
    MomentArrays to = new MomentArrays(shape);
    Moments moments = new Moments();
    for (int i = 0; i < shape.size(); i++) {
      moments.set(0, 0, 0, 0, 0);
      MomentArrays.add(moments, earlier, i);
      MomentArrays.add(moments, later, i);
      to.put(moments);
    }
    return to.state();
  }

  /**
   * What {@code a + b} loses: Knuth's TwoSum, which has no branch to keep it from vectors.
   *
   * @see <a href="https://en.wikipedia.org/wiki/2Sum">2Sum</a>
   */
  public static double lost(double a, double b, double sum) {
    double ofB = sum - a;
    return (a - (sum - ofB)) + (b - ofB);
  }

  private static HostArray total(Partial partial) {
    HostArray sums = partial.state().get(0);
    if (partial.state().size() == 1) {
      return sums;
    }
    HostArray result = HostArray.allocate(partial.dtype(), sums.shape());
    ByteBuffer from = sums.buffer();
    ByteBuffer lost = partial.state().get(1).buffer();
    ByteBuffer to = result.writableBuffer();
    for (int i = 0; i < sums.size(); i++) {
      double sum = from.getDouble();
      double compensation = lost.getDouble();
      // Infinities and NaN are the plain sum's.
      double total = compensation == 0 || sum - sum != 0 ? sum : sum + compensation;
      if (partial.dtype() == DType.FLOAT32) {
        to.putFloat((float) total);
      } else {
        to.putDouble(total);
      }
    }
    return result;
  }

  private static HostArray combine(Reduction reduction, HostArray a, HostArray b) {
    HostArray result = HostArray.allocate(a.dtype(), a.shape());
    ByteBuffer to = result.writableBuffer();
    for (int i = 0; i < result.size(); i++) {
      if (reduction == Reduction.SUM || reduction == Reduction.BINCOUNT) {
        putLong(to, a.dtype(), a.getLong(i) + b.getLong(i));
      } else if (reduction == Reduction.PROD) {
        putLong(to, a.dtype(), a.getLong(i) * b.getLong(i));
      } else {
        boolean max = reduction == Reduction.MAX || reduction == Reduction.ANY;
        put(to, isBetter(max, b, i, a, i) ? b : a, i);
      }
    }
    return result;
  }

  private static List<HostArray> select(boolean max, Partial earlier, Partial later) {
    HostArray a = earlier.state().get(0);
    HostArray b = later.state().get(0);
    HostArray whereA = earlier.state().get(1);
    HostArray whereB = later.state().get(1);
    HostArray values = HostArray.allocate(a.dtype(), a.shape());
    HostArray positions = HostArray.allocate(DType.INT64, a.shape());
    ByteBuffer toValues = values.writableBuffer();
    ByteBuffer toPositions = positions.writableBuffer();
    for (int i = 0; i < values.size(); i++) {
      boolean tie = !isBetter(max, a, i, b, i) && !isBetter(max, b, i, a, i);
      boolean second = isBetter(max, b, i, a, i) || (tie && whereB.getLong(i) < whereA.getLong(i));
      put(toValues, second ? b : a, i);
      toPositions.putLong((second ? whereB : whereA).getLong(i));
    }
    return List.of(values, positions);
  }

  /** Whether a value wins against another; a NaN wins against any number. */
  static boolean isBetter(boolean max, HostArray values, int i, HostArray known, int at) {
    if (values.dtype().isFloat()) {
      double x = values.getDouble(i);
      double best = known.getDouble(at);
      return best == best && (max ? !(x <= best) : !(x >= best));
    }
    return max ? values.getLong(i) > known.getLong(at) : values.getLong(i) < known.getLong(at);
  }

  static void put(ByteBuffer to, HostArray from, int i) {
    switch (from.dtype()) {
      case FLOAT64 -> to.putDouble(from.getDouble(i));
      case FLOAT32 -> to.putFloat((float) from.getDouble(i));
      default -> putLong(to, from.dtype(), from.getLong(i));
    }
  }

  static void putLong(ByteBuffer to, DType dtype, long value) {
    switch (dtype.itemSize()) {
      case 8 -> to.putLong(value);
      case 4 -> to.putInt((int) value);
      default -> to.put((byte) value);
    }
  }
}
