package io.github.sparkndarray.kernel.math;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** The functions to 45 significant digits or more, from their power series. */
final class BigReference {
  private static final MathContext PRECISION = new MathContext(60, RoundingMode.HALF_EVEN);
  private static final int SCALE = 70;
  private static final BigDecimal ONE = BigDecimal.ONE;
  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  /** Machin: π = 16 arctan ⅕ - 4 arctan ¹⁄₂₃₉; digits enough to reduce any argument up to 1e25. */
  private static final BigDecimal PI =
      BigDecimal.valueOf(16)
          .multiply(arctanOfInverse(5, 110))
          .subtract(BigDecimal.valueOf(4).multiply(arctanOfInverse(239, 110)));

  private static final BigDecimal HALF_PI = PI.divide(TWO);

  /** ln 2 = 18 artanh ¹⁄₂₆ - 2 artanh ¹⁄₄₈₀₁ + 8 artanh ¹⁄₈₇₄₉. */
  private static final BigDecimal LN_2 =
      BigDecimal.valueOf(18)
          .multiply(artanhOfInverse(26))
          .subtract(TWO.multiply(artanhOfInverse(4801)))
          .add(BigDecimal.valueOf(8).multiply(artanhOfInverse(8749)));

  /** Beyond it e<sup>-x</sup> is nothing beside one. */
  private static final BigDecimal LONG = BigDecimal.valueOf(200);

  private BigReference() {}

  static BigDecimal sin(BigDecimal x) {
    BigInteger turns = quarterTurns(x);
    BigDecimal rest = rest(x, turns);
    BigDecimal value = turns.testBit(0) ? cosSeries(rest) : sinSeries(rest);
    return turns.testBit(1) ? value.negate() : value;
  }

  static BigDecimal cos(BigDecimal x) {
    BigInteger turns = quarterTurns(x);
    BigDecimal rest = rest(x, turns);
    BigDecimal value = turns.testBit(0) ? sinSeries(rest) : cosSeries(rest);
    return turns.testBit(0) ^ turns.testBit(1) ? value.negate() : value;
  }

  static BigDecimal tan(BigDecimal x) {
    return sin(x).divide(cos(x), PRECISION);
  }

  static BigDecimal exp(BigDecimal x) {
    BigDecimal k = x.divide(LN_2, PRECISION).setScale(0, RoundingMode.HALF_EVEN);
    BigDecimal r = x.subtract(k.multiply(LN_2)).divide(BigDecimal.valueOf(256), PRECISION);
    BigDecimal sum = ONE;
    BigDecimal term = ONE;
    for (int i = 1; i < 25; i++) {
      term = term.multiply(r).divide(BigDecimal.valueOf(i), PRECISION);
      sum = sum.add(term, PRECISION);
    }
    for (int i = 0; i < 8; i++) {
      sum = sum.multiply(sum, PRECISION);
    }
    return sum.multiply(TWO.pow(k.intValueExact(), PRECISION), PRECISION);
  }

  static BigDecimal log(BigDecimal x) {
    // x = m · 2^k with m near one, so that a logarithm near zero keeps its digits.
    int k = (int) Math.rint(StrictMath.log(x.doubleValue()) / StrictMath.log(2));
    BigDecimal m = x.multiply(TWO.pow(-k, PRECISION), PRECISION);
    BigDecimal s = m.subtract(ONE).divide(m.add(ONE), PRECISION);
    BigDecimal square = s.multiply(s, PRECISION);
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal power = s;
    for (int i = 1; i < 160; i += 2) {
      sum = sum.add(power.divide(BigDecimal.valueOf(i), PRECISION), PRECISION);
      power = power.multiply(square, PRECISION);
    }
    return TWO.multiply(sum).add(LN_2.multiply(BigDecimal.valueOf(k)));
  }

  static BigDecimal expm1(BigDecimal x) {
    return x.compareTo(LONG.negate()) < 0 ? ONE.negate() : exp(x).subtract(ONE);
  }

  static BigDecimal log1p(BigDecimal x) {
    return log(ONE.add(x));
  }

  static BigDecimal log2(BigDecimal x) {
    return log(x).divide(LN_2, PRECISION);
  }

  static BigDecimal log10(BigDecimal x) {
    return log(x).divide(log(BigDecimal.TEN), PRECISION);
  }

  /** Newton's method, which doubles the digits in each step. */
  static BigDecimal cbrt(BigDecimal x) {
    BigDecimal y = new BigDecimal(StrictMath.cbrt(x.doubleValue()));
    for (int i = 0; i < 3; i++) {
      BigDecimal quotient = x.divide(y.multiply(y), PRECISION);
      y = y.add(quotient.subtract(y).divide(BigDecimal.valueOf(3), PRECISION), PRECISION);
    }
    return y;
  }

  static BigDecimal sinh(BigDecimal x) {
    return exp(x).subtract(exp(x.negate())).divide(TWO);
  }

  static BigDecimal cosh(BigDecimal x) {
    return exp(x).add(exp(x.negate())).divide(TWO);
  }

  static BigDecimal tanh(BigDecimal x) {
    return x.abs().compareTo(LONG) > 0
        ? BigDecimal.valueOf(x.signum())
        : sinh(x).divide(cosh(x), PRECISION);
  }

  static BigDecimal arcsin(BigDecimal x) {
    if (x.abs().compareTo(ONE) == 0) {
      return HALF_PI.multiply(x);
    }
    BigDecimal leg = ONE.subtract(x.multiply(x)).sqrt(PRECISION);
    return TWO.multiply(arctan(x.divide(ONE.add(leg), PRECISION)));
  }

  static BigDecimal arccos(BigDecimal x) {
    if (x.compareTo(ONE.negate()) == 0) {
      return PI;
    }
    return TWO.multiply(arctan(ONE.subtract(x).divide(ONE.add(x), PRECISION).sqrt(PRECISION)));
  }

  static BigDecimal arctan(BigDecimal x) {
    if (x.abs().compareTo(ONE) > 0) {
      BigDecimal quarter = x.signum() > 0 ? HALF_PI : HALF_PI.negate();
      return quarter.subtract(arctan(ONE.divide(x, PRECISION)));
    }
    // Halve the angle until the series is short.
    BigDecimal t = x;
    for (int i = 0; i < 5; i++) {
      t = t.divide(ONE.add(ONE.add(t.multiply(t)).sqrt(PRECISION)), PRECISION);
    }
    BigDecimal square = t.multiply(t, PRECISION).negate();
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal power = t;
    for (int i = 1; i < 50; i += 2) {
      sum = sum.add(power.divide(BigDecimal.valueOf(i), PRECISION), PRECISION);
      power = power.multiply(square, PRECISION);
    }
    return sum.multiply(BigDecimal.valueOf(32));
  }

  static BigDecimal arcsinh(BigDecimal x) {
    BigDecimal log = log(ONE.add(arcsinhTerm(x.abs())));
    return x.signum() < 0 ? log.negate() : log;
  }

  /** z of arcsinh x = log (1 + z), for positive x. */
  static BigDecimal arcsinhTerm(BigDecimal x) {
    BigDecimal square = x.multiply(x, PRECISION);
    BigDecimal root = ONE.add(square, PRECISION).sqrt(PRECISION);
    return x.add(square.divide(ONE.add(root), PRECISION), PRECISION);
  }

  static BigDecimal arccosh(BigDecimal x) {
    return log(ONE.add(arccoshTerm(x)));
  }

  /** z of arccosh x = log (1 + z). */
  static BigDecimal arccoshTerm(BigDecimal x) {
    BigDecimal less = x.subtract(ONE);
    return less.add(less.multiply(x.add(ONE)).sqrt(PRECISION), PRECISION);
  }

  static BigDecimal arctanh(BigDecimal x) {
    BigDecimal log = log(ONE.add(arctanhTerm(x.abs()))).divide(TWO);
    return x.signum() < 0 ? log.negate() : log;
  }

  /** z of arctanh x = log (1 + z) / 2, for positive x. */
  static BigDecimal arctanhTerm(BigDecimal x) {
    return x.multiply(TWO).divide(ONE.subtract(x), PRECISION);
  }

  static BigDecimal arctan2(BigDecimal y, BigDecimal x) {
    BigDecimal angle = arctan(y.divide(x, PRECISION));
    return x.signum() > 0 ? angle : y.signum() < 0 ? angle.subtract(PI) : angle.add(PI);
  }

  static BigDecimal hypot(BigDecimal x, BigDecimal y) {
    return x.multiply(x).add(y.multiply(y)).sqrt(PRECISION);
  }

  static BigDecimal pow(BigDecimal x, BigDecimal y) {
    return exp(y.multiply(log(x)));
  }

  private static BigInteger quarterTurns(BigDecimal x) {
    return x.divide(HALF_PI, 0, RoundingMode.HALF_EVEN).toBigInteger();
  }

  private static BigDecimal rest(BigDecimal x, BigInteger turns) {
    return x.subtract(HALF_PI.multiply(new BigDecimal(turns))).round(PRECISION);
  }

  private static BigDecimal sinSeries(BigDecimal x) {
    return alternating(x, x, 1);
  }

  private static BigDecimal cosSeries(BigDecimal x) {
    return alternating(ONE, x, 0);
  }

  private static BigDecimal alternating(BigDecimal first, BigDecimal x, int power) {
    BigDecimal square = x.multiply(x, PRECISION).negate();
    BigDecimal term = first;
    BigDecimal sum = first;
    for (int i = power + 2; i < 46; i += 2) {
      term = term.multiply(square).divide(BigDecimal.valueOf((long) i * (i - 1)), PRECISION);
      sum = sum.add(term, PRECISION);
    }
    return sum;
  }

  private static BigDecimal arctanOfInverse(int n, int scale) {
    return inverseSeries(n, scale, -1);
  }

  private static BigDecimal artanhOfInverse(int n) {
    return inverseSeries(n, SCALE, 1);
  }

  private static BigDecimal inverseSeries(int n, int scale, int sign) {
    BigDecimal square = BigDecimal.valueOf((long) n * n * sign);
    BigDecimal power = ONE.divide(BigDecimal.valueOf(n), scale, RoundingMode.HALF_EVEN);
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 1; power.signum() != 0; i += 2) {
      sum = sum.add(power.divide(BigDecimal.valueOf(i), scale, RoundingMode.HALF_EVEN));
      power = power.divide(square, scale, RoundingMode.HALF_EVEN);
    }
    return sum;
  }
}
