package io.github.sparkndarray.script.parse;

import io.github.sparkndarray.script.ScriptSyntaxException;
import io.github.sparkndarray.script.parse.NumPyScriptParser.CellMarkContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.CellTimeitContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.LineContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.LineTimeitContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.PlainLineContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.StatementContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.StatementsContext;
import io.github.sparkndarray.script.parse.Script.Cell;
import io.github.sparkndarray.script.parse.Script.Statement;
import io.github.sparkndarray.script.parse.Script.Step;
import io.github.sparkndarray.script.parse.Script.Timed;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Interval;
import org.antlr.v4.runtime.tree.ParseTreeWalker;
import org.jspecify.annotations.Nullable;

/** Reads a script, or refuses it at the first place that is not in the language. */
public final class ScriptParser {
  private final Source source;
  private final List<Cell> cells = new ArrayList<>();
  private List<Step> steps = new ArrayList<>();
  private @Nullable TimedCell timedCell;

  private ScriptParser(Source source) {
    this.source = source;
  }

  /**
   * Reads a script.
   *
   * @param file how errors name it
   * @throws ScriptSyntaxException at the first place that is not in the language
   */
  public static Script parse(String file, String text) {
    Source source = new Source(file, text);
    try {
      NumPyScriptLexer lexer = new NumPyScriptLexer(CharStreams.fromString(text + "\n", file));
      SyntaxErrors errors = new SyntaxErrors(source);
      lexer.removeErrorListeners();
      lexer.addErrorListener(errors);
      CommonTokenStream tokens = new CommonTokenStream(lexer);
      tokens.fill();
      errors.matchBrackets(tokens.getTokens());
      NumPyScriptParser parser = new NumPyScriptParser(tokens);
      parser.removeErrorListeners();
      parser.addErrorListener(errors);
      ScriptParser builder = new ScriptParser(source);
      for (LineContext line : parser.script().line()) {
        ParseTreeWalker.DEFAULT.walk(new LanguageCheck(source), line);
        builder.add(line);
      }
      builder.endCell();
      return new Script(file, builder.cells);
    } catch (StackOverflowError e) {
      throw source.error(1, 1, "Cannot read an expression that is nested this deeply");
    }
  }

  private void add(LineContext line) {
    if (line instanceof CellMarkContext) {
      endCell();
    } else if (line instanceof CellTimeitContext timeit) {
      beginTimedCell(timeit);
    } else if (line instanceof LineTimeitContext timeit) {
      if (timedCell != null) {
        throw source.error(timeit.getStart(), "%timeit cannot be used in a %%timeit cell");
      }
      steps.add(
          new Timed(
              timeit.LINE_TIMEIT().getSymbol(),
              textOf(timeit),
              options(timeit.LINE_TIMEIT().getSymbol()),
              List.of(),
              statements(timeit.statements())));
    } else if (line instanceof PlainLineContext plain) {
      (timedCell == null ? steps : timedCell.code).addAll(statements(plain.statements()));
    }
  }

  private void beginTimedCell(CellTimeitContext timeit) {
    Token magic = timeit.CELL_TIMEIT().getSymbol();
    if (timedCell != null || !steps.isEmpty()) {
      throw source.error(
          magic, "%%timeit must be the first line of its cell; cells begin with a line '# %%'");
    }
    List<Statement> setup =
        timeit.statements() == null ? List.of() : statements(timeit.statements());
    timedCell = new TimedCell(magic, options(magic), setup, new ArrayList<>());
  }

  private void endCell() {
    TimedCell timed = timedCell;
    if (timed != null) {
      if (timed.code.isEmpty()) {
        throw source.error(timed.magic, "%%timeit has no statements to time in its cell");
      }
      steps.add(
          new Timed(timed.magic, "%%timeit", timed.options, timed.setup, statementsOf(timed)));
    }
    if (!steps.isEmpty()) {
      cells.add(new Cell(steps));
    }
    steps = new ArrayList<>();
    timedCell = null;
  }

  private static List<Statement> statementsOf(TimedCell timed) {
    return timed.code.stream().map(Statement.class::cast).toList();
  }

  private List<Statement> statements(StatementsContext context) {
    List<Statement> statements = new ArrayList<>();
    List<StatementContext> trees = context.statement();
    for (int i = 0; i < trees.size(); i++) {
      StatementContext tree = trees.get(i);
      boolean silent = i == trees.size() - 1 && context.endsSilently != null;
      statements.add(new Statement(textOf(tree), tree, silent));
    }
    return statements;
  }

  private TimeitOptions options(Token magic) {
    Integer loops = TimeitOptions.DEFAULT.loops();
    int runs = TimeitOptions.DEFAULT.runs();
    // "%timeit -n10 -r 3" in parts: "%timeit", "n10", "r 3".
    String[] parts = magic.getText().split("[ \\t]-", -1);
    for (int i = 1; i < parts.length; i++) {
      String number = parts[i].substring(1).strip();
      boolean known = number.matches("[0-9]{1,9}") && Integer.parseInt(number) > 0;
      if (known && parts[i].charAt(0) == 'n') {
        loops = Integer.valueOf(number);
      } else if (known && parts[i].charAt(0) == 'r') {
        runs = Integer.parseInt(number);
      } else {
        throw source.error(
            magic, "%timeit has the options -n LOOPS and -r RUNS, not -" + parts[i].strip());
      }
    }
    return new TimeitOptions(loops, runs);
  }

  private static String textOf(ParserRuleContext context) {
    CharStream input = context.getStart().getInputStream();
    Interval interval =
        Interval.of(context.getStart().getStartIndex(), context.getStop().getStopIndex());
    return input.getText(interval).strip();
  }

  /** A {@code %%timeit} cell whose end has not been seen. */
  private record TimedCell(
      Token magic, TimeitOptions options, List<Statement> setup, List<Step> code) {}
}
