package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.arrow.memory.AllocatorScope;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.Lowering;
import io.github.sparkndarray.plan.physical.BlockBox;
import io.github.sparkndarray.plan.physical.ClusterSpec;
import io.github.sparkndarray.plan.physical.PhysicalPlan;
import io.github.sparkndarray.plan.physical.PlanSettings;
import io.github.sparkndarray.plan.physical.PlanChoice;
import io.github.sparkndarray.plan.physical.Sink;
import io.github.sparkndarray.plan.physical.Stage;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs an expression's plan on all cores of this machine, in the blocks and tasks that Spark would
 * be given, without Spark. What no later stage reads is dropped.
 */
public final class KernelRun implements AutoCloseable {
  private static final int CORES = Runtime.getRuntime().availableProcessors();
  private static final ClusterSpec CLUSTER =
      new ClusterSpec(1, CORES, 1L << 40, 1L << 40, Long.MAX_VALUE);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final PlanSettings SETTINGS =
      new PlanSettings(
          0,
          PlanSettings.DEFAULT.blockBytes(),
          PlanSettings.DEFAULT.reducedElements(),
          Long.MAX_VALUE,
          PlanSettings.DeliveryWish.BROADCAST);

  private final ExecutorService pool = Executors.newFixedThreadPool(CORES);
  private final AtomicLong cpuNanos = new AtomicLong();
  private final PhysicalPlan plan;
  private final Map<ArrayRef, HostArray> results = new HashMap<>();

  public KernelRun(Expr expression) {
    plan =
        PlanChoice.plan(
            sharedWork -> Lowering.lower(List.of(expression), Map.of(), sharedWork),
            Sink.DROP,
            CLUSTER,
            SETTINGS);
  }

  /** Runs all stages; returns how many blocks there were. */
  public long run() throws InterruptedException, ExecutionException {
    long blocks = 0;
    for (Stage stage : plan.stages()) {
      run(stage);
      blocks += stage.grid().size();
    }
    return blocks;
  }

  /** The processor time that all runs together have taken. */
  public long cpuNanos() {
    return cpuNanos.get();
  }

  private void run(Stage stage) throws InterruptedException, ExecutionException {
    List<Supply> supplies = new ArrayList<>();
    for (Stage.Input input : stage.inputs()) {
      supplies.add(new Supply.Local(array(input.array())));
    }
    StageProgram program = StageProgram.of(stage, Long.MAX_VALUE, supplies);
    boolean drops = stage.keep() == Stage.Keep.NOWHERE;
    BlockConsumer consumer = drops ? new BlockConsumer.Drop() : new BlockConsumer.Keep();
    List<Callable<List<BlockResult>>> tasks = new ArrayList<>();
    for (int task = 0; task < stage.tasks(); task++) {
      BlockRange range = BlockRange.of(stage.grid().size(), stage.tasks(), task);
      tasks.add(
          () -> {
            long before = THREADS.getCurrentThreadCpuTime();
            List<BlockResult> results = run(program, range, consumer);
            cpuNanos.addAndGet(THREADS.getCurrentThreadCpuTime() - before);
            return results;
          });
    }
    List<BlockResult> done = new ArrayList<>();
    for (Future<List<BlockResult>> task : pool.invokeAll(tasks)) {
      done.addAll(task.get());
    }
    if (program.hasPartials() || !drops) {
      keep(stage, program, done);
    }
  }

  private static List<BlockResult> run(
      StageProgram program, BlockRange range, BlockConsumer consumer) {
    List<BlockResult> results = new ArrayList<>();
    try (StageRunner runner =
        new StageRunner(program, AllocatorScope.open("benchmark", Long.MAX_VALUE))) {
      for (Iterator<BlockInput> blocks = range.of(BlockBox.all(program.grid())); blocks.hasNext(); ) {
        results.add(runner.run(blocks.next().block(), List.of(), consumer));
      }
    }
    return results;
  }

  private void keep(Stage stage, StageProgram program, List<BlockResult> done) {
    PartialMerge merge = PartialMerge.of(stage);
    ArrayAssembler all = new ArrayAssembler(stage.outputGrid(), PlanRun.outputDTypes(stage));
    int count = program.hasPartials() ? (int) merge.perOutput() : 1;
    for (int first = 0; first < done.size(); first += count) {
      BlockResult result = done.get(first);
      if (program.hasPartials()) {
        List<HostArray> finished = merge.finish(done.subList(first, first + count));
        all.place(merge.outputBlock(result.block()), finished);
      } else {
        all.place(result.block(), result.arrays());
      }
    }
    for (int output = 0; output < all.arrays().size(); output++) {
      results.put(stage.terminal().result(output), all.arrays().get(output));
    }
  }

  private HostArray array(ArrayRef ref) {
    return ref instanceof ArrayRef.Host host ? host.array() : results.get(ref);
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}
