package io.github.sparkndarray.sql;

import java.util.Map;
import org.apache.spark.sql.catalyst.analysis.TypeCheckResult;
import org.apache.spark.sql.catalyst.expressions.Expression;
import scala.jdk.javaapi.CollectionConverters;

/** What analysis says of arguments that a function cannot take. */
final class TypeChecks {
  private static final String[] ORDINALS = {
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"
  };

  private TypeChecks() {}

  /** {@code DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE}. */
  static TypeCheckResult unexpected(int position, String required, Expression argument) {
    Map<String, String> parameters =
        Map.of(
            "paramIndex",
            position < ORDINALS.length ? ORDINALS[position] : Integer.toString(position + 1),
            "requiredType",
            required,
            "inputSql",
            '"' + argument.sql() + '"',
            "inputType",
            '"' + argument.dataType().sql() + '"');
    return new TypeCheckResult.DataTypeMismatch(
        "UNEXPECTED_INPUT_TYPE",
        scala.collection.immutable.Map.from(CollectionConverters.asScala(parameters)));
  }

  /** {@code DATATYPE_MISMATCH.TYPE_CHECK_FAILURE_WITH_HINT}. */
  static TypeCheckResult failure(String message) {
    return new TypeCheckResult.TypeCheckFailure(message);
  }
}
