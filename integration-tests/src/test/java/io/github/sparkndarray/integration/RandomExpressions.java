package io.github.sparkndarray.integration;

import static java.util.stream.Collectors.joining;

import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Random well-typed expressions of the language, all of which broadcast to one shape, and which
 * have the same bits everywhere: no transcendental functions and no floating-point sums.
 */
final class RandomExpressions {
  private static final double[] SPECIAL = {
    0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300, -1e-310, 0.5
  };

  private static final String[] AXES = {"axis=0, keepdims=True", "axis=-1, keepdims=True"};

  private final Random random;

  RandomExpressions(long seed) {
    this.random = new Random(seed);
  }

  /** New arrays: bools, integers of three widths, floats of both, each of a shape of its own. */
  String setup() {
    return String.join(
        "\n",
        "b = " + array(3, 4, () -> random.nextBoolean() ? "True" : "False"),
        "i = " + array(3, 4, () -> "" + (random.nextInt(61) - 30)) + ".astype(np.int32)",
        "l = " + array(1, 4, () -> "" + (random.nextLong() >> random.nextInt(63))) + "[0]",
        "c = " + array(3, 1, () -> "" + (random.nextInt(5) - 2)),
        "s = " + array(3, 4, () -> "" + (random.nextInt(256) - 128)) + ".astype(np.int8)",
        "f = " + array(3, 4, () -> literal(random.nextInt(-3, 4))) + ".astype(np.float32)",
        "d = " + array(3, 4, () -> literal(random.nextInt(-20, 20))));
  }

  private static String array(int rows, int columns, Supplier<String> element) {
    return Stream.generate(
            () -> Stream.generate(element).limit(columns).collect(joining(", ", "[", "]")))
        .limit(rows)
        .collect(joining(", ", "np.array([", "])"));
  }

  private String literal(int exponent) {
    double value =
        random.nextInt(4) == 0
            ? SPECIAL[random.nextInt(SPECIAL.length)]
            : Math.rint(random.nextGaussian() * 64) / 16 * Math.pow(10, exponent);
    return Double.isFinite(value)
        ? Double.toString(value)
        : Double.isNaN(value) ? "np.nan" : value > 0 ? "np.inf" : "-np.inf";
  }

  /** The next expression. */
  String next() {
    int depth = 2 + random.nextInt(4);
    return switch (random.nextInt(3)) {
      case 0 -> bool(depth);
      case 1 -> integer(depth);
      default -> real(depth);
    };
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String infix(String a, String operator, String b) {
    return "(" + a + " " + operator + " " + b + ")";
  }

  /** A quotient shows the sign of a zero, and that of the greatest of zeros is any of theirs. */
  private String divisor(int depth) {
    return random.nextBoolean() ? integer(depth) : "(" + real(depth) + " + 0.0)";
  }

  private String number(int depth) {
    return random.nextBoolean() ? integer(depth) : real(depth);
  }

  private String any(int depth) {
    return random.nextInt(3) == 0 ? bool(depth) : number(depth);
  }

  private String bool(int depth) {
    if (depth == 0) {
      return "b";
    }
    int next = depth - 1;
    return switch (random.nextInt(8)) {
      case 0 -> infix(bool(next), pick("&", "|", "^", "==", "!="), bool(next));
      case 1 -> "(~" + bool(next) + ")";
      case 2, 3 -> infix(number(next), pick("<", "<=", ">", ">=", "==", "!="), number(next));
      case 4 ->
          // The sign of NaN means nothing, and that of the greatest of zeros is any of theirs.
          pick(
                  "np.isnan(%s)",
                  "np.isfinite(%s)", "np.isinf(%s)", "np.signbit(np.nan_to_num(%s) + 0.0)")
              .formatted(real(next));
      case 5 ->
          pick("np.logical_and", "np.logical_or", "np.logical_xor")
              + "("
              + any(next)
              + ", "
              + any(next)
              + ")";
      case 6 -> pick("np.any", "np.all") + "(" + any(next) + ", " + pick(AXES) + ")";
      default -> bool(next) + pick("[..., ::-1]", "[::-1]");
    };
  }

  private String integer(int depth) {
    if (depth == 0) {
      return pick("i", "l", "c", "s");
    }
    int next = depth - 1;
    return switch (random.nextInt(11)) {
      case 0, 1 -> infix(integer(next), pick("+", "-", "*", "//", "%"), integer(next));
      case 2 -> infix(integer(next), pick("&", "|", "^"), integer(next));
      case 3 -> infix(integer(next), pick("<<", ">>"), "(" + integer(next) + " & 7)");
      case 4 ->
          pick("np.minimum", "np.maximum", "np.fmin", "np.fmod")
              + "("
              + integer(next)
              + ", "
              + integer(next)
              + ")";
      case 5 -> pick("np.abs", "np.sign", "np.square", "np.trunc") + "(" + integer(next) + ")";
      case 6 -> pick("(-", "(~") + integer(next) + ")";
      case 7 -> "np.where(" + bool(next) + ", " + integer(next) + ", " + integer(next) + ")";
      case 8 -> pick("np.sum", "np.min", "np.max") + "(" + integer(next) + ", " + pick(AXES) + ")";
      case 9 ->
          pick("np.argmin", "np.argmax", "np.count_nonzero")
              + "("
              + number(next)
              + ", "
              + pick(AXES)
              + ")";
      default -> infix(integer(next), pick("+", "*", "//", "%"), pick("3", "-2", "7"));
    };
  }

  private String real(int depth) {
    if (depth == 0) {
      return pick("f", "d");
    }
    int next = depth - 1;
    return switch (random.nextInt(11)) {
      case 0, 1, 2 -> {
        String dividend = real(next);
        String operator = pick("+", "-", "*", "/");
        yield infix(dividend, operator, operator.equals("/") ? divisor(next) : number(next));
      }
      case 3 -> infix(integer(next), "/", divisor(next));
      case 4 -> infix(real(next), pick("+", "*", "-", "/"), pick("0.5", "3", "-1.25"));
      case 5 -> "np.sqrt(np.abs(" + real(next) + "))";
      case 6 ->
          pick(
                  "np.floor",
                  "np.ceil",
                  "np.trunc",
                  "np.rint",
                  "np.sign",
                  "np.square",
                  "np.abs",
                  "np.nan_to_num",
                  "np.negative")
              + "("
              + real(next)
              + ")";
      case 7 ->
          pick(
                  "np.minimum(%s, %s)",
                  "np.maximum(%s, %s)",
                  "np.fmin(%s, %s)",
                  "np.fmax(%s, %s)",
                  "np.copysign(%s, np.nan_to_num(%s) + 0.0)",
                  "np.heaviside(%s, %s)")
              .formatted(real(next), number(next));
      case 8 -> "np.where(" + bool(next) + ", " + real(next) + ", " + number(next) + ")";
      case 9 -> pick("np.min", "np.max") + "(" + real(next) + ", " + pick(AXES) + ")";
      default -> any(next) + ".astype(" + pick("np.float32", "np.float64") + ")";
    };
  }
}
