package io.github.sparkndarray.script.value;

import io.github.sparkndarray.expr.Complex;
import io.github.sparkndarray.expr.ElementwiseFunctions;
import io.github.sparkndarray.expr.Expr;

/** What of its base's elements a view shows: {@code z.real} and {@code z.imag} are views, too. */
public enum Part {
  ALL,
  REAL,
  IMAGINARY;

  /** This part of some elements. */
  Expr of(Expr elements) {
    return switch (this) {
      case ALL -> elements;
      case REAL -> ElementwiseFunctions.real(elements);
      case IMAGINARY -> ElementwiseFunctions.imag(elements);
    };
  }

  /** The elements with this part of them changed. */
  Expr put(Expr elements, Expr changed) {
    if (this != ALL && elements instanceof Complex z) {
      return this == REAL ? Complex.of(changed, z.imaginary()) : Complex.of(z.real(), changed);
    }
    return changed;
  }
}
