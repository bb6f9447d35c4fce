package io.github.sparkndarray.script.value;

/**
 * How arrays are printed: {@code np.set_printoptions}.
 *
 * @param precision digits after the point at most
 * @param threshold arrays of more elements are summarized
 * @param edgeItems how many first and last elements along each axis a summary has
 * @param lineWidth characters of a line
 * @param suppress whether small numbers are written without an exponent
 */
public record PrintOptions(
    int precision, long threshold, int edgeItems, int lineWidth, boolean suppress) {
  /** NumPy's. */
  public static final PrintOptions DEFAULT = new PrintOptions(8, 1000, 3, 75, false);
}
