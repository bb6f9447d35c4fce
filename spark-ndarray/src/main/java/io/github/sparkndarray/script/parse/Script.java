package io.github.sparkndarray.script.parse;

import io.github.sparkndarray.script.parse.NumPyScriptParser.StatementContext;
import java.util.List;

/**
 * A script that was found to be in the language.
 *
 * @param file how errors name it
 * @param cells what {@code # %%} lines part it into; one where there are none
 */
public record Script(String file, List<Cell> cells) {

  public Script {
    cells = List.copyOf(cells);
  }

  /** The steps between two {@code # %%} lines. */
  public record Cell(List<Step> steps) {
    public Cell {
      steps = List.copyOf(steps);
    }
  }

  /** What is run, timed and reported as one. */
  public sealed interface Step {
    /** The line in which it begins, counted from 1. */
    int line();

    /** Its text in the script. */
    String text();
  }

  /**
   * One statement.
   *
   * @param silent whether a semicolon follows it, which keeps its value from being shown
   */
  public record Statement(int line, String text, StatementContext tree, boolean silent)
      implements Step {}

  /**
   * {@code %timeit} or {@code %%timeit}.
   *
   * @param setup what is run once, untimed, before each run
   * @param code what is timed
   */
  public record Timed(
      int line, String text, TimeitOptions options, List<Statement> setup, List<Statement> code)
      implements Step {
    public Timed {
      setup = List.copyOf(setup);
      code = List.copyOf(code);
    }
  }
}
