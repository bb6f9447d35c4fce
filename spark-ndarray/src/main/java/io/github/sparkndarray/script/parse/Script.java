package io.github.sparkndarray.script.parse;

import io.github.sparkndarray.script.SourcePlace;
import io.github.sparkndarray.script.parse.NumPyScriptParser.StatementContext;
import java.util.List;
import org.antlr.v4.runtime.Token;

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
    /** Its first token. */
    Token first();

    /** Where it is, as far as that is in one line. */
    SourcePlace place();

    /** The line in which it begins, counted from 1. */
    default int line() {
      return first().getLine();
    }

    /** Its text in the script. */
    String text();
  }

  /**
   * One statement.
   *
   * @param silent whether a semicolon follows it, which keeps its value from being shown
   */
  public record Statement(String text, StatementContext tree, boolean silent) implements Step {
    @Override
    public Token first() {
      return tree.getStart();
    }

    @Override
    public SourcePlace place() {
      return Places.of(tree);
    }

    /** Whether it is a call of {@code print}. */
    public boolean isPrint() {
      return TreeShapes.isPrint(tree);
    }
  }

  /**
   * {@code %timeit} or {@code %%timeit}.
   *
   * @param setup what is run once, untimed, before each run
   * @param code what is timed
   */
  public record Timed(
      Token first, String text, TimeitOptions options, List<Statement> setup, List<Statement> code)
      implements Step {
    public Timed {
      setup = List.copyOf(setup);
      code = List.copyOf(code);
    }

    @Override
    public SourcePlace place() {
      return Places.of(first, first);
    }
  }
}
