package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.io.ArraySink;
import io.github.sparkndarray.io.ClusterArray;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.physical.Measured;
import io.github.sparkndarray.plan.physical.PhysicalPlan;
import io.github.sparkndarray.plan.physical.Sink;
import io.github.sparkndarray.plan.physical.Stage;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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
    return plan.outputs().stream().map(this::onDriver).toList();
  }

  /** What each of the stages that have run used. */
  List<Measured> measured() {
    return List.copyOf(measured);
  }

  private void run(Stage stage) {
    long start = System.nanoTime();
    if (stage.onDriver() || stage.grid().size() == 0) {
      deliver(stage, DriverStage.run(stage, this::onDriver));
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

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /** Results that have come to the driver, kept for later stages and written if they are to be. */
  private void deliver(Stage stage, List<HostArray> results) {
    for (int output = 0; output < results.size(); output++) {
      residents.put(stage.terminal().result(output), new Resident.OnDriver(results.get(output)));
    }
    if (isRequested(stage) && plan.sink().writes()) {
      List<ArraySink> targets = sinksOf(stage);
      for (int output = 0; output < results.size(); output++) {
        HostArray result = results.get(output);
        if (result.size() > 0) {
          targets.get(output).write(Box.whole(result.shape()), result.buffer());
        }
      }
    }
  }

  private void deliverFromCluster(Stage stage, List<ClusterArray> arrays) {
    List<ArraySink> targets = plan.sink().writes() ? sinksOf(stage) : List.of();
    for (int output = 0; output < arrays.size(); output++) {
      ClusterArray array = arrays.get(output);
      if (plan.sink().writes()) {
        ChunkGrid grid = array.grid();
        ArraySink target = targets.get(output);
        array.chunks().foreach(chunk -> target.write(grid.box(chunk._1()), chunk._2().buffer()));
      } else if (plan.sink() == Sink.COLLECT) {
        HostArray collected = ArrayReader.collect(array, Box.whole(array.shape()));
        residents.put(stage.terminal().result(output), new Resident.OnDriver(collected));
        array.chunks().unpersist(false);
      }
    }
  }

  /** The sinks of a stage's outputs, which are all requested when one of them is. */
  private List<ArraySink> sinksOf(Stage stage) {
    List<ArraySink> ofStage = new ArrayList<>();
    List<Output> outputs = stage.terminal().loop().outputs();
    for (int output = 0; output < outputs.size(); output++) {
      int requested = plan.outputs().indexOf(stage.terminal().result(output));
      if (requested < 0) {
        throw new IllegalStateException(
            "output " + output + " of stage " + stage.id() + " is lost");
      }
      ofStage.add(sinks.get(requested));
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
      if (resident instanceof Resident.InCluster kept) {
        kept.array().chunks().unpersist(false);
      }
    }
    open.forEach(ClusterStage::close);
  }
}
