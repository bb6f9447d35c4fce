package io.github.sparkndarray.script.value;

import java.util.Locale;

/**
 * How arrays are printed: {@code np.set_printoptions}.
 *
 * @param precision digits after the point at most
 * @param threshold arrays of more elements are summarized
 * @param edgeItems how many first and last elements along each axis a summary has
 * @param lineWidth characters of a line
 * @param suppress whether small numbers are written without an exponent
 * @param nan what NaN is written as
 * @param inf what infinity is written as
 * @param sign what stands before numbers that are not negative
 * @param floatMode how many digits after the point are written
 */
public record PrintOptions(
    int precision,
    long threshold,
    int edgeItems,
    int lineWidth,
    boolean suppress,
    String nan,
    String inf,
    Sign sign,
    FloatMode floatMode) {
  /** NumPy's. */
  public static final PrintOptions DEFAULT =
      new PrintOptions(8, 1000, 3, 75, false, "nan", "inf", Sign.MINUS, FloatMode.MAXPREC);

  /** What stands before numbers that are not negative: nothing, a plus, or room for a sign. */
  public enum Sign {
    MINUS,
    PLUS,
    SPACE
  }

  /**
   * How many digits after the point are written: as many as the precision says, as tell a number
   * from its neighbours, no more than either, or for all numbers as many as for one of them.
   */
  public enum FloatMode {
    FIXED,
    UNIQUE,
    MAXPREC,
    MAXPREC_EQUAL;

    /** NumPy's name. */
    public String numpyName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
