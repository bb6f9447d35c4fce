package io.github.sparkndarray.script.value;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.ArrayArchive;
import io.github.sparkndarray.expr.PythonScalar;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What an expression of a script is worth. */
public sealed interface Value
    permits ArrayValue,
        Formatted,
        RandomStream,
        Value.Archive,
        Value.ArchiveView,
        Value.Attributes,
        Value.Callable,
        Value.Ellipsis,
        Value.ElementType,
        Value.Grid,
        Value.Module,
        Value.None,
        Value.Scalar,
        Value.Sequence,
        Value.Slice,
        Value.Text {

  /** Python's name of this value's type, as its error messages have it. */
  String typeName();

  /** {@code None}. */
  Value NONE = new None();

  static Value of(long value) {
    return new Scalar(PythonScalar.of(value));
  }

  static Value of(double value) {
    return new Scalar(PythonScalar.of(value));
  }

  /** A complex number. */
  static Value of(double real, double imaginary) {
    return new Scalar(PythonScalar.of(real, imaginary));
  }

  static Value of(boolean value) {
    return new Scalar(PythonScalar.of(value));
  }

  /** {@code None}. */
  record None() implements Value {
    @Override
    public String typeName() {
      return "NoneType";
    }
  }

  /** {@code ...}. */
  record Ellipsis() implements Value {
    @Override
    public String typeName() {
      return "ellipsis";
    }
  }

  /** A Python {@code bool}, {@code int}, {@code float} or {@code complex}. */
  record Scalar(PythonScalar scalar) implements Value {
    @Override
    public String typeName() {
      return switch (scalar.kind()) {
        case BOOL -> "bool";
        case INT -> "int";
        case FLOAT -> "float";
        case COMPLEX -> "complex";
      };
    }
  }

  /** A Python {@code str}. */
  record Text(String text) implements Value {
    @Override
    public String typeName() {
      return "str";
    }
  }

  /** A tuple or a list. */
  record Sequence(Kind kind, List<Value> items) implements Value {
    /** Which of Python's two. */
    public enum Kind {
      TUPLE,
      LIST
    }

    public Sequence {
      items = List.copyOf(items);
    }

    public static Sequence tuple(List<Value> items) {
      return new Sequence(Kind.TUPLE, items);
    }

    public static Sequence list(List<Value> items) {
      return new Sequence(Kind.LIST, items);
    }

    /** A tuple of ints: a shape, strides. */
    public static Sequence tuple(long... items) {
      return tuple(Arrays.stream(items).mapToObj(Value::of).toList());
    }

    @Override
    public String typeName() {
      return kind == Kind.TUPLE ? "tuple" : "list";
    }
  }

  /** {@code a:b:c} between brackets; what was left out is {@code None}. */
  record Slice(Value start, Value stop, Value step) implements Value {
    @Override
    public String typeName() {
      return "slice";
    }
  }

  /** A dtype, as {@code x.dtype} gives it. */
  record ElementType(DType dtype) implements Value {
    @Override
    public String typeName() {
      return "numpy.dtypes." + dtype.className() + "DType";
    }
  }

  /**
   * A value that is nothing but its attributes: what {@code np.finfo} gives.
   *
   * @param shown the names of those that it is printed with, in their order
   */
  record Attributes(String typeName, Map<String, Value> values, List<String> shown)
      implements Value {
    public Attributes {
      values = Map.copyOf(values);
      shown = List.copyOf(shown);
    }

    /** The values that it is printed with, in the order of their names. */
    public List<Value> shownValues() {
      return shown.stream().map(name -> Objects.requireNonNull(values.get(name))).toList();
    }
  }

  /** The arrays in an npz file. */
  record Archive(ArrayArchive arrays) implements Value {
    @Override
    public String typeName() {
      return "NpzFile";
    }

    /** An array by its name, or by that of its file. */
    public Optional<Value> get(String key) {
      return nameOf(key).map(name -> ArrayValue.array(arrays.array(name)));
    }

    /** The name of the array that a key means. */
    private Optional<String> nameOf(String key) {
      String name = key.endsWith(".npy") ? key.substring(0, key.length() - 4) : key;
      return Stream.of(key, name).filter(arrays.names()::contains).findFirst();
    }

    /** Whether a key means an array. */
    public boolean has(Value key) {
      return key instanceof Text text && nameOf(text.text()).isPresent();
    }

    /** The names of the arrays. */
    public Sequence names() {
      return Sequence.list(arrays.names().stream().map(name -> (Value) new Text(name)).toList());
    }
  }

  /**
   * What an npz file has, one after the other: {@code z.keys()}.
   *
   * @param typeName Python's name for it: {@code KeysView}
   */
  record ArchiveView(String typeName, Archive archive, Sequence items) implements Value {}

  /**
   * {@code np.mgrid} or {@code np.ogrid}, which make coordinates of slices.
   *
   * @param open whether the coordinates of each axis have no other one
   */
  record Grid(boolean open) implements Value {
    @Override
    public String typeName() {
      return open ? "OGridClass" : "MGridClass";
    }
  }

  /** {@code np}, {@code np.random} or {@code nd}. */
  record Module(String name) implements Value {
    @Override
    public String typeName() {
      return "module";
    }
  }

  /** What can be called: a function, a method of a value, a type. */
  non-sealed interface Callable extends Value {
    /** The name as errors have it, without parentheses. */
    String name();

    Value call(Arguments arguments, Environment environment);

    @Override
    default String typeName() {
      return "builtin_function_or_method";
    }
  }
}
