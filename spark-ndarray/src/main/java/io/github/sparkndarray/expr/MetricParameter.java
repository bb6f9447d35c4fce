package io.github.sparkndarray.expr;

import java.util.Optional;

/**
 * A parameter of a {@link Metric}.
 *
 * @param name its name in the formula, and for callers
 * @param fallback the formula of its value where it is not given; empty where it must be
 * @param isOfData whether the fallback is computed from all vectors, {@code x} and {@code y}, so
 *     that it does not exist for one pair of vectors alone
 */
public record MetricParameter(String name, Optional<String> fallback, boolean isOfData) {

  static MetricParameter required(String name) {
    return new MetricParameter(name, Optional.empty(), false);
  }

  static MetricParameter optional(String name, String fallback) {
    return new MetricParameter(name, Optional.of(fallback), false);
  }

  static MetricParameter ofData(String name, String fallback) {
    return new MetricParameter(name, Optional.of(fallback), true);
  }
}
