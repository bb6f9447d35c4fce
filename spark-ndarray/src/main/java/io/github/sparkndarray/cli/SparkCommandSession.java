package io.github.sparkndarray.cli;

import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.execution.SparkAccess;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.kernel.codegen.Kernels;
import io.github.sparkndarray.plan.explain.Describer;
import io.github.sparkndarray.plan.explain.TextRenderer;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.plan.physical.PhysicalPlan;
import io.github.sparkndarray.plan.physical.Stage;
import io.github.sparkndarray.script.ScriptHost;
import java.util.ArrayList;
import java.util.List;

/** A command's session on Spark, which it stops in the end if it was started. */
final class SparkCommandSession implements Session {
  private final NDContext context;
  private final SparkAccess spark;

  SparkCommandSession(NDContext context, SparkAccess spark) {
    this.context = context;
    this.spark = spark;
  }

  @Override
  public ScriptHost host() {
    return context.scriptHost();
  }

  @Override
  public PhysicalPlan plan(List<Expr> arrays) {
    return context.plan(arrays);
  }

  @Override
  public String explain(List<Expr> arrays, ExplainFormat format) {
    PhysicalPlan plan = plan(arrays);
    return switch (format) {
      case TEXT -> TextRenderer.render(Describer.describe(plan));
      case CODEGEN -> sources(plan);
    };
  }

  private static String sources(PhysicalPlan plan) {
    StringBuilder text = new StringBuilder();
    for (Stage stage : plan.stages()) {
      List<LogicalNest> nests = new ArrayList<>(stage.producers());
      nests.add(stage.terminal());
      for (LogicalNest nest : nests) {
        text.append("// stage ").append(stage.id() + 1).append(", nest ").append(nest.id());
        text.append('\n').append(Kernels.shared().source(nest.loop())).append('\n');
      }
    }
    return text.toString();
  }

  @Override
  public void close() {
    if (spark.isStarted()) {
      spark.session().stop();
    }
  }
}
