package io.github.sparkndarray.script.function;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.dtype.WeakKind;
import io.github.sparkndarray.expr.Bits;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.ElementwiseFunctions;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.FloatParts;
import io.github.sparkndarray.expr.Operand;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Part;
import io.github.sparkndarray.script.value.Value;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Elementwise functions that are no operators but made of them. */
final class ElementwiseRows {
  private ElementwiseRows() {}

  static List<Function> rows() {
    return Stream.of(unary(), pairs(), rounding(), parts()).flatMap(List::stream).toList();
  }

  private static List<Function> unary() {
    return List.of(
        ofReal("deg2rad", ElementwiseFunctions::radians),
        ofReal("radians", ElementwiseFunctions::radians),
        ofReal("rad2deg", ElementwiseFunctions::degrees),
        ofReal("degrees", ElementwiseFunctions::degrees),
        of("exp2", ElementwiseFunctions::exp2),
        of("sinc", ElementwiseFunctions::sinc),
        ofReal("fabs", x -> Elementwise.of(Operator.ABSOLUTE, floating(x))),
        UfuncCall.unary(
            "frexp",
            x -> FloatParts.fraction(array(x.get(0))),
            x -> FloatParts.exponent(array(x.get(0)))),
        UfuncCall.unary(
            "modf",
            x -> FloatParts.afterPoint(array(x.get(0))),
            x -> FloatParts.beforePoint(array(x.get(0)))),
        of("spacing", FloatParts::spacing),
        of("bitwise_count", Bits::count),
        of("isposinf", x -> infinite(x, Operator.LOGICAL_NOT)),
        of("isneginf", x -> infinite(x, Operator.POSITIVE)));
  }

  private static Expr floating(Expr x) {
    return ElementwiseFunctions.floating(x);
  }

  /** As {@link #of}, with complex numbers refused. */
  private static Function ofReal(String name, UnaryOperator<Expr> function) {
    return of(
        name,
        x -> {
          ElementwiseFunctions.refuseComplex(name, x);
          return function.apply(x);
        });
  }

  private static Expr infinite(Expr x, Operator ofSign) {
    Expr sign = Elementwise.of(Operator.SIGNBIT, x);
    Expr wanted =
        ofSign == Operator.LOGICAL_NOT ? Elementwise.of(Operator.LOGICAL_NOT, sign) : sign;
    return Elementwise.of(Operator.LOGICAL_AND, Elementwise.of(Operator.ISINF, x), wanted);
  }

  private static List<Function> pairs() {
    return List.of(
        UfuncCall.binary("logaddexp", x -> ElementwiseFunctions.logAddExp(x.get(0), x.get(1))),
        UfuncCall.binary("logaddexp2", x -> ElementwiseFunctions.logAddExp2(x.get(0), x.get(1))),
        UfuncCall.binary(
            "float_power", x -> ElementwiseFunctions.floatPower(array(x.get(0)), array(x.get(1)))),
        UfuncCall.binary("ldexp", x -> FloatParts.scaled(array(x.get(0)), array(x.get(1)))),
        UfuncCall.binary(
            "divmod",
            x -> Elementwise.of(Operator.FLOOR_DIVIDE, x),
            x -> Elementwise.of(Operator.REMAINDER, x)));
  }

  private static List<Function> rounding() {
    return List.of(
        Function.of("round", "a, decimals=0, !out=None", ElementwiseRows::round, Place.NUMPY),
        Function.of("around", "a, decimals=0, !out=None", ElementwiseRows::round, Place.NUMPY),
        Function.of(
            "round", "a, decimals=0, !out=None", ElementwiseRows::round, Place.ARRAY_METHOD),
        Function.of(
            "clip",
            "a, a_min=None, a_max=None, !out=None, *, min=None, max=None",
            ElementwiseRows::clip,
            Place.NUMPY),
        Function.of(
            "clip",
            "a, min=None, max=None, !out=None",
            a -> clip(a, "min", "max"),
            Place.ARRAY_METHOD),
        Function.of(
            "nan_to_num",
            "x, !copy=True, nan=0, posinf=None, neginf=None",
            ElementwiseRows::nanToNum,
            Place.NUMPY));
  }

  private static Value round(BoundArguments a) {
    return computed(ElementwiseFunctions.round(a.expr("a"), a.integer("decimals")));
  }

  private static Value clip(BoundArguments a) {
    return clip(a, a.isNone("a_min") ? "min" : "a_min", a.isNone("a_max") ? "max" : "a_max");
  }

  private static Value clip(BoundArguments a, String lower, String upper) {
    Expr x = a.expr("a");
    return computed(ElementwiseFunctions.clip(x, bound(a, lower, x, -1), bound(a, upper, x, 1)));
  }

  /** A bound; null where there is none, or a Python int that no element of the dtype reaches. */
  private static @Nullable Operand bound(BoundArguments a, String name, Expr x, int side) {
    if (a.isNone(name)) {
      return null;
    }
    Operand bound = a.operand(name);
    boolean isBeyond =
        bound instanceof PythonScalar number
            && number.kind() == WeakKind.INT
            && x.dtype().isInteger()
            && number.whole().signum() == side
            && !number.fits(x.dtype());
    return isBeyond ? null : bound;
  }

  private static Value nanToNum(BoundArguments a) {
    return computed(
        ElementwiseFunctions.nanToNum(
            a.expr("x"),
            a.number("nan"),
            a.isNone("posinf") ? null : a.number("posinf"),
            a.isNone("neginf") ? null : a.number("neginf")));
  }

  /** What numbers are in the complex plane. */
  private static List<Function> parts() {
    return List.of(
        Function.of("real", "val", a -> a.array("val").view(Part.REAL), Place.NUMPY),
        Function.of("imag", "val", a -> Language.imag(a.array("val")), Place.NUMPY),
        Function.of("angle", "z, deg=False", ElementwiseRows::angle, Place.NUMPY),
        Function.of("real_if_close", "a, tol=100", ElementwiseRows::realIfClose, Place.NUMPY),
        of("conj", ElementwiseFunctions::conjugate),
        of("conjugate", ElementwiseFunctions::conjugate),
        Function.of("conj", "x", ElementwiseRows::conjugate, Place.ARRAY_METHOD),
        Function.of("conjugate", "x", ElementwiseRows::conjugate, Place.ARRAY_METHOD),
        Function.of(
            "iscomplexobj", "x", a -> Value.of(a.expr("x").dtype().isComplex()), Place.NUMPY),
        Function.of("isrealobj", "x", a -> Value.of(!a.expr("x").dtype().isComplex()), Place.NUMPY),
        Function.of("iscomplex", "x", a -> computed(isComplex(a)), Place.NUMPY),
        Function.of(
            "isreal",
            "x",
            a -> computed(Elementwise.of(Operator.LOGICAL_NOT, isComplex(a))),
            Place.NUMPY));
  }

  /** The real parts where no imaginary part is as large as so many steps between numbers at 1. */
  private static Value realIfClose(BoundArguments a) {
    ArrayValue given = a.array("a");
    if (!given.expr().dtype().isComplex()) {
      return given;
    }
    double tolerance = a.number("tol").real();
    boolean isSingle = given.expr().dtype() == DType.COMPLEX64;
    double most = tolerance > 1 ? tolerance * (isSingle ? Math.ulp(1f) : Math.ulp(1.0)) : tolerance;
    Expr size = Elementwise.of(Operator.ABSOLUTE, ElementwiseFunctions.imag(given.expr()));
    Expr isSmall = Elementwise.of(Operator.LESS, size, PythonScalar.of(most));
    Expr all = Reduce.of(Reduction.ALL, isSmall, null, false);
    return a.environment().compute(all).getBoolean(0) ? given.view(Part.REAL) : given;
  }

  private static Expr isComplex(BoundArguments a) {
    Expr imaginary = ElementwiseFunctions.imag(a.expr("x"));
    return Elementwise.of(Operator.NOT_EQUAL, imaginary, PythonScalar.of(0L));
  }

  private static Value angle(BoundArguments a) {
    Expr angle = ElementwiseFunctions.angle(a.expr("z"));
    return computed(a.bool("deg") ? ElementwiseFunctions.degrees(angle) : angle);
  }

  private static Value conjugate(BoundArguments a) {
    return computed(ElementwiseFunctions.conjugate(a.expr("x")));
  }

  private static Function of(String name, UnaryOperator<Expr> function) {
    return UfuncCall.unary(name, x -> function.apply(array(x.get(0))));
  }

  private static Expr array(Operand operand) {
    return operand instanceof PythonScalar number
        ? number.as(number.defaultDType())
        : (Expr) operand;
  }

  private static Value computed(Expr expr) {
    return ArrayValue.computed(expr);
  }
}
