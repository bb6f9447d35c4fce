package io.github.sparkndarray.kernel.reference;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Reduction;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** One reduction of values that come in C order, to one value or to several slots. */
final class Accumulator {
  /** Digits enough for what is rounded at the end. */
  private static final MathContext EXACTLY = new MathContext(100);

  private final Reduction reduction;
  private final boolean real;
  private BigDecimal exact = BigDecimal.ZERO;
  private double special = 0.0;
  private long whole;
  private Number best = 0L;
  private long position = -1;
  private double product = 1;
  private final List<Entry> entries = new ArrayList<>();

  /** A value and where it is. */
  private record Entry(Number value, long at) {}

  Accumulator(Reduction reduction, DType dtype) {
    this.reduction = reduction;
    this.real = dtype.isFloat();
    this.whole = reduction == Reduction.PROD ? 1 : 0;
  }

  void add(Number value, long at) {
    switch (reduction) {
      case SUM -> sum(value);
      case SQUARED_DEVIATIONS -> {
        sum(value);
        entries.add(new Entry(value, at));
      }
      case PROD -> {
        product *= value.doubleValue();
        whole *= value.longValue();
      }
      case MIN, ARGMIN -> track(value, at, false);
      case MAX, ARGMAX -> track(value, at, true);
      case ANY -> whole |= value.longValue();
      case ALL -> whole += value.longValue() == 0 ? 1 : 0;
      case SMALLEST, LARGEST, ARGSMALLEST, ARGLARGEST, BINCOUNT ->
          entries.add(new Entry(value, at));
    }
  }

  /** The values of a wide reduction's slots. */
  List<Number> slots(int count) {
    List<Number> slots = new ArrayList<>();
    if (reduction == Reduction.BINCOUNT) {
      for (long slot = 0; slot < count; slot++) {
        long number = slot;
        slots.add(entries.stream().filter(e -> falls(e.value().doubleValue(), number)).count());
      }
      return slots;
    }
    ordered().limit(count).forEach(entry -> slots.add(entry.value()));
    return slots;
  }

  private static boolean falls(double value, long slot) {
    return value > -1 && (long) value == slot;
  }

  /** The positions of a selection's values; fewer than asked for where there are fewer values. */
  List<Long> positions(int count) {
    return ordered().limit(count).map(Entry::at).toList();
  }

  private Stream<Entry> ordered() {
    Comparator<Entry> ascending = (a, b) -> compare(a.value(), b.value());
    return entries.stream().sorted(reduction.isGreatest() ? ascending.reversed() : ascending);
  }

  /** Numpy's order: 0.0 and -0.0 are equal, NaN is greater than any number. */
  private int compare(Number a, Number b) {
    if (!real) {
      return Long.compare(a.longValue(), b.longValue());
    }
    double x = a.doubleValue();
    double y = b.doubleValue();
    return x == y ? 0 : Double.compare(x, y);
  }

  private void sum(Number value) {
    if (!real) {
      whole += value.longValue();
      return;
    }
    double x = value.doubleValue();
    if (!Double.isFinite(x)) {
      special += x;
    } else {
      exact = exact.add(new BigDecimal(x));
    }
  }

  private void track(Number value, long at, boolean max) {
    boolean better;
    if (position < 0) {
      better = true;
    } else if (real) {
      double x = value.doubleValue();
      double known = best.doubleValue();
      better = !Double.isNaN(known) && (Double.isNaN(x) || (max ? x > known : x < known));
    } else {
      better = max ? value.longValue() > best.longValue() : value.longValue() < best.longValue();
    }
    if (better) {
      best = value;
      position = at;
    }
  }

  Number value() {
    return switch (reduction) {
      case SQUARED_DEVIATIONS -> squaredDeviations();
      case SUM -> real ? (Number) total() : (Number) whole;
      case PROD -> real ? (Number) product : (Number) whole;
      case MIN, MAX, ARGMIN, ARGMAX -> best;
      case ANY -> whole;
      case ALL -> whole == 0 ? 1L : 0L;
      case SMALLEST, LARGEST, ARGSMALLEST, ARGLARGEST, BINCOUNT ->
          throw new IllegalStateException(reduction + " has several values");
    };
  }

  long count() {
    return entries.size();
  }

  double mean() {
    return entries.isEmpty() ? 0 : exactMean().doubleValue();
  }

  private BigDecimal exactMean() {
    return exact.divide(BigDecimal.valueOf(entries.size()), EXACTLY);
  }

  private double squaredDeviations() {
    if (special != 0) {
      return Double.NaN;
    }
    BigDecimal mean = entries.isEmpty() ? exact : exactMean();
    BigDecimal sum = BigDecimal.ZERO;
    for (Entry entry : entries) {
      BigDecimal apart = new BigDecimal(entry.value().doubleValue()).subtract(mean);
      sum = sum.add(apart.pow(2, EXACTLY));
    }
    return sum.doubleValue();
  }

  private double total() {
    return special == 0 ? exact.doubleValue() : special;
  }

  long position() {
    return position;
  }
}
