package io.github.sparkndarray.dtype;

/**
 * The kind of a Python scalar, which takes part in promotion only by its kind, not by its size.
 *
 * @see <a href="https://numpy.org/neps/nep-0050-scalar-promotion.html">NEP 50</a>
 */
public enum WeakKind {
  BOOL(DType.BOOL),
  INT(DType.INT64),
  FLOAT(DType.FLOAT64),
  COMPLEX(DType.COMPLEX128);

  private final DType defaultDType;

  WeakKind(DType defaultDType) {
    this.defaultDType = defaultDType;
  }

  /** The dtype that such a scalar has where nothing else decides. */
  public DType defaultDType() {
    return defaultDType;
  }
}
