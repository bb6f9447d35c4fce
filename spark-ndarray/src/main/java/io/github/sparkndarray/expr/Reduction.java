package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import java.util.Locale;
import java.util.Optional;

/** The one table of reductions that a kernel computes; {@code mean} is made of {@code sum}. */
public enum Reduction {
  SUM(true),
  MIN(false),
  MAX(false),
  ARGMIN(false),
  ARGMAX(false),
  ANY(true),
  ALL(true);

  private final boolean hasIdentity;

  Reduction(boolean hasIdentity) {
    this.hasIdentity = hasIdentity;
  }

  public String numpyName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the reduction of nothing has a value. */
  public boolean hasIdentity() {
    return hasIdentity;
  }

  /** Whether the result is a position along the reduced axis. */
  public boolean isPosition() {
    return this == ARGMIN || this == ARGMAX;
  }

  /** The dtype to which the input is converted before it is reduced. */
  public DType inputDType(DType dtype) {
    return switch (this) {
      case SUM -> dtype == DType.BOOL || dtype == DType.INT32 ? DType.INT64 : dtype;
      case MIN, MAX, ARGMIN, ARGMAX -> dtype;
      case ANY, ALL -> DType.BOOL;
    };
  }

  /** The dtype of the result, given the converted input's. */
  public DType resultDType(DType input) {
    return isPosition() ? DType.INT64 : input;
  }

  public static Optional<Reduction> named(String numpyName) {
    for (Reduction reduction : values()) {
      if (reduction.numpyName().equals(numpyName)) {
        return Optional.of(reduction);
      }
    }
    return Optional.empty();
  }
}
