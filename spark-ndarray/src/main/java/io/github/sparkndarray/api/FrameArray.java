package io.github.sparkndarray.api;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Stored;
import io.github.sparkndarray.frame.Features;
import io.github.sparkndarray.frame.FrameReader;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * A DataFrame that is to become an array: say what its ids and missing numbers are, then which
 * columns have the numbers. Immutable: each step returns a new one. The DataFrame must have the
 * same rows in the same order each time it is computed; {@code persist} it where that is not so.
 *
 * <p>Mistakes are Spark's {@code AnalysisException}s: columns that are not there or have no
 * numbers, missing numbers, vectors of different lengths, ids that are not unique.
 */
public final class FrameArray {
  private final NDContext context;
  private final Dataset<Row> table;
  private final @Nullable String index;
  private final @Nullable DType bytes;
  private final boolean nullsAreNaN;

  FrameArray(NDContext context, Dataset<Row> table) {
    this(context, table, null, null, false);
  }

  private FrameArray(
      NDContext context,
      Dataset<Row> table,
      @Nullable String index,
      @Nullable DType bytes,
      boolean nullsAreNaN) {
    this.context = context;
    this.table = table;
    this.index = index;
    this.bytes = bytes;
    this.nullsAreNaN = nullsAreNaN;
  }

  /**
   * The column with the rows' ids, each of which is there once. They stay beside the rows through
   * whatever is computed: {@link NDArray#toDataFrame()} has ids where it would have indices.
   */
  public FrameArray index(String column) {
    return new FrameArray(context, table, column, bytes, nullsAreNaN);
  }

  /** What the numbers in a column of bytes are, for example {@code float32}. */
  public FrameArray dtype(String name) {
    return new FrameArray(context, table, index, DType.named(name), nullsAreNaN);
  }

  /**
   * Missing numbers become NaN instead of an error, and integers float64 for it.
   *
   * @param nan {@code Double.NaN}; nothing else is possible
   */
  public FrameArray nulls(double nan) {
    if (!Double.isNaN(nan)) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "Cannot use %s for missing numbers: it takes NaN; use na().fill()", nan);
    }
    return new FrameArray(context, table, index, bytes, true);
  }

  /**
   * The array of shape {@code (rows, columns)} of some numeric columns, whose dtypes are promoted
   * to one.
   */
  public NDArray columns(String... names) {
    return read(Features.columns(List.of(names)));
  }

  /**
   * The array of shape {@code (rows, n)} of a column of arrays of n numbers; {@code (rows, m, n)}
   * of nested arrays, and so on. A column of bytes has n little-endian numbers, float64 unless
   * {@link #dtype} says otherwise.
   */
  public NDArray column(String name) {
    return read(Features.column(name));
  }

  private NDArray read(Features features) {
    Features typed = bytes == null ? features : features.ofDType(bytes);
    Features wanted = nullsAreNaN ? typed.withNullsAsNaN() : typed;
    return context.of(new Stored(FrameReader.read(table, wanted, index)));
  }
}
