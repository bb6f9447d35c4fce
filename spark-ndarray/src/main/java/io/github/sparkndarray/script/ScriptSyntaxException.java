package io.github.sparkndarray.script;

import io.github.sparkndarray.error.ErrorCode;
import java.util.List;

/** Text that is not in the language: {@code FILE:LINE:COLUMN: message}. */
public final class ScriptSyntaxException extends ScriptException {
  private static final long serialVersionUID = 1L;

  private final int column;
  private final String sourceLine;

  /**
   * An error at a place in a script.
   *
   * @param line the line, counted from 1
   * @param column the column, counted from 1
   * @param sourceLine the text of that line
   */
  public ScriptSyntaxException(
      String file, int line, int column, String problem, String sourceLine) {
    super(ErrorCode.SYNTAX, file + ":" + line + ":" + column, line, problem, null);
    this.column = column;
    this.sourceLine = sourceLine;
  }

  /** The column, counted from 1. */
  public int column() {
    return column;
  }

  /** The line of the script, and under it a caret below the column. */
  public List<String> excerpt() {
    StringBuilder caret = new StringBuilder();
    for (int i = 0; i < column - 1; i++) {
      caret.append(i < sourceLine.length() && sourceLine.charAt(i) == '\t' ? '\t' : ' ');
    }
    return List.of(sourceLine, caret.append('^').toString());
  }
}
