package io.github.sparkndarray.script.value;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.dtype.Promotion;
import io.github.sparkndarray.dtype.WeakKind;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Complex;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.script.value.Value.Scalar;
import io.github.sparkndarray.script.value.Value.Sequence;
import io.github.sparkndarray.shape.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Nested lists and tuples of numbers and arrays, as NumPy makes arrays of them. */
public final class ArrayLiterals {
  private final List<PythonScalar> elements = new ArrayList<>();
  private final List<ArrayValue> arrays = new ArrayList<>();
  private final Map<ArrayValue, HostArray> computed = new IdentityHashMap<>();
  private @Nullable DType promoted;

  private ArrayLiterals() {}

  /** The array with the dtype that NumPy infers. */
  public static Expr of(Sequence nested, Environment environment) {
    return of(nested, Optional.empty(), environment);
  }

  /**
   * The array with the given dtype, or the one NumPy infers.
   *
   * @throws NDArrayException in NumPy's words for ragged lists and values that do not fit
   */
  public static Expr of(Sequence nested, Optional<DType> dtype, Environment environment) {
    ArrayLiterals literal = new ArrayLiterals();
    List<Long> extents = shape(nested);
    literal.find(nested, 0, extents);
    literal.compute(environment);
    literal.collect(nested);
    DType inferred = literal.promoted == null ? DType.FLOAT64 : literal.promoted;
    Shape shape = Shape.of(extents.stream().mapToLong(Long::longValue).toArray());
    return Complex.literal(literal.fill(dtype.orElse(inferred), shape));
  }

  /** The extents along the first items; whether the others agree is checked later. */
  private static List<Long> shape(Value value) {
    List<Long> extents = new ArrayList<>();
    Value first = value;
    while (first instanceof Sequence sequence) {
      extents.add((long) sequence.items().size());
      if (sequence.items().isEmpty()) {
        return extents;
      }
      first = sequence.items().get(0);
    }
    if (first instanceof ArrayValue array) {
      Arrays.stream(array.expr().shape().extents()).forEach(extents::add);
    }
    return extents;
  }

  /** Checks that a value has the extents from {@code depth} on, and notes the arrays in it. */
  private void find(Value value, int depth, List<Long> extents) {
    List<Long> rest = extents.subList(depth, extents.size());
    if (value instanceof Sequence sequence) {
      if (rest.isEmpty() || rest.get(0) != sequence.items().size()) {
        throw ragged(extents.subList(0, depth));
      }
      sequence.items().forEach(item -> find(item, depth + 1, extents));
    } else if (value instanceof ArrayValue array) {
      if (!rest.equals(Arrays.stream(array.expr().shape().extents()).boxed().toList())) {
        throw ragged(extents.subList(0, depth));
      }
      arrays.add(array);
      promote(array.expr().dtype());
    } else if (value instanceof Scalar scalar) {
      if (!rest.isEmpty()) {
        throw ragged(extents.subList(0, depth));
      }
      promote(scalar.scalar().defaultDType());
    } else {
      throw NDArrayException.of(
          ErrorCode.DTYPE,
          "Cannot make an array of values of type '%s': its elements are bool, int, float or"
              + " complex",
          value.typeName());
    }
  }

  private static NDArrayException ragged(List<Long> detected) {
    Shape shape = Shape.of(detected.stream().mapToLong(Long::longValue).toArray());
    return NDArrayException.of(
        ErrorCode.VALUE,
        "setting an array element with a sequence. The requested array has an inhomogeneous shape"
            + " after %d dimensions. The detected shape was %s + inhomogeneous part.",
        shape.rank(),
        shape);
  }

  private void promote(DType dtype) {
    promoted = promoted == null ? dtype : Promotion.promote(promoted, dtype);
  }

  private void compute(Environment environment) {
    if (arrays.isEmpty()) {
      return;
    }
    List<HostArray> values =
        environment.host().compute(arrays.stream().map(ArrayValue::expr).toList());
    for (int i = 0; i < values.size(); i++) {
      computed.put(arrays.get(i), values.get(i));
    }
  }

  private void collect(Value value) {
    if (value instanceof Sequence sequence) {
      sequence.items().forEach(this::collect);
    } else if (value instanceof Scalar scalar) {
      elements.add(scalar.scalar());
    } else if (value instanceof ArrayValue array) {
      HostArray values = computed.get(array);
      for (int i = 0; values != null && i < values.size(); i++) {
        elements.add(Conversions.element(values, i));
      }
    }
  }

  private HostArray fill(DType dtype, Shape shape) {
    HostArray array = HostArray.allocate(dtype, shape);
    ByteBuffer buffer = array.writableBuffer();
    for (PythonScalar element : elements) {
      switch (dtype) {
        case BOOL -> buffer.put((byte) (element.isTrue() ? 1 : 0));
        case INT8, UINT8 -> buffer.put((byte) integer(element, dtype));
        case INT16, UINT16 -> buffer.putShort((short) integer(element, dtype));
        case INT32, UINT32 -> buffer.putInt((int) integer(element, dtype));
        case INT64, UINT64 -> buffer.putLong(integer(element, dtype));
        case FLOAT32 -> buffer.putFloat((float) real(element));
        case FLOAT64 -> buffer.putDouble(real(element));
        case COMPLEX64 ->
            buffer.putFloat((float) element.real()).putFloat((float) element.imaginary());
        case COMPLEX128 -> buffer.putDouble(element.real()).putDouble(element.imaginary());
      }
    }
    return array;
  }

  private static double real(PythonScalar element) {
    if (element.isComplex()) {
      throw NDArrayException.of(
          ErrorCode.DTYPE, "float() argument must be a string or a real number, not 'complex'");
    }
    return element.real();
  }

  private static long integer(PythonScalar element, DType dtype) {
    if (element.isComplex()) {
      throw NDArrayException.of(
          ErrorCode.DTYPE,
          "int() argument must be a string, a bytes-like object or a real number, not 'complex'");
    }
    if (element.kind() == WeakKind.FLOAT) {
      if (Double.isNaN(element.real())) {
        throw NDArrayException.of(ErrorCode.VALUE, "cannot convert float NaN to integer");
      }
      return (long) element.real();
    }
    if (!element.fits(dtype)) {
      throw element.outOfBounds(dtype);
    }
    return element.whole().longValue();
  }
}
