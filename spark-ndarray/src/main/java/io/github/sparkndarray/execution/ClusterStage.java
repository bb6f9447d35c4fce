package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.io.ClusterArray;
import io.github.sparkndarray.io.ForgetfulStreams;
import io.github.sparkndarray.plan.explain.Describer;
import io.github.sparkndarray.plan.physical.KeptChunks;
import io.github.sparkndarray.plan.physical.Measured;
import io.github.sparkndarray.plan.physical.MemoryProjection;
import io.github.sparkndarray.plan.physical.PhysicalPlan;
import io.github.sparkndarray.plan.physical.Stage;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/** A stage as one Spark job or several. Closing it destroys the broadcast variables it made. */
final class ClusterStage implements AutoCloseable {
  private final Stage stage;
  private final PhysicalPlan plan;
  private final JavaSparkContext spark;
  private final ArrayReader reader;
  private final Progress progress;
  private final StageMeter meter;
  private final DriverMeter driver = new DriverMeter();
  private final BroadcastVariables variables;
  private final List<StagePass> passes = new ArrayList<>();
  private final List<JavaPairRDD<Long, List<BlockResult>>> settled = new ArrayList<>();

  /** What all passes but the last have made, until everything is put together. */
  private final List<JavaRDD<BlockResult>> parts = new ArrayList<>();

  private int tasksDone;

  ClusterStage(
      Stage stage,
      PhysicalPlan plan,
      JavaSparkContext spark,
      ArrayReader reader,
      Progress progress) {
    this.stage = stage;
    this.plan = plan;
    this.spark = spark;
    this.reader = reader;
    this.progress = progress;
    this.meter = StageMeter.on(spark.sc());
    this.variables = new BroadcastVariables(spark, reader, driver);
  }

  /** Names the jobs of this thread after the stage, until it is closed. */
  JobLabel label() {
    return new JobLabel(
        spark.sc(),
        "ndarray stage "
            + (stage.id() + 1)
            + " of "
            + plan.stages().size()
            + ": "
            + Describer.title(stage));
  }

  /** A pass, whose broadcast variables stay until the stage is closed. */
  private StagePass open(int number) {
    long taskMemory = plan.cluster().taskMemory();
    StagePass pass =
        new StagePass(stage, number, taskMemory, spark, reader, variables, meter, driver);
    passes.add(pass);
    return pass;
  }

  /** Runs the stage, each block's outputs going to the consumer where they are made. */
  void consume(BlockConsumer consumer) {
    if (!stage.hasPartials()) {
      eachPass(consumer, result -> {}, () -> {});
    } else if (stage.mergesOnDriver()) {
      List<HostArray> merged = collect();
      List<ByteBuffer> buffers = merged.stream().map(HostArray::buffer).toList();
      Box all = Box.whole(stage.outputGrid().shape());
      consumer.consume(0, all, PlanRun.outputDTypes(stage), buffers);
    } else {
      run(finished(consumer).values(), result -> {}, 1);
    }
  }

  /** Runs the stage and brings its results to the driver. */
  List<HostArray> collect() {
    ArrayAssembler assembler = new ArrayAssembler(stage.outputGrid(), PlanRun.outputDTypes(stage));
    driver.hold(TaskMeter.sizeOf(assembler.arrays()));
    BlockConsumer keep = new BlockConsumer.Keep();
    if (!stage.hasPartials()) {
      eachPass(keep, result -> assembler.place(result.block(), result.arrays()), () -> {});
    } else if (stage.mergesOnDriver()) {
      DriverMerge merging = new DriverMerge(merge(), assembler, driver);
      eachPass(keep, merging::add, merging::endPass);
    } else {
      run(finished(keep).values(), r -> assembler.place(r.block(), r.arrays()), 1);
    }
    return assembler.arrays();
  }

  /** Runs pass after pass, each of which frees what it broadcast. */
  private void eachPass(BlockConsumer consumer, Consumer<BlockResult> each, Runnable afterPass) {
    for (int number = 0; number < stage.passCount(); number++) {
      StagePass pass = open(number);
      run(pass.results(consumer, perOutput()), each, stage.passCount());
      afterPass.run();
      pass.close();
    }
  }

  private long perOutput() {
    return merge().perOutput();
  }

  private PartialMerge merge() {
    return PartialMerge.of(stage);
  }

  /** Runs the stage and keeps its results in the cluster's memory, serialized. */
  List<ClusterArray> keep() {
    ChunkGrid grid = stage.outputGrid();
    List<DType> dtypes = PlanRun.outputDTypes(stage);
    JavaPairRDD<Long, BlockResult> results =
        stage.hasPartials()
            ? finished(new BlockConsumer.Keep())
            : placed(eachKept(new BlockConsumer.Keep()).mapToPair(r -> new Tuple2<>(r.block(), r)));
    if (dtypes.size() > 1) {
      results = ForgetfulStreams.persisted(results);
    }
    List<ClusterArray> arrays = new ArrayList<>();
    for (int output = 0; output < dtypes.size(); output++) {
      int which = output;
      JavaPairRDD<Long, HostArray> chunks =
          ForgetfulStreams.toPersist(results.mapValues(r -> r.arrays().get(which)));
      Lineage.persist(chunks.rdd());
      run(chunks.map(chunk -> BlockResult.nothing(chunk._1())), result -> {}, 1);
      arrays.add(new ClusterArray("stage " + stage.id(), dtypes.get(output), grid, chunks));
    }
    results.unpersist(false);
    parts.forEach(part -> part.unpersist(false));
    return arrays;
  }

  /** Results where a partitioner finds them: where they are made, or else moved there. */
  private JavaPairRDD<Long, BlockResult> placed(JavaPairRDD<Long, BlockResult> results) {
    Partitioner wanted = partitioner();
    Optional<Partitioner> known =
        passes.size() == 1 ? passes.get(0).partitioner() : Optional.empty();
    return known
        .filter(made -> made.numPartitions() >= wanted.numPartitions())
        .map(made -> PlacedResults.of(results, made))
        .orElseGet(() -> ForgetfulStreams.shuffled(results.partitionBy(wanted)));
  }

  /**
   * What the consumer makes of the stage's outputs, computed when it is asked for, in order; where
   * there are several passes, those before the last are run now and their results kept.
   */
  JavaRDD<BlockResult> results(BlockConsumer consumer) {
    return stage.hasPartials() ? finished(consumer).values() : eachKept(consumer);
  }

  /** The results of all passes, of which all but the last have been run. */
  private JavaRDD<BlockResult> eachKept(BlockConsumer consumer) {
    JavaRDD<BlockResult> all = null;
    for (int number = 0; number < stage.passCount(); number++) {
      StagePass pass = open(number);
      JavaRDD<BlockResult> own = pass.results(consumer, 1);
      if (number < stage.passCount() - 1) {
        own = ForgetfulStreams.persisted(own);
        parts.add(own);
        run(own.map(result -> BlockResult.nothing(result.block())), r -> {}, stage.passCount());
        pass.release();
      }
      all = all == null ? own : all.union(own);
    }
    return Objects.requireNonNull(all);
  }

  /** Puts the stage's outputs side by side. */
  private Partitioner partitioner() {
    int partitions = KeptChunks.partitions(stage, plan.cluster());
    return new BlockPartitioner(stage.outputGrid().size(), partitions);
  }

  /** What the stage used, once it has run. */
  Measured measured(double seconds) {
    TaskMeasure tasks = meter.value();
    MemoryProjection memory = new MemoryProjection(tasks.memory(), tasks.shared(), driver.peak());
    return new Measured(tasks.fetched(), tasks.shuffled(), memory, tasks.tasks(), seconds);
  }

  /**
   * The finished outputs of all blocks over the output: what blocks contribute to them is combined
   * where it was sent to, after each pass with what there is from the passes before.
   */
  private JavaPairRDD<Long, BlockResult> finished(BlockConsumer consumer) {
    PartialMerge merging = merge();
    Partitioner partitioner = partitioner();
    JavaPairRDD<Long, List<BlockResult>> combined = null;
    for (int number = 0; number < stage.passCount(); number++) {
      StagePass pass = open(number);
      JavaPairRDD<Long, BlockResult> own =
          pass.results(new BlockConsumer.Keep(), merging.perOutput())
              .mapToPair(result -> new Tuple2<>(merging.outputBlock(result.block()), result));
      JavaPairRDD<Long, List<BlockResult>> before = combined;
      combined =
          before == null
              ? ForgetfulStreams.shuffled(own.groupByKey(partitioner)).mapValues(merging::combine)
              : ForgetfulStreams.shuffled(before.cogroup(own, partitioner))
                  .mapValues(merging::combineAll);
      if (number < stage.passCount() - 1) {
        combined = ForgetfulStreams.persisted(combined);
        JavaRDD<BlockResult> each = combined.map(group -> BlockResult.nothing(group._1()));
        run(each, result -> {}, stage.passCount());
        pass.release();
        settled.forEach(earlier -> earlier.unpersist(false));
        settled.add(combined);
      }
    }
    return Objects.requireNonNull(combined)
        .mapPartitionsToPair(groups -> finished(groups, merging, consumer), true);
  }

  private static Iterator<Tuple2<Long, BlockResult>> finished(
      Iterator<Tuple2<Long, List<BlockResult>>> groups,
      PartialMerge merging,
      BlockConsumer consumer) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return groups.hasNext();
      }

      @Override
      public Tuple2<Long, BlockResult> next() {
        Tuple2<Long, List<BlockResult>> group = groups.next();
        return new Tuple2<>(group._1(), merging.finish(group._1(), group._2(), consumer));
      }
    };
  }

  /**
   * Runs one of several jobs.
   *
   * @param jobs how many there are about as large as this one
   */
  private void run(JavaRDD<BlockResult> results, Consumer<BlockResult> each, int jobs) {
    int tasks = results.getNumPartitions();
    int before = jobs == 1 ? 0 : tasksDone;
    try {
      ClusterJob.run(
          results, each, done -> progress.advanced(stage, before + done, jobs * tasks), driver);
    } catch (Exception e) {
      throw TaskFailure.asUserError(e);
    }
    tasksDone = before + tasks;
  }

  /**
   * Frees what executors hold of the stage, which can still be run again in part: its broadcast
   * variables are fetched anew, until Spark's cleaner finds that nothing refers to them any more.
   */
  void release() {
    settled.forEach(partials -> partials.unpersist(false));
    passes.forEach(StagePass::release);
    variables.release();
  }

  @Override
  public void close() {
    settled.forEach(partials -> partials.unpersist(false));
    passes.forEach(StagePass::close);
    variables.close();
  }
}
