package io.github.sparkndarray.dtype;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;

/** The element types of arrays, named as NumPy names them. */
public enum DType {
  BOOL("bool", Kind.BOOL, 1),
  INT8("int8", Kind.SIGNED, 1),
  INT16("int16", Kind.SIGNED, 2),
  INT32("int32", Kind.SIGNED, 4),
  INT64("int64", Kind.SIGNED, 8),
  UINT8("uint8", Kind.UNSIGNED, 1),
  UINT16("uint16", Kind.UNSIGNED, 2),
  UINT32("uint32", Kind.UNSIGNED, 4),
  UINT64("uint64", Kind.UNSIGNED, 8),
  FLOAT32("float32", Kind.FLOAT, 4),
  FLOAT64("float64", Kind.FLOAT, 8),
  COMPLEX64("complex64", Kind.COMPLEX, 8),
  COMPLEX128("complex128", Kind.COMPLEX, 16);

  /** The families of dtypes, in the order of promotion. */
  public enum Kind {
    BOOL,
    UNSIGNED,
    SIGNED,
    FLOAT,
    COMPLEX
  }

  private final String numpyName;
  private final Kind kind;
  private final int itemSize;

  DType(String numpyName, Kind kind, int itemSize) {
    this.numpyName = numpyName;
    this.kind = kind;
    this.itemSize = itemSize;
  }

  /** NumPy's name, for example {@code float64}. */
  public String numpyName() {
    return numpyName;
  }

  public Kind kind() {
    return kind;
  }

  /** The size of one element in bytes; a bool takes one byte, as in NumPy. */
  public int itemSize() {
    return itemSize;
  }

  /** NumPy's letter for the kind: {@code dtype.kind}. */
  public String kindLetter() {
    return switch (kind) {
      case BOOL -> "b";
      case UNSIGNED -> "u";
      case SIGNED -> "i";
      case FLOAT -> "f";
      case COMPLEX -> "c";
    };
  }

  public boolean isFloat() {
    return kind == Kind.FLOAT;
  }

  public boolean isComplex() {
    return kind == Kind.COMPLEX;
  }

  /** Whether this is a real or complex floating-point type. */
  public boolean isInexact() {
    return isFloat() || isComplex();
  }

  /** The dtype of the real and of the imaginary part; of what is not complex the dtype itself. */
  public DType part() {
    return this == COMPLEX64 ? FLOAT32 : this == COMPLEX128 ? FLOAT64 : this;
  }

  /**
   * The complex dtype whose parts hold the values of this one: complex64 for float32, and for what
   * float32 holds in NumPy's promotion, else complex128.
   */
  public DType complex() {
    boolean isNarrow = this == COMPLEX64 || this == FLOAT32 || (!isInexact() && itemSize <= 2);
    return isNarrow ? COMPLEX64 : COMPLEX128;
  }

  /** Whether this is a signed or unsigned integer type; bool is not. */
  public boolean isInteger() {
    return kind == Kind.SIGNED || kind == Kind.UNSIGNED;
  }

  /**
   * The dtype in which values of this one are computed with: itself for bool, int32, int64, float32
   * and float64, which Java and its vectors have, else the signed integer type of 32 bits that
   * holds all its values, or of 64 bits. Only uint64 is not held as it is, but as its 64 bits.
   * Complex numbers are computed with as two arrays, of the dtype of their parts.
   */
  public DType computed() {
    return switch (this) {
      case BOOL, INT32, INT64, FLOAT32, FLOAT64 -> this;
      case INT8, INT16, UINT8, UINT16 -> INT32;
      case UINT32, UINT64 -> INT64;
      case COMPLEX64, COMPLEX128 -> part();
    };
  }

  /** Whether values are stored in another form than that in which they are computed with. */
  public boolean isOnlyStored() {
    return computed() != this;
  }

  /** The low bits of an integer as this integer type reads them; of uint64 all 64 bits. */
  public long wrap(long value) {
    return switch (this) {
      case BOOL -> value != 0 ? 1 : 0;
      case INT8 -> (byte) value;
      case INT16 -> (short) value;
      case INT32 -> (int) value;
      case UINT8 -> value & 0xff;
      case UINT16 -> value & 0xffff;
      case UINT32 -> value & 0xffff_ffffL;
      case INT64, UINT64, FLOAT32, FLOAT64, COMPLEX64, COMPLEX128 -> value;
    };
  }

  /** Whether an integer is a value of this integer type. */
  public boolean holds(long value) {
    return wrap(value) == value && !(this == UINT64 && value < 0);
  }

  /** The name as classes have it: {@code Float64}, {@code UInt8}. */
  public String className() {
    return (kind == Kind.UNSIGNED ? "UI" : name().substring(0, 1))
        + numpyName.substring(kind == Kind.UNSIGNED ? 2 : 1);
  }

  /**
   * The dtype of a NumPy name; {@code int} and {@code float} mean the 64-bit types, and {@code
   * complex} complex128, as in Python.
   *
   * @throws NDArrayException with NumPy's words when there is no such dtype
   */
  public static DType named(String name) {
    String wanted =
        switch (name.replaceFirst("^[<=|]", "")) {
          case "int", "int_", "intp", "i8", "l", "q" -> "int64";
          case "float", "double", "f8", "d" -> "float64";
          case "complex", "cdouble", "c16", "D" -> "complex128";
          case "csingle", "c8", "F" -> "complex64";
          case "single", "f4", "f" -> "float32";
          case "bool_", "b1", "?" -> "bool";
          case "byte", "i1", "b" -> "int8";
          case "short", "i2", "h" -> "int16";
          case "intc", "i4", "i" -> "int32";
          case "ubyte", "u1", "B" -> "uint8";
          case "ushort", "u2", "H" -> "uint16";
          case "uintc", "u4", "I" -> "uint32";
          case "uint", "uintp", "u8", "L", "Q" -> "uint64";
          default -> name;
        };
    for (DType dtype : values()) {
      if (dtype.numpyName.equals(wanted)) {
        return dtype;
      }
    }
    throw NDArrayException.of(ErrorCode.DTYPE, "data type '%s' not understood", name);
  }

  @Override
  public String toString() {
    return numpyName;
  }
}
