package io.github.sparkndarray.expr;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Where a quantile is in a sorted row: at a place between two elements, or at one of them.
 *
 * @see <a href="https://doi.org/10.2307/2684934">R. J. Hyndman, Y. Fan, Sample quantiles in
 *     statistical packages, 1996</a>
 */
enum QuantileMethod {
  INVERTED_CDF(true),
  AVERAGED_INVERTED_CDF(false),
  CLOSEST_OBSERVATION(true),
  INTERPOLATED_INVERTED_CDF(0, 1),
  HAZEN(0.5, 0.5),
  WEIBULL(0, 0),
  LINEAR(1, 1),
  MEDIAN_UNBIASED(1 / 3.0, 1 / 3.0),
  NORMAL_UNBIASED(3 / 8.0, 3 / 8.0),
  LOWER(true),
  HIGHER(true),
  MIDPOINT(false),
  NEAREST(true);

  private final boolean isElement;
  private final double alpha;
  private final double beta;

  QuantileMethod(boolean isElement) {
    this.isElement = isElement;
    this.alpha = 1;
    this.beta = 1;
  }

  QuantileMethod(double alpha, double beta) {
    this.isElement = false;
    this.alpha = alpha;
    this.beta = beta;
  }

  /**
   * The method of a name.
   *
   * @throws NDArrayException when there is none
   */
  static QuantileMethod named(String name) {
    return Arrays.stream(values())
        .filter(method -> method.text().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                NDArrayException.of(
                    ErrorCode.VALUE,
                    "'%s' is not a valid method. Use one of: %s",
                    name,
                    Arrays.stream(values())
                        .map(QuantileMethod::text)
                        .collect(Collectors.joining(", "))));
  }

  private String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether places are those of elements. */
  boolean isElement() {
    return isElement;
  }

  /**
   * The place, counted from 0, of a quantile; it may be before the first element or after the last.
   *
   * @param count how many elements a row has
   */
  double place(long count, double q) {
    double linear = (count - 1) * q;
    double times = count * q;
    return switch (this) {
      case LINEAR -> linear;
      case LOWER -> Math.floor(linear);
      case HIGHER -> Math.ceil(linear);
      case NEAREST -> Math.rint(linear);
      case MIDPOINT -> 0.5 * (Math.floor(linear) + Math.ceil(linear));
      // The element at a whole place, else the next one.
      case INVERTED_CDF -> Math.ceil(times - 1);
      case AVERAGED_INVERTED_CDF -> times - 1;
      case CLOSEST_OBSERVATION -> {
        // The next element, but that at a place which is whole and odd.
        double place = times - 1.5;
        double floor = Math.floor(place);
        yield place == floor && Math.abs(floor % 2) == 1 ? floor : floor + 1;
      }
      default -> times + (alpha + q * (1 - alpha - beta)) - 1;
    };
  }

  /**
   * How far a value is from the element below its place to the next one.
   *
   * @param rest how far the place is
   */
  double rest(double rest) {
    return switch (this) {
      case AVERAGED_INVERTED_CDF -> rest == 0 ? 0.5 : 1;
      case MIDPOINT -> rest == 0 ? 0 : 0.5;
      default -> rest;
    };
  }

  /**
   * As {@link #place(long, double)}, of rows of several lengths; it may be before the first element
   * or after the last.
   *
   * @param count how many elements a row has, float64
   */
  Expr place(Expr count, double q) {
    Expr times = of(Operator.MULTIPLY, count, number(q));
    Expr linear = of(Operator.MULTIPLY, of(Operator.SUBTRACT, count, number(1)), number(q));
    return switch (this) {
      case LINEAR -> linear;
      case LOWER -> of(Operator.FLOOR, linear);
      case HIGHER -> of(Operator.CEIL, linear);
      case NEAREST -> of(Operator.RINT, linear);
      case MIDPOINT ->
          of(
              Operator.MULTIPLY,
              number(0.5),
              of(Operator.ADD, of(Operator.FLOOR, linear), of(Operator.CEIL, linear)));
      case INVERTED_CDF -> of(Operator.CEIL, of(Operator.SUBTRACT, times, number(1)));
      case AVERAGED_INVERTED_CDF -> of(Operator.SUBTRACT, times, number(1));
      case CLOSEST_OBSERVATION -> closest(of(Operator.SUBTRACT, times, number(1.5)));
      default ->
          of(
              Operator.SUBTRACT,
              of(Operator.ADD, times, number(alpha + q * (1 - alpha - beta))),
              number(1));
    };
  }

  private static Expr closest(Expr place) {
    Expr floor = of(Operator.FLOOR, place);
    Expr isWhole = of(Operator.EQUAL, place, floor);
    Expr isOdd = of(Operator.EQUAL, of(Operator.REMAINDER, floor, number(2)), number(1));
    return of(
        Operator.WHERE,
        of(Operator.LOGICAL_AND, isWhole, isOdd),
        floor,
        of(Operator.ADD, floor, number(1)));
  }

  /** As {@link #rest(double)}, of several places. */
  Expr rest(Expr rest) {
    Expr isNone = of(Operator.EQUAL, rest, number(0));
    return switch (this) {
      case AVERAGED_INVERTED_CDF -> of(Operator.WHERE, isNone, number(0.5), number(1));
      case MIDPOINT -> of(Operator.WHERE, isNone, number(0), number(0.5));
      default -> rest;
    };
  }

  private static PythonScalar number(double value) {
    return PythonScalar.of(value);
  }

  private static Expr of(Operator operator, Operand... operands) {
    return Elementwise.of(operator, operands);
  }
}
