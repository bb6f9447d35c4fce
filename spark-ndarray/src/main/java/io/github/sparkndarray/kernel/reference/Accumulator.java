package io.github.sparkndarray.kernel.reference;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Reduction;
import java.math.BigDecimal;

/** One reduction of values that come in C order. */
final class Accumulator {
  private final Reduction reduction;
  private final boolean real;
  private BigDecimal exact = BigDecimal.ZERO;
  private double special = 0.0;
  private long whole;
  private Number best = 0L;
  private long position = -1;

  Accumulator(Reduction reduction, DType dtype) {
    this.reduction = reduction;
    this.real = dtype.isFloat();
  }

  void add(Number value, long at) {
    switch (reduction) {
      case SUM -> sum(value);
      case MIN, ARGMIN -> track(value, at, false);
      case MAX, ARGMAX -> track(value, at, true);
      case ANY -> whole |= value.longValue();
      case ALL -> whole += value.longValue() == 0 ? 1 : 0;
    }
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
      case SUM -> real ? (Number) total() : (Number) whole;
      case MIN, MAX, ARGMIN, ARGMAX -> best;
      case ANY -> whole;
      case ALL -> whole == 0 ? 1L : 0L;
    };
  }

  private double total() {
    return special == 0 ? exact.doubleValue() : special;
  }

  long position() {
    return position;
  }
}
