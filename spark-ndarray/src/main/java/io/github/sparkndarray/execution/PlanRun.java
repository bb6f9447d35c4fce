package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Literal;
import io.github.sparkndarray.io.ArraySink;
import io.github.sparkndarray.io.ClusterArray;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalPlan;
import io.github.sparkndarray.plan.physical.Measured;
import io.github.sparkndarray.plan.physical.PhysicalPlan;
import io.github.sparkndarray.plan.physical.Sink;
import io.github.sparkndarray.plan.physical.Stage;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * One run of a physical plan: stage after stage, results kept where the plan says until it has
 * ended. Closing it frees whatever the run still holds on the cluster.
 */
final class PlanRun implements AutoCloseable {
  private final PhysicalPlan plan;
  private final Supplier<JavaSparkContext> spark;
  private final List<ArraySink> sinks;
  private final Progress progress;
  private final Map<ArrayRef, Resident> residents = new HashMap<>();
  private final List<Measured> measured = new ArrayList<>();
  private final ArrayReader reader = new ArrayReader(this::resident);

  /** Stages whose results are still needed, and may have to be computed again where one is lost. */
  private final List<ClusterStage> open = new ArrayList<>();

  /** Requested arrays that were brought from the cluster, where later stages still read them. */
  private final Map<ArrayRef, HostArray> fromCluster = new HashMap<>();

  /** Arrays that stay in the cluster when the run has ended. */
  private final Set<ClusterArray> handedOver = new HashSet<>();

  /**
   * A run to be started.
   *
   * @param spark asked for only when a stage needs the cluster
   * @param sinks one per requested array where they are written, else none
   */
  PlanRun(
      PhysicalPlan plan,
      Supplier<JavaSparkContext> spark,
      List<ArraySink> sinks,
      Progress progress) {
    this.plan = plan;
    this.spark = spark;
    this.sinks = sinks;
    this.progress = progress;
    requireAllThere(plan);
  }

  /** Plans can be made of arrays that are not there, but not run. */
  private static void requireAllThere(PhysicalPlan plan) {
    for (Stage stage : plan.stages()) {
      for (Stage.Input input : stage.inputs()) {
        if (input.array().origin() instanceof ArrayRef.Source read && !read.source().isThere()) {
          throw NDArrayException.of(
              ErrorCode.VALUE,
              "Cannot compute with %s: it is not there, and can only be explained",
              read.source().name());
        }
      }
    }
  }

  /** Runs every stage; the requested arrays where the plan collects them, else nothing. */
  List<HostArray> run() {
    try {
      plan.stages().forEach(this::run);
    } finally {
      progress.finished();
    }
    if (plan.sink() != Sink.COLLECT) {
      return List.of();
    }
    return plan.outputs().stream().map(this::collected).toList();
  }

  /**
   * Runs every stage but the last, which computes all the requested arrays and is left to be run by
   * whoever computes the RDD. What the run holds on the cluster is freed once nobody refers to the
   * RDD any more; so the run is not to be closed if this succeeds.
   *
   * @param consumer makes results of the requested arrays' blocks
   */
  JavaRDD<BlockResult> results(BlockConsumer consumer) {
    int before = plan.stages().size() - 1;
    Stage last = plan.stages().get(before);
    if (plan.outputs().stream().anyMatch(output -> output.nest() != last.terminal().id())) {
      throw new IllegalStateException("several stages compute what is asked for together");
    }
    try {
      plan.stages().subList(0, before).forEach(this::run);
    } finally {
      progress.finished();
    }
    if (last.onDriver() || last.grid().size() == 0) {
      List<BlockResult> here =
          last.grid().size() == 0
              ? List.of()
              : new DriverStage(last, plan.cluster(), this::onDriver).results(consumer);
      return spark.get().parallelize(here, Math.max(1, Math.min(here.size(), last.tasks())));
    }
    return new ClusterStage(last, plan, spark.get(), reader, progress).results(consumer);
  }

  /** What each of the stages that have run used. */
  List<Measured> measured() {
    return List.copyOf(measured);
  }

  private void run(Stage stage) {
    DriverThreads.requireWanted(Thread.currentThread());
    long start = System.nanoTime();
    if (stage.onDriver() || stage.grid().size() == 0) {
      runHere(stage);
      measured.add(Measured.onDriver(seconds(start)));
      return;
    }
    progress.started(stage, plan.stages().size());
    ClusterStage running = new ClusterStage(stage, plan, spark.get(), reader, progress);
    open.add(running);
    try (JobLabel label = running.label()) {
      boolean kept = stage.keep() != Stage.Keep.NOWHERE;
      if (stage.keep() == Stage.Keep.IN_CLUSTER) {
        List<ClusterArray> arrays = running.keep();
        for (int output = 0; output < arrays.size(); output++) {
          residents.put(
              stage.terminal().result(output), new Resident.InCluster(arrays.get(output)));
        }
        handOver(stage);
        if (isRequested(stage)) {
          deliverFromCluster(stage, arrays);
        }
      } else if (kept || (isRequested(stage) && plan.sink() == Sink.COLLECT)) {
        deliver(stage, running.collect());
      } else if (isRequested(stage) && plan.sink().writes()) {
        running.consume(new BlockConsumer.Write(sinksOf(stage)));
      } else {
        running.consume(new BlockConsumer.Drop());
      }
    }
    measured.add(running.measured(seconds(start)));
    if (stage.keep() != Stage.Keep.IN_CLUSTER) {
      open.remove(running);
      running.close();
    }
  }

  private void runHere(Stage stage) {
    DriverStage running = new DriverStage(stage, plan.cluster(), this::onDriver);
    boolean isAsked = isRequested(stage) && stage.keep() == Stage.Keep.NOWHERE;
    if (isAsked && plan.sink().writes() && stage.grid().size() > 0) {
      running.consume(new BlockConsumer.Write(sinksOf(stage)));
    } else if (isAsked && plan.sink() == Sink.DROP) {
      running.consume(new BlockConsumer.Drop());
    } else {
      deliver(stage, running.collect());
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /** Results that have come to the driver, kept for later stages and written if they are to be. */
  private void deliver(Stage stage, List<HostArray> results) {
    for (int output = 0; output < results.size(); output++) {
      residents.put(stage.terminal().result(output), new Resident.OnDriver(results.get(output)));
    }
    handOver(stage);
    if (isRequested(stage) && plan.sink().writes()) {
      for (int output = 0; output < results.size(); output++) {
        HostArray result = results.get(output);
        Optional<ArraySink> target = sinkOf(stage, output);
        if (result.size() > 0 && target.isPresent()) {
          target.get().write(Box.whole(result.shape()), result.buffer());
        }
      }
    }
  }

  /** Tells arrays that are to be persisted where the stage has left them. */
  private void handOver(Stage stage) {
    Map<ArrayRef, PersistedChunks> chunks = new HashMap<>();
    for (LogicalPlan.Persisted kept : plan.persisted()) {
      ArrayRef.Result result = kept.result();
      if (result.nest() != stage.terminal().id()) {
        continue;
      }
      if (resident(result) instanceof Resident.InCluster held) {
        chunks
            .computeIfAbsent(result, absent -> new PersistedChunks(held.array()))
            .holdFor(kept.node());
        handedOver.add(held.array());
      } else if (resident(result) instanceof Resident.OnDriver held) {
        kept.node().hold(new Literal(held.array()), () -> {});
      }
    }
  }

  private void deliverFromCluster(Stage stage, List<ClusterArray> arrays) {
    for (int output = 0; output < arrays.size(); output++) {
      ClusterArray array = arrays.get(output);
      if (plan.sink().writes()) {
        ChunkGrid grid = array.grid();
        sinkOf(stage, output)
            .ifPresent(
                target ->
                    array.chunks().foreach(c -> target.write(grid.box(c._1()), c._2().buffer())));
      } else if (plan.sink() == Sink.COLLECT) {
        HostArray collected = ArrayReader.collect(array, Box.whole(array.shape()));
        fromCluster.put(stage.terminal().result(output), collected);
      }
    }
  }

  /** Where one of a stage's outputs is written; nothing if only later stages read it. */
  private Optional<ArraySink> sinkOf(Stage stage, int output) {
    int requested = plan.outputs().indexOf(stage.terminal().result(output));
    return requested < 0 ? Optional.empty() : Optional.of(sinks.get(requested));
  }

  /** The sinks of a stage whose outputs are all requested, as nobody else reads them. */
  private List<ArraySink> sinksOf(Stage stage) {
    List<ArraySink> ofStage = new ArrayList<>();
    for (int output = 0; output < outputDTypes(stage).size(); output++) {
      int lost = output;
      ofStage.add(
          sinkOf(stage, output)
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          "output " + lost + " of stage " + stage.id() + " is lost")));
    }
    return ofStage;
  }

  private boolean isRequested(Stage stage) {
    return plan.outputs().stream().anyMatch(o -> o.nest() == stage.terminal().id());
  }

  private Resident resident(ArrayRef array) {
    Resident resident = residents.get(array);
    if (resident == null) {
      throw new IllegalStateException("no stage has made " + array);
    }
    return resident;
  }

  private HostArray collected(ArrayRef.Result output) {
    HostArray brought = fromCluster.get(output);
    return brought == null ? onDriver(output) : brought;
  }

  private HostArray onDriver(ArrayRef array) {
    if (array instanceof ArrayRef.Result && resident(array) instanceof Resident.OnDriver held) {
      return held.array();
    }
    return reader.readWhole(array);
  }

  static List<DType> outputDTypes(Stage stage) {
    return stage.terminal().loop().outputs().stream().map(Output::dtype).toList();
  }

  @Override
  public void close() {
    for (Resident resident : residents.values()) {
      if (resident instanceof Resident.InCluster kept && !handedOver.contains(kept.array())) {
        Lineage.free(kept.array().chunks().rdd());
      }
    }
    // What is persisted can be computed again where it is lost.
    open.forEach(handedOver.isEmpty() ? ClusterStage::close : ClusterStage::release);
  }
}
