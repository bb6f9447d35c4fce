package io.github.sparkndarray.script;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import org.jspecify.annotations.Nullable;

/** An error with its place in a script: {@code FILE:LINE: message}. */
public class ScriptException extends NDArrayException {
  private static final long serialVersionUID = 1L;

  private final int line;

  public ScriptException(
      ErrorCode code, String place, int line, String problem, @Nullable Throwable cause) {
    super(code, place + ": " + problem, cause);
    this.line = line;
  }

  /** The error of the statement that begins in a line, counted from 1. */
  public static ScriptException inStatement(String file, int line, NDArrayException cause) {
    return new ScriptException(cause.code(), file + ":" + line, line, cause.getMessage(), cause);
  }

  /** The same error without its place, for a surface that has shown only one expression. */
  public final NDArrayException withoutPlace() {
    return getCause() instanceof NDArrayException cause ? cause : this;
  }

  /** The line of the statement, counted from 1. */
  public final int line() {
    return line;
  }
}
