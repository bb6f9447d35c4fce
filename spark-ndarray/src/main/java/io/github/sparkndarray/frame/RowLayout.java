package io.github.sparkndarray.frame;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.dtype.Promotion;
import io.github.sparkndarray.frame.FrameErrors.Condition;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * How the numbers of a vector lie in a row's consecutive columns, all of one type.
 *
 * @param dtype of the numbers
 * @param form in what columns they are
 * @param first the first of these columns
 * @param count how many columns, or how many axes nested arrays have
 */
public record RowLayout(DType dtype, Form form, int first, int count) implements Serializable {

  enum Form {
    COLUMNS,
    ARRAY,
    BINARY
  }

  /** Columns whose values are the vectors' numbers, and how these lie in them. */
  record Selection(List<Column> columns, RowLayout layout) {}

  /**
   * What to select of a table.
   *
   * @param first where the selected columns will be
   */
  static Selection select(Dataset<Row> table, Features features, int first) {
    if (features.columns().isEmpty()) {
      throw FrameErrors.of(
          Condition.ND_INVALID_ARGUMENT, "Cannot make vectors of no columns: name at least one");
    }
    List<StructField> fields =
        features.columns().stream().map(c -> TableColumns.field(table, c)).toList();
    return features.inOneColumn()
        ? oneColumn(fields.get(0), features, first)
        : severalColumns(fields, features, first);
  }

  private static Selection severalColumns(List<StructField> fields, Features features, int first) {
    DType dtype = null;
    for (StructField field : fields) {
      DType own =
          NumberTypes.dtype(field.dataType())
              .orElseThrow(() -> wrongType(field, "columns of a vector are numeric"));
      dtype = dtype == null ? own : Promotion.promote(dtype, own);
    }
    DType common = withNaN(dtype == null ? DType.FLOAT64 : dtype, features);
    DataType type = NumberTypes.sparkType(common);
    // What needs no conversion stays as it is, so that its columns can be read in batches.
    List<Column> columns = new ArrayList<>();
    for (StructField field : fields) {
      Column column = TableColumns.quoted(field.name());
      columns.add(field.dataType().equals(type) ? column : column.cast(type));
    }
    return new Selection(columns, new RowLayout(common, Form.COLUMNS, first, fields.size()));
  }

  private static Selection oneColumn(StructField field, Features features, int first) {
    Column column = TableColumns.quoted(field.name());
    if (field.dataType() instanceof BinaryType) {
      DType bytes = features.dtype() == null ? DType.FLOAT64 : features.dtype();
      return new Selection(List.of(column), new RowLayout(bytes, Form.BINARY, first, 1));
    }
    int depth = 0;
    DataType element = field.dataType();
    while (element instanceof ArrayType array) {
      element = array.elementType();
      depth++;
    }
    Optional<DType> known = NumberTypes.dtype(element);
    if (depth == 0 || known.isEmpty()) {
      throw wrongType(field, "a column of vectors has arrays of numbers, or bytes");
    }
    DType dtype = withNaN(known.get(), features);
    DataType wanted = NumberTypes.sparkType(dtype);
    DataType nested = wanted;
    for (int axis = 0; axis < depth; axis++) {
      nested = DataTypes.createArrayType(nested);
    }
    return new Selection(
        List.of(element.equals(wanted) ? column : column.cast(nested)),
        new RowLayout(dtype, Form.ARRAY, first, depth));
  }

  private static DType withNaN(DType dtype, Features features) {
    return features.nullsAreNaN() && !dtype.isFloat() ? DType.FLOAT64 : dtype;
  }

  private static RuntimeException wrongType(StructField field, String rule) {
    return FrameErrors.of(
        Condition.ND_WRONG_TYPE,
        "Cannot take numbers from the column '%s', which is %s: %s",
        field.name(),
        field.dataType().simpleString(),
        rule);
  }
}
