package io.github.sparkndarray.frame;

import io.github.sparkndarray.dtype.DType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which columns hold the numbers of a row's vector.
 *
 * @param columns one numeric column for each element, or a single column of arrays or of bytes
 * @param inOneColumn whether a single column holds the whole vector
 * @param dtype what the bytes of a binary column are, little-endian; null for float64
 * @param nullsAreNaN whether a missing number becomes NaN instead of an error
 */
public record Features(
    List<String> columns, boolean inOneColumn, @Nullable DType dtype, boolean nullsAreNaN) {
  public Features {
    columns = List.copyOf(columns);
  }

  /** A numeric column for each element. */
  public static Features columns(List<String> columns) {
    return new Features(columns, false, null, false);
  }

  /** One column of arrays, nested ones for more axes, or of little-endian bytes. */
  public static Features column(String column) {
    return new Features(List.of(column), true, null, false);
  }

  /** Bytes are of this dtype. */
  public Features ofDType(DType bytes) {
    return new Features(columns, inOneColumn, NumberTypes.requireSparks(bytes), nullsAreNaN);
  }

  /** How errors call the columns. */
  String label() {
    return "column " + String.join(", ", columns);
  }

  /** Missing numbers become NaN. */
  public Features withNullsAsNaN() {
    return new Features(columns, inOneColumn, dtype, true);
  }
}
