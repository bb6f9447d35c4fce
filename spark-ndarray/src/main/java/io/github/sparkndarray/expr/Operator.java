package io.github.sparkndarray.expr;

import static io.github.sparkndarray.expr.TypeRule.BITWISE;
import static io.github.sparkndarray.expr.TypeRule.FLOATING;
import static io.github.sparkndarray.expr.TypeRule.FLOATING_PREDICATE;
import static io.github.sparkndarray.expr.TypeRule.INTEGER;
import static io.github.sparkndarray.expr.TypeRule.LOGICAL;
import static io.github.sparkndarray.expr.TypeRule.PREDICATE;
import static io.github.sparkndarray.expr.TypeRule.SAME;
import static io.github.sparkndarray.expr.TypeRule.SAME_BOOL_AS_INT8;
import static io.github.sparkndarray.expr.TypeRule.SAME_NOT_BOOL;
import static io.github.sparkndarray.expr.TypeRule.SELECTION;
import static io.github.sparkndarray.expr.TypeRule.SHIFT;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one table of elementwise operators. A row gives an operator's NumPy name (its own in lower
 * case), its number of arguments, its dtype rule, its Python symbol, if it has one, and other names
 * that NumPy or the array API standard have for it. API, script language, dtype inference, code
 * generation, reference interpreter and tests all go by this table.
 */
public enum Operator {
  ADD(2, SAME, "+"),
  SUBTRACT(2, SAME_NOT_BOOL, "-"),
  MULTIPLY(2, SAME, "*"),
  DIVIDE(2, FLOATING, "/", "true_divide"),
  FLOOR_DIVIDE(2, SAME_BOOL_AS_INT8, "//"),
  REMAINDER(2, SAME_BOOL_AS_INT8, "%", "mod"),
  POWER(2, SAME_BOOL_AS_INT8, "**", "pow"),
  NEGATIVE(1, SAME_NOT_BOOL, "-"),
  POSITIVE(1, SAME_NOT_BOOL, "+"),

  EQUAL(2, PREDICATE, "=="),
  NOT_EQUAL(2, PREDICATE, "!="),
  LESS(2, PREDICATE, "<"),
  LESS_EQUAL(2, PREDICATE, "<="),
  GREATER(2, PREDICATE, ">"),
  GREATER_EQUAL(2, PREDICATE, ">="),

  BITWISE_AND(2, BITWISE, "&"),
  BITWISE_OR(2, BITWISE, "|"),
  BITWISE_XOR(2, BITWISE, "^"),
  INVERT(1, BITWISE, "~", "bitwise_invert", "bitwise_not"),
  LEFT_SHIFT(2, SHIFT, "<<", "bitwise_left_shift"),
  RIGHT_SHIFT(2, SHIFT, ">>", "bitwise_right_shift"),

  LOGICAL_AND(2, LOGICAL),
  LOGICAL_OR(2, LOGICAL),
  LOGICAL_XOR(2, LOGICAL),
  LOGICAL_NOT(1, LOGICAL),

  ABSOLUTE(1, SAME, "", "abs"),
  SQRT(1, FLOATING),
  CBRT(1, FLOATING),
  SQUARE(1, SAME_BOOL_AS_INT8),
  EXP(1, FLOATING),
  EXPM1(1, FLOATING),
  LOG(1, FLOATING),
  LOG1P(1, FLOATING),
  LOG2(1, FLOATING),
  LOG10(1, FLOATING),
  SIN(1, FLOATING),
  COS(1, FLOATING),
  TAN(1, FLOATING),
  SINH(1, FLOATING),
  COSH(1, FLOATING),
  TANH(1, FLOATING),
  ARCSIN(1, FLOATING, "", "asin"),
  ARCCOS(1, FLOATING, "", "acos"),
  ARCTAN(1, FLOATING, "", "atan"),
  ARCTAN2(2, FLOATING, "", "atan2"),
  ARCSINH(1, FLOATING, "", "asinh"),
  ARCCOSH(1, FLOATING, "", "acosh"),
  ARCTANH(1, FLOATING, "", "atanh"),
  HYPOT(2, FLOATING),
  FLOOR(1, SAME),
  CEIL(1, SAME),
  TRUNC(1, SAME, "", "fix"),
  RINT(1, FLOATING),
  SIGN(1, SAME_NOT_BOOL),
  RECIPROCAL(1, SAME_BOOL_AS_INT8),
  COPYSIGN(2, FLOATING),
  NEXTAFTER(2, FLOATING),
  HEAVISIDE(2, FLOATING),
  FMOD(2, SAME_BOOL_AS_INT8),
  GCD(2, INTEGER),
  LCM(2, INTEGER),
  MINIMUM(2, SAME),
  MAXIMUM(2, SAME),
  /** As minimum, but a number beside NaN is the lesser. */
  FMIN(2, SAME),
  /** As maximum, but a number beside NaN is the greater. */
  FMAX(2, SAME),
  WHERE(3, SELECTION),
  ISNAN(1, FLOATING_PREDICATE),
  ISFINITE(1, FLOATING_PREDICATE),
  ISINF(1, FLOATING_PREDICATE),
  SIGNBIT(1, FLOATING_PREDICATE);

  private static final Map<String, Operator> BY_NAME =
      Stream.of(values())
          .flatMap(row -> row.names().stream().map(name -> Map.entry(name, row)))
          .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

  private static final Set<Operator> TRANSCENDENTAL =
      EnumSet.of(
          POWER, CBRT, EXP, EXPM1, LOG, LOG1P, LOG2, LOG10, SIN, COS, TAN, SINH, COSH, TANH, ARCSIN,
          ARCCOS, ARCTAN, ARCTAN2, ARCSINH, ARCCOSH, ARCTANH, HYPOT);

  private static final Set<Operator> COMMUTATIVE =
      EnumSet.of(
          ADD,
          MULTIPLY,
          EQUAL,
          NOT_EQUAL,
          BITWISE_AND,
          BITWISE_OR,
          BITWISE_XOR,
          LOGICAL_AND,
          LOGICAL_OR,
          LOGICAL_XOR);

  private static final Set<Operator> EVEN = EnumSet.of(ABSOLUTE, SQUARE, COS, COSH, HYPOT);

  private final int arity;
  private final TypeRule typeRule;
  private final String symbol;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<String> aliases;

  Operator(int arity, TypeRule typeRule) {
    this(arity, typeRule, "");
  }

  Operator(int arity, TypeRule typeRule, String symbol, String... aliases) {
    this.arity = arity;
    this.typeRule = typeRule;
    this.symbol = symbol;
    this.aliases = List.of(aliases);
  }

  /** The name of NumPy's function, for example {@code floor_divide}. */
  public String numpyName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public int arity() {
    return arity;
  }

  public TypeRule typeRule() {
    return typeRule;
  }

  /**
   * About how many times as long as an addition it takes, for float64 where that is possible, as
   * {@code benchmarks/kernels --operators} measures it. Plans project their time with it.
   */
  public double cost() {
    return switch (this) {
      case ADD, SUBTRACT, MULTIPLY, NEGATIVE, POSITIVE, ABSOLUTE, SQUARE -> 1;
      case MINIMUM, MAXIMUM, FMIN, FMAX -> 1;
      case BITWISE_AND, BITWISE_OR, BITWISE_XOR, INVERT -> 1;
      case EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> 2;
      case LOGICAL_AND, LOGICAL_OR, LOGICAL_XOR, LOGICAL_NOT, WHERE -> 2;
      case ISNAN, ISFINITE, ISINF, SIGNBIT -> 2;
      case DIVIDE, FLOOR, CEIL, RINT, HEAVISIDE -> 7;
      case RECIPROCAL, LEFT_SHIFT, RIGHT_SHIFT -> 10;
      case SQRT, COPYSIGN, SIGN -> 20;
      case HYPOT, NEXTAFTER, TRUNC -> 30;
      case EXP -> 45;
      case LOG, SIN, COS, COSH, ARCSIN, ARCCOS -> 80;
      case LOG2, LOG10, EXPM1, TAN, SINH, TANH, CBRT, ARCTANH -> 170;
      case LOG1P, ARCTAN, ARCSINH, ARCCOSH -> 250;
      case POWER, FMOD -> 400;
      case ARCTAN2, FLOOR_DIVIDE, REMAINDER, GCD, LCM -> 550;
    };
  }

  /** Whether it takes many times as long as arithmetic; hypot and cbrt are counted among these. */
  public boolean isTranscendental() {
    return TRANSCENDENTAL.contains(this);
  }

  /**
   * Whether its arguments may be swapped without changing a bit of the result, a NaN's aside. That
   * is not so for minimum and maximum, which give the second of {@code 0.0} and {@code -0.0}.
   */
  public boolean isCommutative() {
    return COMMUTATIVE.contains(this);
  }

  /**
   * Whether each argument's sign may be changed without changing a bit of the result, a NaN's
   * aside.
   */
  public boolean isEven() {
    return EVEN.contains(this);
  }

  /** Python's operator symbol, or an empty string for what is only a function. */
  public String symbol() {
    return symbol;
  }

  /** All names of the function: NumPy's own, then its aliases and the array API standard's. */
  public List<String> names() {
    return Stream.concat(Stream.of(numpyName()), aliases.stream()).toList();
  }

  /** The operator of one of its names, for example {@code arcsin} or {@code asin}. */
  public static Optional<Operator> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}
