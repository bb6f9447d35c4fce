package io.github.sparkndarray.arrow.format;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.util.Locale;

/**
 * The {@code descr} of an npy header: NumPy's array-protocol spelling of a dtype, for example
 * {@code <f8}.
 *
 * @param bigEndian the byte order; false for dtypes of one byte, which have none
 * @see <a href="https://numpy.org/doc/stable/reference/arrays.interface.html">The array
 *     interface</a>
 */
record NpyDescr(DType dtype, boolean bigEndian) {

  /** Reads the text of a descr string; {@code name} is the file's, for errors. */
  static NpyDescr parse(String name, String descr) {
    boolean ordered = !descr.isEmpty() && "<>=|".indexOf(descr.charAt(0)) >= 0;
    String code = ordered ? descr.substring(1) : descr;
    DType dtype =
        switch (code) {
          case "b1", "?" -> DType.BOOL;
          case "i1" -> DType.INT8;
          case "i2" -> DType.INT16;
          case "i4" -> DType.INT32;
          case "i8" -> DType.INT64;
          case "u1" -> DType.UINT8;
          case "u2" -> DType.UINT16;
          case "u4" -> DType.UINT32;
          case "u8" -> DType.UINT64;
          case "f4" -> DType.FLOAT32;
          case "f8" -> DType.FLOAT64;
          case "c8" -> DType.COMPLEX64;
          case "c16" -> DType.COMPLEX128;
          default -> throw refused(name, descr, code);
        };
    return new NpyDescr(dtype, descr.charAt(0) == '>' && dtype.itemSize() > 1);
  }

  /** The refusal of a dtype that is not a plain number, by NumPy's name for it. */
  private static NDArrayException refused(String name, String descr, String code) {
    if (code.startsWith("O")) {
      return NDArrayException.of(
          ErrorCode.UNSUPPORTED,
          "Cannot read %s: it holds Python objects (dtype object), which only Python can load; save"
              + " it again as numbers, for example np.save(path, x.astype(np.float64))",
          name);
    }
    return NDArrayException.of(
        ErrorCode.UNSUPPORTED,
        "Cannot read %s: its dtype is %s (descr '%s'); arrays are of bool, integers, floats of 32"
            + " and 64 bits, or complex numbers",
        name,
        numpyName(code),
        descr);
  }

  /** Structured dtypes have a list or tuple for a descr. */
  static NDArrayException structured(String name, String descr) {
    return NDArrayException.of(
        ErrorCode.UNSUPPORTED,
        "Cannot read %s: its dtype is structured (descr %s); save each field as an array of its"
            + " own",
        name,
        descr);
  }

  private static String numpyName(String code) {
    String size = code.isEmpty() ? "" : code.substring(1);
    return switch (code.isEmpty() ? ' ' : code.charAt(0)) {
      case 'f' -> "float" + bits(size);
      case 'c' -> "complex" + bits(size);
      case 'S', 'a' -> "bytes";
      case 'U' -> "str";
      case 'M' -> "datetime64" + size.substring(Math.min(1, size.length()));
      case 'm' -> "timedelta64" + size.substring(Math.min(1, size.length()));
      case 'V' -> "void";
      default -> "unknown";
    };
  }

  private static String bits(String bytes) {
    return bytes.matches("[0-9]{1,3}")
        ? String.format(Locale.ROOT, "%d", 8 * Integer.parseInt(bytes))
        : bytes;
  }

  /** NumPy's own spelling, as {@code dtype.str} has it. */
  String text() {
    char order = dtype.itemSize() == 1 ? '|' : bigEndian ? '>' : '<';
    char kind =
        switch (dtype.kind()) {
          case BOOL -> 'b';
          case SIGNED -> 'i';
          case UNSIGNED -> 'u';
          case FLOAT -> 'f';
          case COMPLEX -> 'c';
        };
    return "" + order + kind + dtype.itemSize();
  }
}
