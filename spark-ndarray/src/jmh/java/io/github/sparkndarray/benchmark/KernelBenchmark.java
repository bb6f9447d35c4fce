package io.github.sparkndarray.benchmark;

import io.github.sparkndarray.execution.KernelRun;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The time of a whole work on all cores, kernels alone; {@code -prof gc} counts allocations. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {
  /** A name of {@link Works}. */
  @Param({
    "pairwise",
    "nearest",
    "top8",
    "sqeuclidean768",
    "matmul64",
    "matmul32",
    "temporaries",
    "add",
    "sum",
    "sum0_table",
    "sum1_table",
    "softmax",
    "variance",
    "zscore",
    "nearest10k"
  })
  public String work = "";

  private KernelRun run;

  @Setup(Level.Trial)
  public void prepare() {
    run = new KernelRun(Works.named(work).expression());
  }

  @TearDown(Level.Trial)
  public void finish() {
    run.close();
  }

  @Benchmark
  public long kernels() throws InterruptedException, ExecutionException {
    return run.run();
  }
}
