package io.github.sparkndarray.script;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An error with its place in a script: {@code FILE:LINE: message}. */
public class ScriptException extends NDArrayException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final SourcePlace place;

  ScriptException(
      ErrorCode code,
      String prefix,
      int line,
      SourcePlace place,
      String problem,
      @Nullable Throwable cause) {
    super(code, prefix + ": " + problem, cause);
    this.line = line;
    this.place = place;
  }

  /**
   * The error of a statement.
   *
   * @param line the line in which the statement begins, counted from 1
   * @param place what of it is wrong
   */
  public static ScriptException inStatement(
      String file, int line, SourcePlace place, NDArrayException cause) {
    return new ScriptException(
        cause.code(), file + ":" + line, line, place, cause.getMessage(), cause);
  }

  /** The same error without its place, for a surface that has shown only one expression. */
  public final NDArrayException withoutPlace() {
    return getCause() instanceof NDArrayException cause ? cause : this;
  }

  /** The line of the statement, counted from 1. */
  public final int line() {
    return line;
  }

  /**
   * Where the mistake is, which may be in a later line than the one that its statement begins in.
   */
  public final SourcePlace place() {
    return place;
  }

  /** The line of the script, and under it carets below the mistake. */
  public final List<String> excerpt() {
    return place.excerpt();
  }
}
