package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.dtype.DType.Kind;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.util.ArrayList;
import java.util.List;

/**
 * Integers of dtypes that kernels only store: int8, int16, uint8, uint16, uint32 and uint64. They
 * are computed in int32 or int64, and the low bits of each result are kept, which is what overflow
 * leaves of it. That is an expression like any other: conversions, and operators between them.
 *
 * <p>The 64 bits of a uint64 are those of an int64, and so are most results. What depends on order
 * is computed of the bits with the first one inverted, which are in that order as int64.
 */
final class StoredIntegers {
  private StoredIntegers() {}

  /**
   * An operator over arguments of a dtype that is only stored, the condition of {@code where} being
   * bool.
   */
  static Expr apply(Operator operator, DType dtype, List<Expr> arguments) {
    Expr result =
        dtype == DType.UINT64
            ? unsigned(operator, arguments)
            : Elementwise.of(operator, arguments.stream().map(StoredIntegers::held).toList());
    return result.dtype() == DType.BOOL ? result : Convert.of(result, dtype);
  }

  /** The values in the dtype in which they are computed with, of a uint64 its bits. */
  static Expr held(Expr x) {
    return x instanceof Constant constant && constant.dtype().isInteger()
        ? Constant.of(x.dtype().computed(), constant.integer()).filling(x.shape())
        : Convert.of(x, x.dtype().computed());
  }

  /** As {@link #held}, and in the same order as the values are. */
  static Expr ordered(Expr x) {
    return x.dtype() == DType.UINT64 ? flipped(held(x)) : held(x);
  }

  /** What {@link #ordered} was made of. */
  static Expr restored(Expr ordered, DType dtype) {
    return Convert.of(dtype == DType.UINT64 ? flipped(ordered) : ordered, dtype);
  }

  private static Expr flipped(Expr bits) {
    return Elementwise.of(Operator.BITWISE_XOR, bits, PythonScalar.of(Long.MIN_VALUE));
  }

  private static Expr unsigned(Operator operator, List<Expr> arguments) {
    List<Expr> bits = new ArrayList<>(arguments.stream().map(StoredIntegers::held).toList());
    return switch (operator) {
      case ADD,
          SUBTRACT,
          MULTIPLY,
          SQUARE,
          POWER,
          NEGATIVE,
          POSITIVE,
          EQUAL,
          NOT_EQUAL,
          BITWISE_AND,
          BITWISE_OR,
          BITWISE_XOR,
          INVERT,
          LEFT_SHIFT,
          WHERE ->
          Elementwise.of(operator, bits);
      case ABSOLUTE, FLOOR, CEIL, TRUNC -> bits.get(0);
      case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL ->
          Elementwise.of(operator, flipped(bits.get(0)), flipped(bits.get(1)));
      case MINIMUM, MAXIMUM, FMIN, FMAX ->
          flipped(Elementwise.of(operator, flipped(bits.get(0)), flipped(bits.get(1))));
      case SIGN -> Convert.of(Elementwise.of(Operator.NOT_EQUAL, bits.get(0), zero()), DType.INT64);
      case RIGHT_SHIFT -> rightShift(bits.get(0), bits.get(1));
      case FLOOR_DIVIDE -> quotient(bits.get(0), bits.get(1));
      case REMAINDER, FMOD -> remainder(bits.get(0), bits.get(1));
      case RECIPROCAL -> quotient(one().filling(bits.get(0).shape()), bits.get(0));
      case GCD -> divisor(bits.get(0), bits.get(1));
      case LCM ->
          Elementwise.of(
              Operator.MULTIPLY,
              quotient(bits.get(0), divisor(bits.get(0), bits.get(1))),
              bits.get(1));
      default ->
          throw NDArrayException.of(
              ErrorCode.UNSUPPORTED,
              "Cannot compute %s in uint64: convert the arguments to int64 first",
              operator.numpyName());
    };
  }

  private static PythonScalar zero() {
    return PythonScalar.of(0L);
  }

  private static Constant one() {
    return Constant.of(DType.INT64, 1L);
  }

  /** One place first, which clears the sign, and the others after that. */
  private static Expr rightShift(Expr bits, Expr count) {
    Expr half = halved(bits);
    Expr rest = Elementwise.of(Operator.SUBTRACT, count, PythonScalar.of(1L));
    Expr shifted = Elementwise.of(Operator.RIGHT_SHIFT, half, rest);
    Expr none = Elementwise.of(Operator.EQUAL, count, zero());
    return Elementwise.of(Operator.WHERE, none, bits, shifted);
  }

  private static Expr halved(Expr bits) {
    Expr half = Elementwise.of(Operator.RIGHT_SHIFT, bits, PythonScalar.of(1L));
    return Elementwise.of(Operator.BITWISE_AND, half, PythonScalar.of(Long.MAX_VALUE));
  }

  /**
   * Twice the quotient of half the dividend, and one more where that much is left; by a divisor of
   * 2⁶³ or more it is 1 or 0. As in signed division, nothing comes of a division by 0.
   *
   * @see <a href="https://en.wikipedia.org/wiki/Hacker%27s_Delight">H. S. Warren, Hacker's Delight,
   *     9-3</a>
   */
  private static Expr quotient(Expr a, Expr b) {
    Expr half = Elementwise.of(Operator.FLOOR_DIVIDE, halved(a), b);
    Expr twice = Elementwise.of(Operator.LEFT_SHIFT, half, PythonScalar.of(1L));
    Expr rest = Elementwise.of(Operator.SUBTRACT, a, Elementwise.of(Operator.MULTIPLY, twice, b));
    Expr more = Convert.of(isAtLeast(rest, b), DType.INT64);
    Expr large = Elementwise.of(Operator.LESS, b, zero());
    Expr ofLarge = Convert.of(isAtLeast(a, b), DType.INT64);
    Expr whole =
        Elementwise.of(Operator.WHERE, large, ofLarge, Elementwise.of(Operator.ADD, twice, more));
    Expr none = Elementwise.of(Operator.EQUAL, b, zero());
    return Elementwise.of(Operator.WHERE, none, zero(), whole);
  }

  private static Expr isAtLeast(Expr a, Expr b) {
    return Elementwise.of(Operator.GREATER_EQUAL, flipped(a), flipped(b));
  }

  private static Expr remainder(Expr a, Expr b) {
    Expr times = Elementwise.of(Operator.MULTIPLY, quotient(a, b), b);
    Expr rest = Elementwise.of(Operator.SUBTRACT, a, times);
    Expr none = Elementwise.of(Operator.EQUAL, b, zero());
    return Elementwise.of(Operator.WHERE, none, zero(), rest);
  }

  /**
   * The greatest common divisor: two steps of Euclid's algorithm, after which both numbers are
   * below 2⁶³, and the others in int64.
   */
  private static Expr divisor(Expr a, Expr b) {
    Expr first = flipped(Elementwise.of(Operator.MINIMUM, flipped(a), flipped(b)));
    Expr second = flipped(Elementwise.of(Operator.MAXIMUM, flipped(a), flipped(b)));
    Expr rest = remainder(second, first);
    Expr others = Elementwise.of(Operator.GCD, rest, remainder(first, rest));
    Expr isDivisor = Elementwise.of(Operator.EQUAL, rest, zero());
    Expr found = Elementwise.of(Operator.WHERE, isDivisor, first, others);
    Expr none = Elementwise.of(Operator.EQUAL, first, zero());
    return Elementwise.of(Operator.WHERE, none, second, found);
  }

  /**
   * Whether two arrays are one of uint64 and one of signed integers, which no integer type holds.
   */
  static boolean areMixed(List<? extends Operand> operands) {
    return operands.size() == 2
        && operands.get(0) instanceof Expr a
        && operands.get(1) instanceof Expr b
        && (isMixed(a.dtype(), b.dtype()) || isMixed(b.dtype(), a.dtype()));
  }

  private static boolean isMixed(DType a, DType b) {
    return a == DType.UINT64 && b.kind() == Kind.SIGNED;
  }

  /** Compares what is {@link #areMixed mixed}: a negative number is less, others are uint64. */
  static Expr compare(Operator operator, Expr a, Expr b) {
    boolean isSecond = b.dtype().kind() == Kind.SIGNED;
    Expr negative = Elementwise.of(Operator.LESS, isSecond ? b : a, zero());
    Expr less =
        Elementwise.of(
            operator,
            Constant.of(DType.INT64, isSecond ? 1L : 0L),
            Constant.of(DType.INT64, isSecond ? 0L : 1L));
    Expr both = Elementwise.of(operator, Convert.of(a, DType.UINT64), Convert.of(b, DType.UINT64));
    return Elementwise.of(Operator.WHERE, negative, less, both);
  }
}
