package io.github.sparkndarray.cli;

import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.script.ScriptException;
import org.apache.spark.sql.AnalysisException;

/** Errors as one line for people. */
final class ErrorText {
  private ErrorText() {}

  /** {@code FILE:LINE: message} where a script has failed, the program's name elsewhere. */
  static String line(NDArrayException error) {
    String message = error.getMessage().replaceAll("\\s*\\R\\s*", " ");
    return error instanceof ScriptException ? message : "spark-ndarray: " + message;
  }

  /** A mistake in a query, as Spark tells of it. */
  static String line(AnalysisException error) {
    return "spark-ndarray: " + String.valueOf(error.getMessage()).lines().findFirst().orElse("");
  }

  /** A defect, or something that the machine refused. */
  static String unexpected(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage() == null ? "" : ": " + root.getMessage();
    return "spark-ndarray: Cannot go on: "
        + root.getClass().getSimpleName()
        + message.lines().findFirst().orElse("")
        + " (--verbose shows where)";
  }
}
