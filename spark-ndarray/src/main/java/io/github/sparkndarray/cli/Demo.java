package io.github.sparkndarray.cli;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.plan.physical.PhysicalPlan;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The README's main job, with what it says of itself. */
final class Demo implements DemoJob {
  /** Set by bin/spark-ndarray. */
  private static final String HOME = "sparkndarray.home";

  private static final double NANOS = 1e9;

  @Override
  public void run(Session session, PrintStream out) {
    NearestCities job = new NearestCities(data());
    out.println(NearestCities.SCRIPT);
    out.flush();
    List<Expr> expressions = job.expressions(session.host());
    // Planning asks Spark for its resources, and so starts it: the time is that of the work alone.
    PhysicalPlan plan = session.plan(expressions);
    long start = System.nanoTime();
    List<HostArray> results = session.host().compute(expressions);
    double seconds = (System.nanoTime() - start) / NANOS;
    out.print(DemoReport.of(job, plan, results, seconds));
  }

  private static Path data() {
    Path home = Path.of(System.getProperty(HOME, "")).toAbsolutePath();
    Path data = home.resolve("examples").resolve("data");
    if (!Files.isDirectory(data)) {
      throw NDArrayException.of(
          ErrorCode.IO,
          "Cannot run the demo: there are no example data in %s; start it with bin/spark-ndarray",
          data);
    }
    return data;
  }
}
