package io.github.sparkndarray.cli;

import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.plan.physical.PhysicalPlan;
import io.github.sparkndarray.script.ScriptHost;
import java.util.List;

/** What one command computes with. Spark starts when something is first computed by it. */
interface Session extends AutoCloseable {

  /** What scripts of this command run on. */
  ScriptHost host();

  /** The plan by which the given arrays would be computed together. */
  PhysicalPlan plan(List<Expr> arrays);

  /** The same in a form to be shown. */
  String explain(List<Expr> arrays, ExplainFormat format);

  @Override
  void close();
}
