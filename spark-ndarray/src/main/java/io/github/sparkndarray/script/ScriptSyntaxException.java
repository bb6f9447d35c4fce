package io.github.sparkndarray.script;

import io.github.sparkndarray.error.ErrorCode;

/** Text that is not in the language: {@code FILE:LINE:COLUMN: message}. */
public final class ScriptSyntaxException extends ScriptException {
  private static final long serialVersionUID = 1L;

  /** An error at a place in a script. */
  public ScriptSyntaxException(String file, SourcePlace place, String problem) {
    super(
        ErrorCode.SYNTAX,
        file + ":" + place.line() + ":" + place.column(),
        place.line(),
        place,
        problem,
        null);
  }
}
