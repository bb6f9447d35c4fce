package io.github.sparkndarray.script.function;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.dtype.Promotion;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Constant;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Operand;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Conversions;
import io.github.sparkndarray.script.value.ScalarType;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Axes;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** What dtypes become together, and what they can hold. */
final class DTypeFunctions {
  private DTypeFunctions() {}

  static List<Function> rows() {
    return List.of(
        numpy("result_type", "*arrays_and_dtypes", DTypeFunctions::resultType),
        numpy("promote_types", "type1, type2", DTypeFunctions::promoteTypes),
        numpy("can_cast", "from_, to, casting='safe'", DTypeFunctions::canCast),
        numpy("isdtype", "dtype, kind", DTypeFunctions::isDType),
        numpy("finfo", "dtype", DTypeFunctions::finfo),
        numpy("iinfo", "dtype", DTypeFunctions::iinfo),
        numpy("ndim", "a", a -> Value.of(a.expr("a").shape().rank())),
        numpy("shape", "a", a -> Value.Sequence.tuple(a.expr("a").shape().extents())),
        numpy("size", "a, axis=None", DTypeFunctions::size));
  }

  private static Function numpy(String name, String signature, Function.Body body) {
    return Function.of(name, signature, body, Place.NUMPY);
  }

  private static boolean isType(Value value) {
    return value instanceof Value.ElementType
        || value instanceof ScalarType
        || value instanceof Value.Text;
  }

  private static Value resultType(BoundArguments a) {
    List<Value> given = a.rest("arrays_and_dtypes");
    if (given.isEmpty()) {
      throw NDArrayException.of(ErrorCode.VALUE, "at least one array or dtype is required");
    }
    List<Operand> operands =
        given.stream()
            .map(
                value ->
                    isType(value)
                        ? (Operand) PythonScalar.of(0L).as(Conversions.toDType(value))
                        : Conversions.toOperand(value, a.environment()))
            .toList();
    return new Value.ElementType(Elementwise.promote(operands));
  }

  private static Value promoteTypes(BoundArguments a) {
    return new Value.ElementType(
        Promotion.promote(
            Conversions.toDType(a.value("type1")), Conversions.toDType(a.value("type2"))));
  }

  private static Value canCast(BoundArguments a) {
    Value given = a.value("from_");
    if (given instanceof Value.Scalar) {
      throw NDArrayException.of(
          ErrorCode.DTYPE,
          "can_cast() does not support Python ints, floats, and complex because the result used to"
              + " depend on the value.");
    }
    DType from =
        given instanceof ArrayValue array ? array.expr().dtype() : Conversions.toDType(given);
    return Value.of(casts(from, Conversions.toDType(a.value("to")), a.text("casting")));
  }

  /**
   * Whether one of NumPy's rules lets a dtype be converted.
   *
   * @throws NDArrayException for a rule that NumPy does not have
   */
  static boolean casts(DType from, DType to, String casting) {
    return switch (casting) {
      case "no", "equiv" -> from == to;
      case "safe" -> Promotion.canCastSafely(from, to);
      case "same_kind" ->
          Promotion.canCastSafely(from, to) || from.kind().compareTo(to.kind()) <= 0;
      case "unsafe" -> true;
      default ->
          throw NDArrayException.of(
              ErrorCode.VALUE,
              "casting must be one of 'no', 'equiv', 'safe', 'same_kind', 'unsafe' (got '%s')",
              casting);
    };
  }

  private static Value isDType(BoundArguments a) {
    DType dtype = Conversions.toDType(a.value("dtype"));
    List<Value> kinds =
        a.value("kind") instanceof Value.Sequence tuple ? tuple.items() : List.of(a.value("kind"));
    return Value.of(kinds.stream().anyMatch(kind -> isOfKind(dtype, kind)));
  }

  private static boolean isOfKind(DType dtype, Value kind) {
    if (!(kind instanceof Value.Text text)) {
      return dtype == Conversions.toDType(kind);
    }
    return switch (text.text()) {
      case "bool" -> dtype == DType.BOOL;
      case "integral" -> dtype.isInteger();
      case "signed integer" -> dtype.kind() == DType.Kind.SIGNED;
      case "unsigned integer" -> dtype.kind() == DType.Kind.UNSIGNED;
      case "complex floating" -> dtype.isComplex();
      case "real floating" -> dtype.isFloat();
      case "numeric" -> dtype != DType.BOOL;
      default ->
          throw NDArrayException.of(
              ErrorCode.VALUE,
              "kind argument is a string, but '%s' is not a known kind name.",
              text.text());
    };
  }

  private static DType dtypeOf(BoundArguments a) {
    return a.value("dtype") instanceof ArrayValue array
        ? array.expr().dtype()
        : Conversions.toDType(a.value("dtype"));
  }

  private static Value finfo(BoundArguments a) {
    DType dtype = dtypeOf(a).part();
    if (!dtype.isFloat()) {
      throw NDArrayException.of(ErrorCode.VALUE, "data type <class 'numpy.%s'> not inexact", dtype);
    }
    boolean narrow = dtype == DType.FLOAT32;
    double greatest = narrow ? Float.MAX_VALUE : Double.MAX_VALUE;
    double normal = narrow ? Float.MIN_NORMAL : Double.MIN_NORMAL;
    double smallest = narrow ? Float.MIN_VALUE : Double.MIN_VALUE;
    return new Value.Attributes(
        "finfo",
        Map.of(
            "bits", Value.of(narrow ? 32 : 64),
            "eps", scalar(dtype, narrow ? Math.ulp(1f) : Math.ulp(1.0)),
            "max", scalar(dtype, greatest),
            "min", scalar(dtype, -greatest),
            "tiny", scalar(dtype, normal),
            "smallest_normal", scalar(dtype, normal),
            "smallest_subnormal", scalar(dtype, smallest),
            "precision", Value.of(narrow ? 6 : 15),
            "resolution", scalar(dtype, narrow ? 1e-6f : 1e-15),
            "dtype", new Value.ElementType(dtype)),
        List.of("resolution", "min", "max", "dtype"));
  }

  private static Value scalar(DType dtype, double value) {
    return ArrayValue.computed(Constant.of(dtype, value));
  }

  private static Value iinfo(BoundArguments a) {
    DType dtype = dtypeOf(a);
    if (!dtype.isInteger()) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "Invalid integer data type '%s'.", dtype == DType.BOOL ? "b" : "f");
    }
    int bits = 8 * dtype.itemSize();
    boolean isSigned = dtype.kind() == DType.Kind.SIGNED;
    BigInteger above = BigInteger.ONE.shiftLeft(isSigned ? bits - 1 : bits);
    Value max = new Value.Scalar(PythonScalar.of(above.subtract(BigInteger.ONE)));
    return new Value.Attributes(
        "iinfo",
        Map.of(
            "bits",
            Value.of(bits),
            "max",
            max,
            "min",
            Value.of(isSigned ? -1L << (bits - 1) : 0),
            "dtype",
            new Value.ElementType(dtype)),
        List.of("min", "max", "dtype"));
  }

  private static Value size(BoundArguments a) {
    var shape = a.expr("a").shape();
    return Value.of(
        a.isNone("axis")
            ? shape.size()
            : shape.extent(Axes.normalize(a.axis("axis"), shape.rank())));
  }
}
