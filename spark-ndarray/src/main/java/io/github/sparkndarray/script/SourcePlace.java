package io.github.sparkndarray.script;

import java.io.Serializable;
import java.util.List;

/**
 * A place in the text of a script, within one line.
 *
 * @param line the line, counted from 1
 * @param column the first column, counted from 1
 * @param length how many columns it has, at least 1
 * @param sourceLine the text of the line
 */
public record SourcePlace(int line, int column, int length, String sourceLine)
    implements Serializable {

  /** The line of the script, and under it carets below the place. */
  public List<String> excerpt() {
    StringBuilder carets = new StringBuilder();
    for (int i = 0; i < column - 1; i++) {
      carets.append(i < sourceLine.length() && sourceLine.charAt(i) == '\t' ? '\t' : ' ');
    }
    return List.of(sourceLine, carets.append("^".repeat(length)).toString());
  }
}
