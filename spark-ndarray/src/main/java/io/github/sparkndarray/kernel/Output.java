package io.github.sparkndarray.kernel;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Reduction;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a nest computes from a body.
 *
 * @param reduction how the body's values are reduced along the nest's REDUCED axes, or null when
 *     the nest has none and the body's values are the output
 * @param slots how many values a wide reduction keeps for each parallel element; 1 for any other
 */
public record Output(@Nullable Reduction reduction, Scalar body, int slots)
    implements Serializable {

  public Output(@Nullable Reduction reduction, Scalar body) {
    this(reduction, body, 1);
  }

  /** The reduction of a nest that has reduced axes. */
  public Reduction reducing() {
    return Objects.requireNonNull(reduction, "the nest only maps");
  }

  public DType dtype() {
    return reduction == null ? body.dtype() : reduction.resultDType(body.dtype());
  }
}
