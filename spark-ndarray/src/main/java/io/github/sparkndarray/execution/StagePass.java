package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.io.ClusterArray;
import io.github.sparkndarray.io.ForgetfulStreams;
import io.github.sparkndarray.io.StoredArray;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.physical.BlockBox;
import io.github.sparkndarray.plan.physical.BlockGroups;
import io.github.sparkndarray.plan.physical.BlockRegions;
import io.github.sparkndarray.plan.physical.Stage;
import io.github.sparkndarray.plan.physical.TaskRegions;
import io.github.sparkndarray.shape.Box;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.jdk.javaapi.OptionConverters;

/**
 * One pass over a stage's blocks: it brings them what they read. Most stages have only one. Closing
 * destroys the broadcast variables that are the pass's own.
 */
final class StagePass implements AutoCloseable {
  private final Stage stage;
  private final BlockBox blocks;
  private final JavaSparkContext spark;
  private final ArrayReader reader;
  private final StageMeter meter;
  private final BroadcastVariables stageVariables;
  private final BroadcastVariables ownVariables;
  private final List<JavaPairRDD<Long, HostArray>> aligned = new ArrayList<>();
  private final List<ArrayRef> replicated = new ArrayList<>();
  private final StageProgram program;

  /**
   * @param number which of the stage's passes
   * @param taskMemory what a task may use, in bytes
   * @param stageVariables what is broadcast to all passes
   * @param meter gets what tasks are measured to use
   * @param driver is told what the driver holds
   */
  StagePass(
      Stage stage,
      int number,
      long taskMemory,
      JavaSparkContext spark,
      ArrayReader reader,
      BroadcastVariables stageVariables,
      StageMeter meter,
      DriverMeter driver) {
    this.stage = stage;
    this.blocks = stage.pass(number);
    this.spark = spark;
    this.reader = reader;
    this.stageVariables = stageVariables;
    this.meter = meter;
    this.ownVariables = new BroadcastVariables(spark, reader, driver);
    List<Supply> supplies = stage.inputs().stream().map(this::supply).toList();
    this.program = StageProgram.of(stage, taskMemory, supplies);
  }

  private Supply supply(Stage.Input input) {
    ArrayRef array = input.array().origin();
    return switch (input.delivery()) {
      case STORED -> new Supply.Stored((StoredArray) ((ArrayRef.Source) array).source());
      case MAPPED -> new Supply.Mapped((StoredArray) ((ArrayRef.Source) array).source());
      case ALIGNED -> {
        aligned.add(reader.clusterArray(array).chunks());
        yield new Supply.Aligned(aligned.size() - 1);
      }
      case REPLICATED -> {
        replicated.add(input.array());
        yield new Supply.Replicated(replicated.size() - 1);
      }
      case BROADCAST -> new Supply.Broadcasted(whole(input));
      case PANELS -> new Supply.Broadcasted(panel(input));
      case LOCAL -> throw new IllegalStateException(array + " is to stay on the driver");
    };
  }

  private BroadcastParts whole(Stage.Input input) {
    ArrayRef array = input.array().origin();
    Box region = stage.broadcastRegion(input);
    return stageVariables.send(array, region, input.variablesOf(region.shape()));
  }

  private BroadcastParts panel(Stage.Input input) {
    Box region =
        BlockRegions.of(stage.producers(), stage.terminal(), blocks.covered()).read(input.array());
    return ownVariables.send(input.array(), region, input.variablesOf(region.shape()));
  }

  StageProgram program() {
    return program;
  }

  /** The results of the pass's blocks, or contributions to them. */
  JavaRDD<BlockResult> results(BlockConsumer consumer, long perOutput) {
    StageTask task = new StageTask(program, consumer, perOutput, meter);
    BlockGroups grid = stage.taskGrid();
    if (stage.runsAtChunks() && grid != null) {
      return withChunksAndParts(grid, task);
    }
    if (grid != null) {
      return withParts(grid, task);
    }
    if (!aligned.isEmpty()) {
      return withChunks().mapPartitions(task, true);
    }
    return new StageRDD(spark.sc(), stage.of(blocks), tasks(), task).toJavaRDD();
  }

  /**
   * Where the results of a pass over all blocks lie by their blocks; nothing if that is unknown.
   */
  Optional<Partitioner> partitioner() {
    BlockGroups grid = stage.taskGrid();
    if (grid != null && !stage.runsAtChunks()) {
      return Optional.of(new GroupPartitioner(grid));
    }
    if (aligned.isEmpty()) {
      return Optional.of(new BlockPartitioner(blocks.size(), tasks()));
    }
    // Chunks that are cut as the blocks are have their blocks' numbers.
    boolean oneBlockEach =
        stage.alignedAxes().stream()
                .mapToLong(axis -> stage.grid().counts().extent(axis))
                .reduce(1, (a, b) -> a * b)
            == stage.grid().size();
    return oneBlockEach ? alignedPartitioner() : Optional.empty();
  }

  /** Where aligned chunks lie, if they all lie so. */
  private Optional<Partitioner> alignedPartitioner() {
    List<Optional<Partitioner>> all =
        aligned.stream()
            .map(chunks -> OptionConverters.toJava(chunks.rdd().partitioner()))
            .distinct()
            .toList();
    return all.size() == 1 ? all.get(0) : Optional.empty();
  }

  private int tasks() {
    return (int) Math.min(stage.tasks(), stage.of(blocks).size());
  }

  private JavaRDD<BlockResult> withParts(BlockGroups grid, StageTask task) {
    List<TaskRegions> regions = regions(grid);
    return ForgetfulStreams.shuffled(
            pieces(grid, regions).partitionBy(new ReplicatedChunks.ToTasks(grid.count())))
        .mapPartitions(new ReplicatedTask(task, grid, stage.isHalved(), regions), true);
  }

  /**
   * Of each array that travels what each group of blocks reads.
   *
   * @param grid for chunks that stay where they lie, a group for each block
   */
  private List<TaskRegions> regions(BlockGroups grid) {
    return replicated.stream()
        .map(array -> TaskRegions.of(grid, stage.producers(), stage.terminal(), array))
        .toList();
  }

  private JavaPairRDD<Integer, Piece> pieces(BlockGroups grid, List<TaskRegions> regions) {
    ReplicatedChunks sending = new ReplicatedChunks(grid, stage.isHalved(), meter);
    JavaPairRDD<Integer, Piece> pieces = null;
    for (int input = 0; input < regions.size(); input++) {
      ClusterArray source = reader.clusterArray(replicated.get(input).origin());
      JavaPairRDD<Integer, Piece> own =
          sending.pieces(input, source.grid(), source.chunks(), regions.get(input));
      pieces = pieces == null ? own : pieces.union(own);
    }
    return Objects.requireNonNull(pieces);
  }

  /** What travels goes to where the chunks lie, which have the numbers of their blocks. */
  private JavaRDD<BlockResult> withChunksAndParts(BlockGroups grid, StageTask task) {
    List<TaskRegions> regions = regions(grid);
    JavaPairRDD<Long, List<HostArray>> chunks = joined();
    Partitioner places =
        alignedPartitioner()
            .orElseGet(() -> new BlockPartitioner(grid.count(), chunks.getNumPartitions()));
    return ForgetfulStreams.shuffled(chunks.partitionBy(places))
        .zipPartitions(
            ForgetfulStreams.shuffled(
                pieces(grid, regions).partitionBy(new ReplicatedChunks.ToChunks(places))),
            new PlacedTask(task, regions));
  }

  private JavaPairRDD<Long, List<HostArray>> joined() {
    JavaPairRDD<Long, List<HostArray>> joined = aligned.get(0).mapValues(List::of);
    for (JavaPairRDD<Long, HostArray> next : aligned.subList(1, aligned.size())) {
      joined =
          ForgetfulStreams.shuffled(joined.join(next))
              .mapValues(
                  both -> {
                    List<HostArray> all = new ArrayList<>(both._1());
                    all.add(both._2());
                    return all;
                  });
    }
    return joined;
  }

  private JavaRDD<BlockInput> withChunks() {
    AlignedBlocks readers = new AlignedBlocks(blocks, stage.isHalved(), stage.alignedAxes());
    return joined()
        .flatMap(
            chunk ->
                readers
                    .of(chunk._1())
                    .map(own -> BlockInput.each(own, 0, own.size(), chunk._2()))
                    .orElseGet(Collections::emptyIterator));
  }

  /** Makes executors drop what was broadcast to this pass alone. */
  void release() {
    ownVariables.release();
  }

  @Override
  public void close() {
    ownVariables.close();
  }
}
