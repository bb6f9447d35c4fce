package io.github.sparkndarray.frame;

import io.github.sparkndarray.frame.FrameErrors.Condition;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.RowOrdering;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;

/** The columns of tables by their very names, whatever characters those have. */
public final class TableColumns {
  private TableColumns() {}

  /**
   * A column of a table.
   *
   * @throws org.apache.spark.sql.AnalysisException where there is none of this name
   */
  public static StructField field(Dataset<Row> table, String name) {
    return Arrays.stream(table.schema().fields())
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                FrameErrors.of(
                    Condition.UNRESOLVED_COLUMN,
                    "Cannot find the column '%s': there are only %s",
                    name,
                    Arrays.toString(table.columns())));
  }

  /** A column by which rows can be in order. */
  public static StructField ordered(Dataset<Row> table, String name) {
    StructField field = field(table, name);
    if (!RowOrdering.isOrderable(field.dataType())) {
      throw FrameErrors.of(
          Condition.ND_WRONG_TYPE,
          "Cannot rank rows by '%s', which is %s: its values have no order",
          name,
          field.dataType().simpleString());
    }
    return field;
  }

  /**
   * By what rows are in order: their id, then all else they have that can be compared, so that
   * equal ids have an order.
   */
  static List<StructField> inOrder(Dataset<Row> table, String id) {
    StructField first = ordered(table, id);
    return Stream.concat(
            Stream.of(first),
            Arrays.stream(table.schema().fields())
                .filter(f -> !f.equals(first) && RowOrdering.isOrderable(f.dataType())))
        .toList();
  }

  /** A column by its very name. */
  static Column quoted(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
  }
}
