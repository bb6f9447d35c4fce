package io.github.sparkndarray.cli;

import io.github.sparkndarray.execution.KernelSources;
import io.github.sparkndarray.plan.explain.Describer;
import io.github.sparkndarray.plan.explain.ExplainFormat;
import io.github.sparkndarray.plan.explain.JsonRenderer;
import io.github.sparkndarray.plan.explain.StatementPlan;
import io.github.sparkndarray.plan.explain.SvgRenderer;
import io.github.sparkndarray.plan.explain.TextRenderer;
import io.github.sparkndarray.plan.physical.PhysicalPlan;
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

  /** Prints the plan of an expression. */
  void print(PhysicalPlan plan) {
    print(
        switch (format) {
          case TEXT -> TextRenderer.render(Describer.describe(plan));
          case JSON -> JsonRenderer.render(Describer.describe(plan));
          case SVG -> SvgRenderer.render(Describer.describe(plan));
          case CODEGEN -> KernelSources.of(plan);
        });
  }

  /** Adds the plan of a statement. */
  void add(int line, String statement, PhysicalPlan plan) {
    StatementPlan described = new StatementPlan(line, statement, Describer.describe(plan));
    switch (format) {
      case TEXT, CODEGEN -> {
        out.println("# " + described.heading());
        print(plan);
      }
      case JSON, SVG -> document.add(described);
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
