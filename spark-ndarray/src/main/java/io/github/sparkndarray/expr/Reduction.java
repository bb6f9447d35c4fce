package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one table of reductions that a kernel computes; {@code mean}, {@code count_nonzero} and
 * {@code logsumexp} are made of them.
 */
public enum Reduction {
  SUM(true, Operator.ADD),
  /**
   * The sum of squared deviations from the mean, of floating values: what variances are made of.
   * Rewrites make it.
   */
  SQUARED_DEVIATIONS(true),
  PROD(true, Operator.MULTIPLY),
  MIN(false, Operator.MINIMUM),
  MAX(false, Operator.MAXIMUM),
  ARGMIN(false),
  ARGMAX(false),
  ANY(true, Operator.BITWISE_OR),
  ALL(true, Operator.BITWISE_AND),
  /** The k least values in ascending order; NaN is greater than any number. */
  SMALLEST(false),
  /** The k greatest values in descending order; NaN is greater than any number. */
  LARGEST(false),
  /** Where the k least values are, the first of equals first. */
  ARGSMALLEST(false),
  /** Where the k greatest values are, the first of equals first. */
  ARGLARGEST(false),
  /**
   * How often each number from 0 on occurs among float64 values, rounded towards zero; negative
   * ones, those past the last slot and NaN are not counted.
   */
  BINCOUNT(true);

  private final boolean hasIdentity;
  private final @Nullable Operator operator;

  Reduction(boolean hasIdentity) {
    this(hasIdentity, null);
  }

  Reduction(boolean hasIdentity, @Nullable Operator operator) {
    this.hasIdentity = hasIdentity;
    this.operator = operator;
  }

  /**
   * The operator that the reduction repeats, over converted inputs.
   *
   * @throws NDArrayException for a reduction that repeats none
   */
  public Operator operator() {
    if (operator == null) {
      throw NDArrayException.of(ErrorCode.INTERNAL, "%s repeats no operator", this);
    }
    return operator;
  }

  /** The reduction that repeats an operator, if there is one. */
  public static Optional<Reduction> repeating(Operator operator) {
    return Stream.of(values()).filter(row -> row.operator == operator).findFirst();
  }

  public String numpyName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether users call it by its name. */
  public boolean isFunction() {
    return !isWide() && this != SQUARED_DEVIATIONS;
  }

  /** Whether the reduction of nothing has a value. */
  public boolean hasIdentity() {
    return hasIdentity;
  }

  /** Whether the result is a position along the reduced axis. */
  public boolean isPosition() {
    return this == ARGMIN || this == ARGMAX || this == ARGSMALLEST || this == ARGLARGEST;
  }

  /** Whether the result has an axis more, which the reduction fills: the k of the k least. */
  public boolean isWide() {
    return isSelection() || this == BINCOUNT;
  }

  /** Whether the result is some of the values, or where they are. */
  public boolean isSelection() {
    return this == SMALLEST || this == LARGEST || this == ARGSMALLEST || this == ARGLARGEST;
  }

  /** Whether only values that are better than those known so far change anything. */
  public boolean isTracked() {
    return isSelection() || this == MIN || this == MAX || isPosition();
  }

  /** Whether, of what is tracked, the greatest is wanted. */
  public boolean isGreatest() {
    return this == MAX || this == ARGMAX || this == LARGEST || this == ARGLARGEST;
  }

  /** The dtype to which the input is converted before it is reduced. */
  public DType inputDType(DType dtype) {
    return switch (this) {
      case SUM, PROD ->
          switch (dtype.kind()) {
            case BOOL, SIGNED -> DType.INT64;
            case UNSIGNED -> DType.UINT64;
            case FLOAT, COMPLEX -> dtype;
          };
      case MIN, MAX, ARGMIN, ARGMAX, SMALLEST, LARGEST, ARGSMALLEST, ARGLARGEST -> dtype;
      case ANY, ALL -> DType.BOOL;
      case SQUARED_DEVIATIONS -> dtype.isFloat() ? dtype : DType.FLOAT64;
      case BINCOUNT -> DType.FLOAT64;
    };
  }

  /** The dtype of the result, given the converted input's. */
  public DType resultDType(DType input) {
    return isPosition() || this == BINCOUNT ? DType.INT64 : input;
  }
}
