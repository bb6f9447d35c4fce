package io.github.sparkndarray.script.parse;

import io.github.sparkndarray.script.ScriptSyntaxException;
import org.antlr.v4.runtime.Token;

/** The text of a script, for errors that show a line of it. */
record Source(String file, String text) {

  ScriptSyntaxException error(Token at, String problem) {
    return error(at.getLine(), at.getCharPositionInLine() + 1, problem);
  }

  /** An error at a line and a column, both counted from 1. */
  ScriptSyntaxException error(int line, int column, String problem) {
    String[] lines = text.split("\r?\n", -1);
    String sourceLine = line <= lines.length ? lines[line - 1] : "";
    return new ScriptSyntaxException(file, line, column, problem, sourceLine);
  }
}
