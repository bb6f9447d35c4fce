package io.github.sparkndarray.expr;

import static io.github.sparkndarray.expr.TypeRule.BITWISE;
import static io.github.sparkndarray.expr.TypeRule.FLOATING;
import static io.github.sparkndarray.expr.TypeRule.FLOATING_PREDICATE;
import static io.github.sparkndarray.expr.TypeRule.PREDICATE;
import static io.github.sparkndarray.expr.TypeRule.SAME;
import static io.github.sparkndarray.expr.TypeRule.SAME_BOOL_AS_INT8;
import static io.github.sparkndarray.expr.TypeRule.SAME_NOT_BOOL;
import static io.github.sparkndarray.expr.TypeRule.SELECTION;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one table of elementwise operators. A row gives an operator's NumPy name (its own in lower
 * case), its number of arguments, its dtype rule and its Python symbol, if it has one. API, script
 * language, dtype inference, code generation, reference interpreter and tests all go by this table.
 */
public enum Operator {
  ADD(2, SAME, "+"),
  SUBTRACT(2, SAME_NOT_BOOL, "-"),
  MULTIPLY(2, SAME, "*"),
  DIVIDE(2, FLOATING, "/"),
  FLOOR_DIVIDE(2, SAME_BOOL_AS_INT8, "//"),
  REMAINDER(2, SAME_BOOL_AS_INT8, "%"),
  POWER(2, SAME_BOOL_AS_INT8, "**"),
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
  INVERT(1, BITWISE, "~"),

  ABSOLUTE(1, SAME),
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
  ARCSIN(1, FLOATING),
  ARCCOS(1, FLOATING),
  ARCTAN(1, FLOATING),
  ARCTAN2(2, FLOATING),
  HYPOT(2, FLOATING),
  FLOOR(1, SAME),
  CEIL(1, SAME),
  MINIMUM(2, SAME),
  MAXIMUM(2, SAME),
  WHERE(3, SELECTION),
  ISNAN(1, FLOATING_PREDICATE),
  ISFINITE(1, FLOATING_PREDICATE);

  private static final Map<String, Operator> BY_NAME =
      Stream.of(values()).collect(Collectors.toMap(Operator::numpyName, Function.identity()));

  private static final Set<Operator> TRANSCENDENTAL =
      EnumSet.of(
          POWER, CBRT, EXP, EXPM1, LOG, LOG1P, LOG2, LOG10, SIN, COS, TAN, SINH, COSH, TANH, ARCSIN,
          ARCCOS, ARCTAN, ARCTAN2, HYPOT);

  private final int arity;
  private final TypeRule typeRule;
  private final String symbol;

  Operator(int arity, TypeRule typeRule) {
    this(arity, typeRule, "");
  }

  Operator(int arity, TypeRule typeRule, String symbol) {
    this.arity = arity;
    this.typeRule = typeRule;
    this.symbol = symbol;
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

  /** Whether it takes many times as long as arithmetic; hypot and cbrt are counted among these. */
  public boolean isTranscendental() {
    return TRANSCENDENTAL.contains(this);
  }

  /** Python's operator symbol, or an empty string for what is only a function. */
  public String symbol() {
    return symbol;
  }

  /** The operator of a NumPy name; {@code abs} is NumPy's alias of {@code absolute}. */
  public static Optional<Operator> named(String numpyName) {
    return Optional.ofNullable(BY_NAME.get(numpyName.equals("abs") ? "absolute" : numpyName));
  }
}
