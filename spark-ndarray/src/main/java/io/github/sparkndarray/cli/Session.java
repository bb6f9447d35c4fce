package io.github.sparkndarray.cli;

import io.github.sparkndarray.execution.Progress;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.plan.physical.ClusterSpec;
import io.github.sparkndarray.plan.physical.MeasuredRun;
import io.github.sparkndarray.plan.physical.PhysicalPlan;
import io.github.sparkndarray.script.ScriptHost;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** What one command computes with. Spark starts when something is first computed by it. */
interface Session extends AutoCloseable {

  /** What scripts of this command run on. */
  ScriptHost host();

  /** The plan by which the given arrays would be computed together. */
  default PhysicalPlan plan(List<Expr> arrays) {
    return plan(arrays, null);
  }

  /**
   * The same for a cluster that need not be there.
   *
   * @param cluster what to plan for instead of this command's own session; null for that
   */
  PhysicalPlan plan(List<Expr> arrays, @Nullable ClusterSpec cluster);

  /** Computes the given arrays together, drops them, and says what that used. */
  MeasuredRun measure(List<Expr> arrays);

  /** The Spark session, which is started if it has not been. */
  SparkSession spark();

  /** Stops the Spark jobs that are running; the session can be used again. */
  void cancelJobs();

  /** What is to be told how far work has come. */
  Progress progress();

  @Override
  void close();
}
