package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.io.ClusterArray;
import io.github.sparkndarray.io.StoredArray;
import io.github.sparkndarray.plan.explain.Describer;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.physical.Delivery;
import io.github.sparkndarray.plan.physical.PhysicalPlan;
import io.github.sparkndarray.plan.physical.Stage;
import io.github.sparkndarray.plan.physical.TaskGrid;
import io.github.sparkndarray.plan.physical.TaskRegions;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/** A stage as a Spark job. Closing it destroys the broadcast variables it made. */
final class ClusterStage implements AutoCloseable {
  /** Partials up to this many bytes together are combined on the driver, more by a shuffle. */
  private static final long PARTIALS_ON_DRIVER = 32L << 20;

  private final Stage stage;
  private final JavaSparkContext spark;
  private final Function<ArrayRef, Resident> residents;
  private final Progress progress;
  private final List<Broadcast<HostArray>> broadcasts = new ArrayList<>();
  private final List<JavaPairRDD<Long, HostArray>> aligned = new ArrayList<>();
  private final List<ArrayRef> replicated = new ArrayList<>();
  private final JobLabel label;
  private final StageProgram program;
  private final PartialMerge merge;

  ClusterStage(
      Stage stage,
      PhysicalPlan plan,
      JavaSparkContext spark,
      Function<ArrayRef, Resident> residents,
      Progress progress) {
    this.stage = stage;
    this.spark = spark;
    this.residents = residents;
    this.progress = progress;
    this.label =
        new JobLabel(
            spark.sc(),
            "ndarray stage "
                + (stage.id() + 1)
                + " of "
                + plan.stages().size()
                + ": "
                + Describer.title(stage));
    List<Supply> supplies = stage.inputs().stream().map(this::supply).toList();
    this.program = StageProgram.of(stage, plan.cluster().taskMemory(), supplies);
    this.merge = PartialMerge.of(program, stage.outputGrid());
  }

  private Supply supply(Stage.Input input) {
    ArrayRef array = input.array().origin();
    if (input.delivery() == Delivery.STORED
        && array instanceof ArrayRef.Source source
        && source.source() instanceof StoredArray stored) {
      return new Supply.Stored(stored);
    }
    if (input.delivery() == Delivery.ALIGNED) {
      aligned.add(clusterArray(array).chunks());
      return new Supply.Aligned(aligned.size() - 1);
    }
    if (input.delivery() == Delivery.REPLICATED) {
      replicated.add(input.array());
      return new Supply.Replicated(replicated.size() - 1);
    }
    Broadcast<HostArray> variable = spark.broadcast(whole(array));
    broadcasts.add(variable);
    return new Supply.Broadcasted(variable);
  }

  private ClusterArray clusterArray(ArrayRef array) {
    if (array instanceof ArrayRef.Source source && source.source() instanceof ClusterArray held) {
      return held;
    }
    if (array instanceof ArrayRef.Result
        && residents.apply(array) instanceof Resident.InCluster kept) {
      return kept.array();
    }
    throw NDArrayException.of(ErrorCode.INTERNAL, "%s has no chunks in the cluster", array);
  }

  private HostArray whole(ArrayRef array) {
    if (!(array instanceof ArrayRef.Result)) {
      return SourceReader.readWhole(array);
    }
    Resident resident = residents.apply(array);
    return resident instanceof Resident.OnDriver held
        ? held.array()
        : collect(((Resident.InCluster) resident).array());
  }

  /** Runs the stage, each block's outputs going to the consumer where they are made. */
  void consume(BlockConsumer consumer) {
    if (program.hasPartials() && mergesOnDriver()) {
      List<HostArray> merged = collect();
      List<ByteBuffer> buffers = merged.stream().map(HostArray::buffer).toList();
      consumer.consume(
          0, Box.whole(stage.outputGrid().shape()), PlanRun.outputDTypes(stage), buffers);
      return;
    }
    run(results(consumer), result -> {});
  }

  /** Runs the stage and brings its results to the driver. */
  List<HostArray> collect() {
    ArrayAssembler assembler = new ArrayAssembler(stage.outputGrid(), PlanRun.outputDTypes(stage));
    if (!program.hasPartials() || !mergesOnDriver()) {
      run(results(new BlockConsumer.Keep()), r -> assembler.place(r.block(), r.arrays()));
      return assembler.arrays();
    }
    Map<Long, List<BlockResult>> waiting = new HashMap<>();
    Map<Long, Long> arrived = new HashMap<>();
    run(
        blocks(new BlockConsumer.Keep()),
        result -> {
          long block = merge.outputBlock(result.block());
          List<BlockResult> list = waiting.computeIfAbsent(block, absent -> new ArrayList<>());
          list.add(result);
          if (arrived.merge(block, merge.size(result), Long::sum) == merge.perOutput()) {
            assembler.place(block, merge.finish(list));
            waiting.remove(block);
          }
        });
    return assembler.arrays();
  }

  /** Runs the stage and keeps its results in the cluster's memory, serialized. */
  List<ClusterArray> keep() {
    ChunkGrid grid = stage.outputGrid();
    BlockPartitioner partitioner = new BlockPartitioner(grid.size(), stage.tasks());
    JavaRDD<BlockResult> results = results(new BlockConsumer.Keep());
    results.persist(StorageLevel.MEMORY_AND_DISK_SER());
    List<ClusterArray> arrays = new ArrayList<>();
    for (int output = 0; output < PlanRun.outputDTypes(stage).size(); output++) {
      int which = output;
      JavaPairRDD<Long, HostArray> chunks =
          results
              .mapToPair(r -> new Tuple2<>(r.block(), r.arrays().get(which)))
              .partitionBy(partitioner)
              .persist(StorageLevel.MEMORY_AND_DISK_SER());
      run(chunks.map(chunk -> BlockResult.nothing(chunk._1())), result -> {});
      arrays.add(
          new ClusterArray(
              "stage " + stage.id(), PlanRun.outputDTypes(stage).get(output), grid, chunks));
    }
    results.unpersist(false);
    return arrays;
  }

  /** An array's chunks, put together on the driver. */
  static HostArray collect(ClusterArray array) {
    ArrayAssembler assembler = new ArrayAssembler(array.grid(), List.of(array.dtype()));
    JavaRDD<BlockResult> chunks =
        array.chunks().map(c -> BlockResult.ofArrays(c._1(), List.of(c._2())));
    ClusterJob.run(chunks, r -> assembler.place(r.block(), r.arrays()), done -> {});
    return assembler.arrays().get(0);
  }

  private boolean mergesOnDriver() {
    int outputs = program.terminal().loop().outputs().size();
    long elements = stage.outputGrid().shape().size();
    return 16.0 * outputs * merge.perOutput() * elements <= PARTIALS_ON_DRIVER;
  }

  /** The finished outputs of all blocks over the output. */
  private JavaRDD<BlockResult> results(BlockConsumer consumer) {
    if (!program.hasPartials()) {
      return blocks(consumer);
    }
    PartialMerge merging = merge;
    return blocks(new BlockConsumer.Keep())
        .mapToPair(result -> new Tuple2<>(merging.outputBlock(result.block()), result))
        .groupByKey(new BlockPartitioner(stage.outputGrid().size(), stage.tasks()))
        .map(group -> merging.finish(group._1(), group._2(), consumer));
  }

  private JavaRDD<BlockResult> blocks(BlockConsumer consumer) {
    StageTask task = new StageTask(program, consumer, merge.perOutput());
    TaskGrid grid = stage.taskGrid();
    if (grid != null) {
      return blocksOf(grid, task);
    }
    if (!aligned.isEmpty()) {
      return blocksWithChunks().mapPartitions(task, true);
    }
    return new StageRDD(spark.sc(), stage.grid().size(), stage.tasks(), task).toJavaRDD();
  }

  private JavaRDD<BlockResult> blocksOf(TaskGrid grid, StageTask task) {
    List<TaskRegions> regions = new ArrayList<>();
    JavaPairRDD<Integer, ReplicatedChunks.Piece> pieces = null;
    for (ArrayRef array : replicated) {
      ClusterArray source = clusterArray(array.origin());
      TaskRegions of = TaskRegions.of(grid, stage.producers(), stage.terminal(), array);
      JavaPairRDD<Integer, ReplicatedChunks.Piece> own =
          ReplicatedChunks.pieces(regions.size(), source.grid(), source.chunks(), of);
      pieces = pieces == null ? own : pieces.union(own);
      regions.add(of);
    }
    return Objects.requireNonNull(pieces)
        .partitionBy(new ReplicatedChunks.ToTasks(grid.tasks()))
        .mapPartitions(new ReplicatedTask(task, grid, regions), true);
  }

  private JavaRDD<BlockInput> blocksWithChunks() {
    JavaPairRDD<Long, List<HostArray>> joined = aligned.get(0).mapValues(List::of);
    for (JavaPairRDD<Long, HostArray> next : aligned.subList(1, aligned.size())) {
      joined =
          joined
              .join(next)
              .mapValues(
                  both -> {
                    List<HostArray> all = new ArrayList<>(both._1());
                    all.add(both._2());
                    return all;
                  });
    }
    return joined.map(pair -> new BlockInput(pair._1(), pair._2()));
  }

  private void run(JavaRDD<BlockResult> results, Consumer<BlockResult> each) {
    int tasks = results.getNumPartitions();
    try {
      ClusterJob.run(results, each, done -> progress.advanced(stage, done, tasks));
    } catch (Exception e) {
      throw TaskFailure.asUserError(e);
    }
  }

  @Override
  public void close() {
    broadcasts.forEach(Broadcast::destroy);
    label.close();
  }
}
