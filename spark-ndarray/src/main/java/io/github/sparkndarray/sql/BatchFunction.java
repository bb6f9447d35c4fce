package io.github.sparkndarray.sql;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.frame.FrameErrors;
import io.github.sparkndarray.frame.FrameErrors.Condition;
import io.github.sparkndarray.frame.InternalRows;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * An expression over the rows of a partition, some thousand at a time: a column of numbers is an
 * array of shape {@code (rows,)}, one of arrays of shape {@code (rows, length)}. What it gives has
 * the shape {@code (rows, …)}. A row without a value, or with a null element in it, has no result;
 * rows whose arrays have other lengths than those before begin another batch. How many rows a batch
 * has is not defined, so that an expression should not mix rows.
 *
 * <pre>{@code
 * NDFunctions.batch("sqrt(((x[:, None] - C) ** 2).sum(-1))", "x").with("C", centroids)
 *     .addTo(points, "distances");
 * }</pre>
 *
 * <p>Immutable: each step returns a new function.
 */
public final class BatchFunction {
  /** Lengths of arrays that are tried while none are known, besides those of the constants. */
  private static final List<Long> LENGTHS = List.of(3L, 2L, 4L, 8L, 16L, 64L, 1L);

  /** No other extent of an expression is likely to be this number of rows. */
  private static final long ROWS = 4099;

  private final String expression;
  private final List<String> columns;
  private final Map<String, HostArray> constants;

  BatchFunction(String expression, List<String> columns, Map<String, HostArray> constants) {
    this.expression = expression;
    this.columns = columns;
    this.constants = constants;
  }

  /** The function with a constant of shape {@code (n,)}, which all tasks get. */
  public BatchFunction with(String name, double... values) {
    return with(name, HostArray.ofDoubles(Shape.of(values.length), values));
  }

  /** The function with a constant of shape {@code (m, n)}; all rows must be equally long. */
  public BatchFunction with(String name, double[][] rows) {
    int width = rows.length == 0 ? 0 : rows[0].length;
    if (Arrays.stream(rows).anyMatch(row -> row.length != width)) {
      throw FrameErrors.of(
          Condition.ND_RAGGED_VECTORS, "Cannot use %s: its rows have different lengths", name);
    }
    double[] all = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    return with(name, HostArray.ofDoubles(Shape.of(rows.length, width), all));
  }

  private BatchFunction with(String name, HostArray value) {
    Map<String, HostArray> more = new HashMap<>(constants);
    more.put(name, value);
    return new BatchFunction(expression, columns, more);
  }

  /**
   * The table with the results as one more column, or in the place of the column of that name.
   *
   * @throws RuntimeException an {@code AnalysisException} for columns that are missing or have no
   *     numbers, and for an expression that makes no sense for them
   */
  public Dataset<Row> addTo(Dataset<Row> table, String name) {
    StructType schema = table.schema();
    List<BatchOperand> operands = new ArrayList<>();
    for (String column : columns) {
      operands.add(BatchOperand.of(table, column));
    }
    Expr typical = typical(operands);
    DataType type = SqlTypes.of(typical.dtype(), typical.shape().rank() - 1);
    String result = Arrays.asList(schema.fieldNames()).contains(name) ? "__" + name : name;
    BatchRows rows = new BatchRows(expression, operands, constants, typical.dtype());
    Dataset<Row> added =
        InternalRows.toDataFrame(
            table.sparkSession(),
            InternalRows.of(table).mapPartitions(rows.work()),
            schema.add(result, type, true));
    return result.equals(name)
        ? added
        : added.withColumn(name, added.col("`" + result + "`")).drop(result);
  }

  /** The result for a made-up number of rows: its dtype and axes are those of all. */
  private Expr typical(List<BatchOperand> operands) {
    Set<Long> lengths = new LinkedHashSet<>();
    for (HostArray constant : constants.values()) {
      for (long extent : constant.shape().extents()) {
        lengths.add(extent);
      }
    }
    lengths.addAll(LENGTHS);
    NDArrayException first = null;
    for (long length : lengths) {
      Map<String, Expr> values = new HashMap<>();
      for (BatchOperand operand : operands) {
        values.put(operand.name(), operand.typical(ROWS, length));
      }
      try {
        return requireRows(BatchRows.evaluate(expression, values, constants));
      } catch (NDArrayException e) {
        first = first == null ? e : first;
      }
    }
    throw FrameErrors.causedBy(
        first,
        Condition.ND_INVALID_ARGUMENT,
        "Cannot compute %s for batches of rows: %s",
        expression,
        first == null ? "" : first.getMessage());
  }

  private Expr requireRows(Expr result) {
    boolean hasRows = result.shape().rank() > 0 && result.shape().extent(0) == ROWS;
    if (!hasRows || result.shape().rank() > 3) {
      throw FrameErrors.of(
          Condition.ND_INVALID_ARGUMENT,
          "Cannot give each row its part of %s: the result for %d rows has the shape %s, and its"
              + " first axis must be that of the rows",
          expression,
          ROWS,
          result.shape());
    }
    return result;
  }
}
