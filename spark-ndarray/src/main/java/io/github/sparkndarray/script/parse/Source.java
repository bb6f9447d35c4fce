package io.github.sparkndarray.script.parse;

import io.github.sparkndarray.script.ScriptSyntaxException;
import io.github.sparkndarray.script.SourcePlace;
import org.antlr.v4.runtime.Token;

/** The text of a script, for errors that show a line of it. */
record Source(String file, String text) {

  ScriptSyntaxException error(Token at, String problem) {
    return error(at.getLine(), at.getCharPositionInLine() + 1, problem);
  }

  /** An error at a line and a column, both counted from 1. */
  ScriptSyntaxException error(int line, int column, String problem) {
    SourcePlace place = new SourcePlace(line, column, 1, Places.lineOf(text, line));
    return new ScriptSyntaxException(file, place, problem);
  }
}
