package io.github.sparkndarray.cli;

import io.github.sparkndarray.execution.KernelSources;
import io.github.sparkndarray.plan.explain.ExplainFormat;
import io.github.sparkndarray.plan.explain.JsonRenderer;
import io.github.sparkndarray.plan.explain.PlanDescription;
import io.github.sparkndarray.plan.explain.StatementPlan;
import io.github.sparkndarray.plan.explain.SvgRenderer;
import io.github.sparkndarray.plan.explain.TextRenderer;
import io.github.sparkndarray.plan.physical.PhysicalPlan;
import io.github.sparkndarray.script.parse.Script.Step;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints plans in one of the forms there are. Those of a script's statements are printed one after
 * another for reading, but make one JSON document and one picture.
 */
final class PlanPrinter {
  private final ExplainFormat format;
  private final PrintStream out;
  private final List<StatementPlan> document = new ArrayList<>();

  PlanPrinter(ExplainFormat format, PrintStream out) {
    this.format = format;
    this.out = out;
  }

  /**
   * Prints the plan of an expression.
   *
   * @param description what is to be said of it
   */
  void print(PhysicalPlan plan, PlanDescription description) {
    print(
        switch (format) {
          case TEXT -> TextRenderer.render(description);
          case JSON -> JsonRenderer.render(description);
          case SVG -> SvgRenderer.render(description);
          case CODEGEN -> KernelSources.of(plan);
        });
  }

  /** Adds the plan of a statement. */
  void add(Step statement, PhysicalPlan plan, PlanDescription description) {
    StatementPlan added = new StatementPlan(statement.line(), statement.text(), description);
    switch (format) {
      case TEXT, CODEGEN -> {
        out.println("# " + added.heading());
        print(plan, description);
      }
      case JSON, SVG -> document.add(added);
    }
  }

  /** Prints what was added and is one document. */
  void finish() {
    switch (format) {
      case TEXT, CODEGEN -> {}
      case JSON -> print(JsonRenderer.render(document));
      case SVG -> print(SvgRenderer.render(document));
    }
  }

  private void print(String text) {
    out.println(text.stripTrailing());
  }
}
