package io.github.sparkndarray.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;

/**
 * NumPy expressions as columns, for {@code select}, {@code withColumn} and {@code filter} from Java
 * and Scala. Sessions need {@link NDArrayExtensions}, which they find by themselves where this
 * library is on the class path.
 *
 * <pre>{@code
 * df.withColumn("distance", NDFunctions.udf("sqrt(((a - b) ** 2).sum(-1))", "a", "b"));
 * df.filter(NDFunctions.udf("(abs(x) < 3).all()", "x"));
 * NDFunctions.batch("x / sqrt((x ** 2).sum(0))", "x").addTo(df, "scaled");
 * }</pre>
 */
public final class NDFunctions {
  private NDFunctions() {}

  /**
   * The value of an expression for each row.
   *
   * @param expression over columns, which are numbers, arrays, or arrays of arrays
   * @param columns the names of the columns, and what they are called in the expression
   * @return a column whose type is known, and whose mistakes are found, when a query with it is
   *     analysed
   */
  public static Column udf(String expression, String... columns) {
    return udf(expression, named(columns));
  }

  /** As {@link #udf(String, String...)}, over other columns by the names they have here. */
  public static Column udf(String expression, Map<String, Column> operands) {
    List<Column> fields = new ArrayList<>();
    operands.forEach(
        (name, column) -> {
          fields.add(functions.lit(name));
          fields.add(column);
        });
    return functions.call_function(
        EvalFunction.NAME,
        functions.lit(expression),
        functions.named_struct(fields.toArray(Column[]::new)));
  }

  /**
   * An expression over many rows at once: rows are the first axis of each operand and of the
   * result, whose first axis gives each row its own part.
   *
   * @param columns the names of the columns, and what they are called in the expression
   */
  public static BatchFunction batch(String expression, String... columns) {
    return new BatchFunction(expression, List.of(columns), Map.of());
  }

  private static Map<String, Column> named(String... columns) {
    Map<String, Column> operands = new LinkedHashMap<>();
    for (String column : columns) {
      operands.put(column, functions.col(column));
    }
    return operands;
  }
}
