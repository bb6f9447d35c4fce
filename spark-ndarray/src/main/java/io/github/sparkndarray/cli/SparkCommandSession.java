package io.github.sparkndarray.cli;

import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.execution.Progress;
import io.github.sparkndarray.execution.SparkAccess;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.plan.physical.ClusterSpec;
import io.github.sparkndarray.plan.physical.MeasuredRun;
import io.github.sparkndarray.plan.physical.PhysicalPlan;
import io.github.sparkndarray.script.ScriptHost;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** A command's session on Spark, which it stops in the end if it was started. */
final class SparkCommandSession implements Session {
  private final NDContext context;
  private final SparkAccess spark;
  private final Progress progress;

  SparkCommandSession(NDContext context, SparkAccess spark, Progress progress) {
    this.context = context;
    this.spark = spark;
    this.progress = progress;
  }

  @Override
  public SparkSession spark() {
    return spark.session();
  }

  @Override
  public Progress progress() {
    return progress;
  }

  @Override
  public ScriptHost host() {
    return context.scriptHost();
  }

  @Override
  public PhysicalPlan plan(List<Expr> arrays, @Nullable ClusterSpec cluster) {
    return context.plan(arrays, cluster);
  }

  @Override
  public MeasuredRun measure(List<Expr> arrays) {
    return context.measure(arrays);
  }

  @Override
  public void cancelJobs() {
    if (spark.isStarted()) {
      spark.session().sparkContext().cancelAllJobs();
    }
  }

  @Override
  public void close() {
    if (spark.isStarted()) {
      spark.session().stop();
    }
  }
}
