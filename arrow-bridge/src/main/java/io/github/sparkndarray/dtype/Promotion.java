package io.github.sparkndarray.dtype;

import io.github.sparkndarray.dtype.DType.Kind;

/** NumPy 2's promotion table, without value-based casting (NEP 50). */
public final class Promotion {
  private Promotion() {}

  /** The smallest dtype to which both can be cast safely. */
  public static DType promote(DType a, DType b) {
    if (a == b || b == DType.BOOL) {
      return a;
    }
    if (a == DType.BOOL) {
      return b;
    }
    if (a.kind() == b.kind()) {
      return a.itemSize() >= b.itemSize() ? a : b;
    }
    if (a.isComplex() || b.isComplex()) {
      return promote(a.part(), b.part()).complex();
    }
    DType high = a.kind().compareTo(b.kind()) > 0 ? a : b;
    DType low = high == a ? b : a;
    if (high.kind() == Kind.FLOAT) {
      return low.itemSize() <= 2 ? high : DType.FLOAT64;
    }
    // Signed beside unsigned: a signed type that holds every unsigned value, or float64.
    return high.itemSize() > low.itemSize() ? high : signedAbove(low);
  }

  /** The dtype of a strong operand beside a Python scalar of the given kind. */
  public static DType promote(DType strong, WeakKind weak) {
    return switch (weak) {
      case BOOL -> strong;
      case INT -> strong == DType.BOOL ? DType.INT64 : strong;
      case FLOAT -> strong.isInexact() ? strong : DType.FLOAT64;
      case COMPLEX -> strong.isInexact() ? strong.complex() : DType.COMPLEX128;
    };
  }

  /** Whether every value of {@code from} is a value of {@code to} (NumPy's casting='safe'). */
  public static boolean canCastSafely(DType from, DType to) {
    return promote(from, to) == to;
  }

  private static DType signedAbove(DType unsigned) {
    return switch (unsigned.itemSize()) {
      case 1 -> DType.INT16;
      case 2 -> DType.INT32;
      case 4 -> DType.INT64;
      default -> DType.FLOAT64;
    };
  }
}
