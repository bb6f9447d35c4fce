package io.github.sparkndarray.script.parse;

import org.jspecify.annotations.Nullable;

/**
 * The options of {@code %timeit}.
 *
 * @param loops {@code -n}: how often the code runs in one run; null to let the time decide
 * @param runs {@code -r}: how many runs there are
 */
public record TimeitOptions(@Nullable Integer loops, int runs) {
  /** What {@code %timeit} does when it is told nothing. */
  public static final TimeitOptions DEFAULT = new TimeitOptions(null, 7);
}
