package io.github.sparkndarray.cli;

import io.github.sparkndarray.execution.Progress;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.plan.Arrays;
import io.github.sparkndarray.plan.logical.Lowering;
import io.github.sparkndarray.plan.physical.ClusterSpec;
import io.github.sparkndarray.plan.physical.Measured;
import io.github.sparkndarray.plan.physical.MeasuredRun;
import io.github.sparkndarray.plan.physical.PhysicalPlan;
import io.github.sparkndarray.plan.physical.PlanSettings;
import io.github.sparkndarray.plan.physical.Planner;
import io.github.sparkndarray.plan.physical.Sink;
import io.github.sparkndarray.script.ScriptHost;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** A session without Spark. */
record FakeSession(ScriptHost host, Runnable onClose, Runnable onCancel) implements Session {
  @Override
  public PhysicalPlan plan(List<Expr> arrays, @Nullable ClusterSpec cluster) {
    return Planner.plan(
        Lowering.lower(arrays),
        Sink.WRITE,
        cluster == null ? Arrays.CLUSTER : cluster,
        PlanSettings.DEFAULT);
  }

  @Override
  public MeasuredRun measure(List<Expr> arrays) {
    PhysicalPlan plan = plan(arrays, null);
    return new MeasuredRun(
        plan, plan.stages().stream().map(stage -> Measured.onDriver(1.25)).toList());
  }

  @Override
  public SparkSession spark() {
    throw new AssertionError("these tests have no Spark");
  }

  @Override
  public void cancelJobs() {
    onCancel.run();
  }

  @Override
  public Progress progress() {
    return Progress.NONE;
  }

  @Override
  public void close() {
    onClose.run();
  }
}
