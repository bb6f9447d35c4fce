package io.github.sparkndarray.cli;

import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.script.ScriptHost;
import java.util.List;

/** What one command computes with. Spark starts when something is first computed by it. */
interface Session extends AutoCloseable {

  /** What scripts of this command run on. */
  ScriptHost host();

  /** How the given arrays would be computed together. */
  String explain(List<Expr> arrays, ExplainFormat format);

  @Override
  void close();
}
