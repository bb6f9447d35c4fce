package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.kernel.run.Simd;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one table of the code of elementwise operators: a row for each. A template has {@code $0 $1
 * $2} for its arguments; there is one for floating, integer and bool scalars each, one for floating
 * and integer vectors each, and one for the masks that bools are among vectors. An operator without
 * a vector template is computed in a scalar loop. A {@code call} is computed by a function over
 * whole tiles of floats.
 */
final class OperatorCode {
  private static final Map<Operator, OperatorCode> TABLE = new EnumMap<>(Operator.class);

  private @Nullable String real;
  private @Nullable String integer;
  private @Nullable String bool;
  private @Nullable String realVector;
  private @Nullable String intVector;
  private @Nullable String longVector;
  private @Nullable String mask;
  private @Nullable String call;

  private OperatorCode() {}

  static {
    row(Operator.ADD).number("($0 + $1)", "$0.add($1)").bool("($0 | $1)", "$0.or($1)");
    row(Operator.SUBTRACT).number("($0 - $1)", "$0.sub($1)");
    row(Operator.MULTIPLY)
        .number("($0 * $1)", "$0.mul($1)")
        .longVectorIfWide()
        .bool("($0 & $1)", "$0.and($1)");
    row(Operator.DIVIDE).real("($0 / $1)", "$0.div($1)");
    row(Operator.FLOOR_DIVIDE).number("Arithmetic.floorDivide($0, $1)");
    row(Operator.REMAINDER).number("Arithmetic.remainder($0, $1)");
    row(Operator.POWER).call("pow").integer("Arithmetic.power($0, $1)");
    row(Operator.NEGATIVE).real("(-$0)", "$0.neg()").integer("(-$0)", "$0.neg()");
    row(Operator.POSITIVE).number("$0", "$0");

    compare(Operator.EQUAL, "==", "EQ", "($0 == $1)", "$0.eq($1)");
    compare(Operator.NOT_EQUAL, "!=", "NE", "($0 != $1)", "$0.eq($1).not()");
    compare(Operator.LESS, "<", "LT", "(!$0 & $1)", "$1.andNot($0)");
    compare(Operator.LESS_EQUAL, "<=", "LE", "(!$0 | $1)", "$0.not().or($1)");
    compare(Operator.GREATER, ">", "GT", "($0 & !$1)", "$0.andNot($1)");
    compare(Operator.GREATER_EQUAL, ">=", "GE", "($0 | !$1)", "$1.not().or($0)");

    row(Operator.BITWISE_AND).integer("($0 & $1)", "$0.and($1)").bool("($0 & $1)", "$0.and($1)");
    row(Operator.BITWISE_OR).integer("($0 | $1)", "$0.or($1)").bool("($0 | $1)", "$0.or($1)");
    row(Operator.BITWISE_XOR)
        .integer("($0 ^ $1)", "$0.lanewise(VectorOperators.XOR, $1)")
        .bool("($0 ^ $1)", "$0.eq($1).not()");
    row(Operator.INVERT).integer("(~$0)", "$0.not()").bool("(!$0)", "$0.not()");

    row(Operator.LEFT_SHIFT).integer("Arithmetic.leftShift($0, $1)");
    row(Operator.RIGHT_SHIFT).integer("Arithmetic.rightShift($0, $1)");

    row(Operator.LOGICAL_AND).bool("($0 & $1)", "$0.and($1)");
    row(Operator.LOGICAL_OR).bool("($0 | $1)", "$0.or($1)");
    row(Operator.LOGICAL_XOR).bool("($0 ^ $1)", "$0.eq($1).not()");
    row(Operator.LOGICAL_NOT).bool("(!$0)", "$0.not()");

    row(Operator.ABSOLUTE).number("Math.abs($0)", "$0.abs()").longVectorIfWide().bool("$0", "$0");
    row(Operator.SQRT).real("(($T) Math.sqrt($0))", "$0.sqrt()");
    row(Operator.CBRT).call("cbrt");
    row(Operator.SQUARE).number("($0 * $0)", "$0.mul($0)").longVectorIfWide();
    row(Operator.EXP).call("exp");
    row(Operator.EXPM1).call("expm1");
    row(Operator.LOG).call("log");
    row(Operator.LOG1P).call("log1p");
    row(Operator.LOG2).call("log2");
    row(Operator.LOG10).call("log10");
    row(Operator.SIN).call("sin");
    row(Operator.COS).call("cos");
    row(Operator.TAN).call("tan");
    row(Operator.SINH).call("sinh");
    row(Operator.COSH).call("cosh");
    row(Operator.TANH).call("tanh");
    row(Operator.ARCSIN).call("arcsin");
    row(Operator.ARCCOS).call("arccos");
    row(Operator.ARCTAN).call("arctan");
    row(Operator.ARCTAN2).call("arctan2");
    row(Operator.ARCSINH).call("arcsinh");
    row(Operator.ARCCOSH).call("arccosh");
    row(Operator.ARCTANH).call("arctanh");
    row(Operator.HYPOT).call("hypot");
    row(Operator.FLOOR).real("(($T) Math.floor($0))").integer("$0", "$0").bool("$0", "$0");
    row(Operator.CEIL).real("(($T) Math.ceil($0))").integer("$0", "$0").bool("$0", "$0");
    row(Operator.TRUNC).real("Arithmetic.trunc($0)").integer("$0", "$0").bool("$0", "$0");
    row(Operator.RINT).real("(($T) Math.rint($0))");
    row(Operator.SIGN).number("Arithmetic.sign($0)");
    row(Operator.RECIPROCAL).real("(1 / $0)").integer("Arithmetic.reciprocal($0)");
    row(Operator.COPYSIGN).real("Math.copySign($0, $1)");
    row(Operator.NEXTAFTER).real("Math.nextAfter($0, (double) $1)");
    row(Operator.HEAVISIDE).real("Arithmetic.heaviside($0, $1)");
    row(Operator.FMOD).real("($0 % $1)").integer("Arithmetic.fmod($0, $1)");
    row(Operator.GCD).integer("Arithmetic.gcd($0, $1)");
    row(Operator.LCM).integer("Arithmetic.lcm($0, $1)");
    // NumPy: a where a < b or a is NaN, else b.
    row(Operator.MINIMUM)
        .real(
            "Arithmetic.minimum($0, $1)",
            "$1.blend($0, $0.compare(VectorOperators.LT, $1)"
                + ".or($0.compare(VectorOperators.NE, $0)))")
        .integer("Math.min($0, $1)", "$1.blend($0, $0.compare(VectorOperators.LT, $1))")
        .bool("($0 & $1)", "$0.and($1)");
    row(Operator.MAXIMUM)
        .real(
            "Arithmetic.maximum($0, $1)",
            "$1.blend($0, $0.compare(VectorOperators.GT, $1)"
                + ".or($0.compare(VectorOperators.NE, $0)))")
        .integer("Math.max($0, $1)", "$1.blend($0, $0.compare(VectorOperators.GT, $1))")
        .bool("($0 | $1)", "$0.or($1)");
    // A number beside NaN: the number. Of zeros the second, as NumPy's vectors have it.
    row(Operator.FMIN)
        .real(
            "Arithmetic.fmin($0, $1)",
            "$1.blend($0, $0.compare(VectorOperators.LT, $1)"
                + ".or($1.compare(VectorOperators.NE, $1)))")
        .integer("Math.min($0, $1)", "$1.blend($0, $0.compare(VectorOperators.LT, $1))")
        .bool("($0 & $1)", "$0.and($1)");
    row(Operator.FMAX)
        .real(
            "Arithmetic.fmax($0, $1)",
            "$1.blend($0, $0.compare(VectorOperators.GT, $1)"
                + ".or($1.compare(VectorOperators.NE, $1)))")
        .integer("Math.max($0, $1)", "$1.blend($0, $0.compare(VectorOperators.GT, $1))")
        .bool("($0 | $1)", "$0.or($1)");
    row(Operator.WHERE)
        .number("($0 ? $1 : $2)", "$2.blend($1, $0)")
        .bool("($0 ? $1 : $2)", "$0.and($1).or($2.andNot($0))");
    row(Operator.ISNAN).real("($0 != $0)", "$0.compare(VectorOperators.NE, $0)");
    row(Operator.ISFINITE).real("($0 - $0 == 0)", "$0.sub($0).compare(VectorOperators.EQ, ($T) 0)");
    row(Operator.ISINF)
        .real(
            "($0 - $0 != 0 && $0 == $0)",
            "$0.abs().compare(VectorOperators.EQ, ($T) Double.POSITIVE_INFINITY)");
    row(Operator.SIGNBIT).real("Arithmetic.signbit($0)");
  }

  private static OperatorCode row(Operator operator) {
    OperatorCode row = new OperatorCode();
    TABLE.put(operator, row);
    return row;
  }

  private static void compare(
      Operator operator, String symbol, String vector, String bool, String mask) {
    row(operator)
        .number("($0 " + symbol + " $1)", "$0.compare(VectorOperators." + vector + ", $1)")
        .bool(bool, mask);
  }

  private OperatorCode number(String scalar) {
    real = scalar;
    integer = scalar;
    return this;
  }

  private OperatorCode number(String scalar, String vector) {
    return real(scalar, vector).integer(scalar, vector);
  }

  private OperatorCode real(String scalar) {
    real = scalar;
    return this;
  }

  private OperatorCode real(String scalar, String vector) {
    real = scalar;
    realVector = vector;
    return this;
  }

  private OperatorCode integer(String scalar) {
    integer = scalar;
    return this;
  }

  private OperatorCode integer(String scalar, String vector) {
    integer = scalar;
    intVector = vector;
    longVector = vector;
    return this;
  }

  /**
   * Vectors of less than 512 bits have no such instruction on 64-bit integers, and emulation is
   * slower than scalar code.
   */
  private OperatorCode longVectorIfWide() {
    if (Simd.lanes64() < 8) {
      longVector = null;
    }
    return this;
  }

  private OperatorCode bool(String scalar, String vector) {
    bool = scalar;
    mask = vector;
    return this;
  }

  private OperatorCode call(String function) {
    call = function;
    return this;
  }

  static OperatorCode of(Operator operator) {
    OperatorCode row = TABLE.get(operator);
    if (row == null) {
      throw NDArrayException.of(ErrorCode.INTERNAL, "no code for operator %s", operator);
    }
    return row;
  }

  /** The function that computes this over a tile of the given dtype, or null. */
  @Nullable String call(DType compute) {
    return compute.isFloat() ? call : null;
  }

  /** Whether there is a vector form for the given dtype. */
  boolean hasVector(DType compute) {
    return vectorTemplate(compute) != null;
  }

  private @Nullable String vectorTemplate(DType compute) {
    return switch (compute) {
      case FLOAT64, FLOAT32 -> realVector;
      case INT64 -> longVector;
      case INT32 -> intVector;
      default -> mask;
    };
  }

  /** The expression over vectors; an argument that is a bool is a mask. */
  String vector(DType compute, List<String> arguments) {
    return fill(vectorTemplate(compute), compute, arguments);
  }

  /** The expression over Java scalars. */
  String scalar(DType compute, List<String> arguments) {
    String template = compute.isFloat() ? real : compute == DType.BOOL ? bool : integer;
    return fill(template, compute, arguments);
  }

  private static String fill(@Nullable String template, DType compute, List<String> arguments) {
    if (template == null) {
      throw NDArrayException.of(ErrorCode.INTERNAL, "no code for dtype %s", compute);
    }
    String text = template.replace("$T", ScalarDialect.javaType(compute));
    for (int i = 0; i < arguments.size(); i++) {
      text = text.replace("$" + i, arguments.get(i));
    }
    return text;
  }
}
