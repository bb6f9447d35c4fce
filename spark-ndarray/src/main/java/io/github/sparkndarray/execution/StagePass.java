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
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;
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
  private final List<ClusterArray> aligned = new ArrayList<>();
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
        aligned.add(reader.clusterArray(array));
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
    return oneBlockEach ? Optional.of(places()) : Optional.empty();
  }

  /** Where aligned chunks come to lie: as those do that lie in the most partitions. */
  private Partitioner places() {
    return aligned.stream()
        .map(array -> array.chunks().rdd().partitioner())
        .flatMap(partitioner -> OptionConverters.toJava(partitioner).stream())
        .max(Comparator.comparingInt(Partitioner::numPartitions))
        .orElseThrow(() -> new IllegalStateException("nothing says where chunks lie"));
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
    Partitioner places = places();
    return sideBySide()
        .zipPartitions(
            ForgetfulStreams.shuffled(
                pieces(grid, regions).partitionBy(new ReplicatedChunks.ToChunks(places))),
            new PlacedTask(task, regions));
  }

  /** The chunks of all aligned arrays by their numbers, those of one number together. */
  private JavaRDD<Tuple2<Long, List<HostArray>>> sideBySide() {
    Partitioner places = places();
    JavaRDD<Tuple2<Long, List<HostArray>>> all =
        at(places, aligned.get(0)).map(chunk -> new Tuple2<>(chunk._1(), List.of(chunk._2())));
    for (ClusterArray next : aligned.subList(1, aligned.size())) {
      all = all.zipPartitions(at(places, next), new MatchedChunks());
    }
    return all;
  }

  /** An array's chunks where others lie, to which they are sent if they do not lie there. */
  private JavaPairRDD<Long, HostArray> at(Partitioner places, ClusterArray array) {
    boolean lieThere =
        OptionConverters.toJava(array.chunks().rdd().partitioner()).equals(Optional.of(places));
    return lieThere
        ? array.chunks()
        : ForgetfulStreams.shuffled(array.chunks().mapValues(meter::sending).partitionBy(places));
  }

  private JavaRDD<BlockInput> withChunks() {
    AlignedBlocks readers = new AlignedBlocks(blocks, stage.isHalved(), stage.alignedAxes());
    return sideBySide()
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
