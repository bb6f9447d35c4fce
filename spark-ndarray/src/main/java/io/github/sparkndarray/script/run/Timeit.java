package io.github.sparkndarray.script.run;

import io.github.sparkndarray.script.parse.TimeitOptions;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * IPython's {@code %timeit}: finds a number of loops that takes at least 0.2 s, then times several
 * runs of that many loops.
 *
 * @see <a
 *     href="https://ipython.readthedocs.io/en/stable/interactive/magics.html#magic-timeit">%timeit</a>
 */
final class Timeit {
  private static final double LONG_ENOUGH = 0.2;
  private static final int MOST_LOOPS = 1_000_000_000;

  private final LongSupplier nanoTime;

  Timeit(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * What was measured.
   *
   * @param seconds the seconds of one loop, for each run
   * @param loops the loops of each run
   */
  record Measurement(List<Double> seconds, int loops) {

    /** IPython's line. */
    String text() {
      double mean = seconds.stream().mapToDouble(Double::doubleValue).sum() / seconds.size();
      double variance =
          seconds.stream().mapToDouble(s -> (s - mean) * (s - mean)).sum() / seconds.size();
      return String.format(
          Locale.ROOT,
          "%s ± %s per loop (mean ± std. dev. of %d run%s, %,d loop%s each)",
          formatTime(mean),
          formatTime(Math.sqrt(variance)),
          seconds.size(),
          seconds.size() == 1 ? "" : "s",
          loops,
          loops == 1 ? "" : "s");
    }
  }

  Measurement measure(TimeitOptions options, Runnable code) {
    Integer given = options.loops();
    int loops = given == null ? enoughLoops(code) : given;
    List<Double> seconds = new ArrayList<>();
    for (int run = 0; run < options.runs(); run++) {
      seconds.add(time(code, loops) / loops);
    }
    return new Measurement(seconds, loops);
  }

  private int enoughLoops(Runnable code) {
    int loops = 1;
    while (time(code, loops) < LONG_ENOUGH && loops < MOST_LOOPS) {
      loops *= 10;
    }
    return loops;
  }

  private double time(Runnable code, int loops) {
    long start = nanoTime.getAsLong();
    for (int i = 0; i < loops; i++) {
      code.run();
    }
    return (nanoTime.getAsLong() - start) / 1e9;
  }

  /** IPython's {@code _format_time} with three digits. */
  static String formatTime(double seconds) {
    if (seconds >= 60) {
      return longTime(seconds);
    }
    String[] units = {"s", "ms", "μs", "ns"};
    double[] scale = {1, 1e3, 1e6, 1e9};
    int order = 3;
    if (seconds > 0) {
      order = Math.min(-Math.floorDiv((int) Math.floor(Math.log10(seconds)), 3), 3);
    }
    return threeDigits(seconds * scale[order]) + " " + units[order];
  }

  private static String longTime(double seconds) {
    String[] units = {"d", "h", "min", "s"};
    double[] lengths = {86400, 3600, 60, 1};
    List<String> parts = new ArrayList<>();
    double rest = seconds;
    for (int i = 0; i < units.length && (i == 0 || rest >= 1); i++) {
      long value = (long) (rest / lengths[i]);
      if (value > 0) {
        rest %= lengths[i];
        parts.add(value + units[i]);
      }
    }
    return String.join(" ", parts);
  }

  /** C's {@code %.3g}. */
  private static String threeDigits(double value) {
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded =
        new BigDecimal(value)
            .round(new MathContext(3, RoundingMode.HALF_EVEN))
            .stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= 3 || exponent < -4) {
      String digits = rounded.unscaledValue().toString();
      String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
      return String.format(
          Locale.ROOT,
          "%s%se%s%02d",
          digits.charAt(0),
          fraction,
          exponent < 0 ? "-" : "+",
          Math.abs(exponent));
    }
    return rounded.toPlainString();
  }
}
