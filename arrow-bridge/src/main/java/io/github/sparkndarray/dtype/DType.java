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
  FLOAT64("float64", Kind.FLOAT, 8);

  /** The families of dtypes, in the order of promotion. */
  public enum Kind {
    BOOL,
    UNSIGNED,
    SIGNED,
    FLOAT
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

  public boolean isFloat() {
    return kind == Kind.FLOAT;
  }

  /** Whether this is a signed or unsigned integer type; bool is not. */
  public boolean isInteger() {
    return kind == Kind.SIGNED || kind == Kind.UNSIGNED;
  }

  /** Whether arrays of this dtype can be computed with, and not only named and promoted. */
  public boolean isComputable() {
    return switch (this) {
      case BOOL, INT32, INT64, FLOAT32, FLOAT64 -> true;
      case INT8, INT16, UINT8, UINT16, UINT32, UINT64 -> false;
    };
  }

  /** Returns this dtype, or fails when arrays of it cannot be computed with. */
  public DType requireComputable() {
    if (!isComputable()) {
      throw NDArrayException.of(
          ErrorCode.UNSUPPORTED,
          "Cannot compute with dtype %s: arrays are bool, int32, int64, float32 or float64;"
              + " convert the data first",
          numpyName);
    }
    return this;
  }

  /**
   * The dtype of a NumPy name; {@code int} and {@code float} mean the 64-bit types, as in Python.
   *
   * @throws NDArrayException with NumPy's words when there is no such dtype
   */
  public static DType named(String name) {
    String wanted =
        switch (name) {
          case "int" -> "int64";
          case "float", "double" -> "float64";
          case "bool_" -> "bool";
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
