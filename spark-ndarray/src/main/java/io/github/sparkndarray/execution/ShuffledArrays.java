package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.execution.shuffle.ClusterShuffle;
import io.github.sparkndarray.execution.shuffle.LocalShuffle;
import io.github.sparkndarray.expr.DeepFirst;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Literal;
import io.github.sparkndarray.expr.Persist;
import io.github.sparkndarray.expr.Rechunk;
import io.github.sparkndarray.expr.Shuffle;
import io.github.sparkndarray.expr.Shuffled;
import io.github.sparkndarray.expr.Stored;
import io.github.sparkndarray.io.ClusterArray;
import io.github.sparkndarray.plan.physical.ClusterSpec;
import io.github.sparkndarray.plan.physical.MemoryCheck;
import io.github.sparkndarray.plan.physical.PlanSettings;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/**
 * The shuffled arrays that a run needs, each computed before what reads it: on the driver where all
 * that goes in and comes out may stay there, else in the cluster. Where the driver's own JVM is the
 * cluster, more of it may. Closing frees what the cluster holds of them.
 */
final class ShuffledArrays implements AutoCloseable {
  /** The share of a heap that shuffled arrays and what goes into them may take in local mode. */
  private static final double ROOM = 0.45;

  /** The share that these and what Spark keeps on the same heap may take together. */
  private static final double ROOM_WITH_SPARK = 0.6;

  private static final HeapRoom HEAP = new HeapRoom();

  private final PlanSettings settings;
  private final ClusterSpec resources;
  private final Supplier<JavaSparkContext> spark;
  private final Inputs runner;
  private final Map<Shuffled, Expr> computed = new IdentityHashMap<>();
  private final List<Persist> kept = new ArrayList<>();
  private final Set<Expr> persisted = Collections.newSetFromMap(new IdentityHashMap<>());
  private @Nullable ClusterShuffle cluster;
  private long reserved;
  private boolean mayCollect = true;

  /** Computes what goes into shuffles. */
  interface Inputs {
    /** Computes arrays, which keep what they are. */
    void compute(List<Expr> arrays, Map<Shuffled, Expr> shuffled);

    /** Computes arrays for the driver. */
    List<HostArray> collect(List<Expr> arrays, Map<Shuffled, Expr> shuffled);
  }

  ShuffledArrays(
      PlanSettings settings,
      ClusterSpec resources,
      Supplier<JavaSparkContext> spark,
      Inputs runner) {
    this.settings = settings;
    this.resources = resources;
    this.spark = spark;
    this.runner = runner;
  }

  /**
   * Where the shuffled arrays are that the given expressions need: in as few runs as they have to
   * wait for each other, what goes into all that wait equally long is computed together.
   */
  Map<Shuffled, Expr> compute(List<Expr> outputs) {
    List<Shuffled> left = inOrder(outputs);
    left.forEach(this::requireRoom);
    while (!left.isEmpty()) {
      left.stream().filter(this::isReady).forEach(this::takeFew);
      left = left.stream().filter(node -> !computed.containsKey(node)).toList();
      List<Shuffled> ready = left.stream().filter(this::isReady).toList();
      List<Shuffled> near = ready.stream().filter(this::reserve).toList();
      if (near.isEmpty() && !ready.isEmpty()) {
        List<List<Expr>> inputs = inputs(ready);
        for (int i = 0; i < ready.size(); i++) {
          computed.put(ready.get(i), compute(ready.get(i), inputs.get(i)));
        }
      } else {
        computeLocal(near);
      }
      keep(outputs);
      left = left.stream().filter(node -> !computed.containsKey(node)).toList();
    }
    return computed;
  }

  private void requireRoom(Shuffled node) {
    if (node.shuffle() instanceof Shuffle.SingularValues values && !isEmpty(node)) {
      MemoryCheck.requireRoomForTask(
          resources,
          LocalShuffle.matrixBytes(values.columns()),
          "compute %d singular values at a time".formatted(values.columns()));
    }
  }

  /** Computes a few rows of a large array without most others. */
  private void takeFew(Shuffled node) {
    new FewRows(settings.keepOnDriver(), runner, computed)
        .of(node)
        .ifPresent(rows -> computed.put(node, isLarge(bytes(rows)) ? kept(rows) : here(rows)));
  }

  private Expr here(Expr array) {
    return array instanceof Literal
        ? array
        : new Literal(runner.collect(List.of(array), computed).get(0));
  }

  private Expr kept(Expr array) {
    Persist chunks = inChunks(array);
    runner.compute(List.of(chunks), computed);
    return chunks.source();
  }

  private Persist inChunks(Expr array) {
    Shape chunk = ChunkGrid.ofContiguous(array.shape(), elements()).chunkShape();
    return Persist.of(Rechunk.of(array, chunk.extents()));
  }

  /** Leaves shuffled arrays that are to be persisted where they are. */
  private void keep(List<Expr> outputs) {
    wanted(outputs)
        .forEach(
            wanted -> {
              Expr array = computed.get(wanted.input());
              if (array != null && isNear(array) && wanted.hold(array, () -> free(array))) {
                persisted.add(array);
                if (array instanceof Literal literal && isLarge(bytes(array))) {
                  HEAP.hold(literal.values());
                }
              }
            });
  }

  /** The shuffled arrays below some expressions that are to be persisted. */
  private static Stream<Persist> wanted(List<Expr> outputs) {
    return DeepFirst.order(outputs, Expr::inputs).stream()
        .filter(Persist.class::isInstance)
        .map(Persist.class::cast)
        .filter(persist -> persist.isWanted() && persist.input() instanceof Shuffled);
  }

  /** Whether an array can be computed again without a chain of steps that is better cut. */
  private static boolean isNear(Expr array) {
    return !(array instanceof Stored stored && stored.source() instanceof ClusterArray chunks)
        || Lineage.length(chunks.chunks().rdd()) <= Lineage.LONGEST;
  }

  private static void free(Expr array) {
    if (array instanceof Stored stored && stored.source() instanceof ClusterArray chunks) {
      Lineage.free(chunks.chunks().rdd());
    }
  }

  private boolean isReady(Shuffled node) {
    return inOrder(node.inputs()).stream().allMatch(computed::containsKey);
  }

  /** Every shuffled array below some expressions, each after those that it reads. */
  private static List<Shuffled> inOrder(List<Expr> outputs) {
    return DeepFirst.order(outputs, Expr::inputs).stream()
        .filter(Shuffled.class::isInstance)
        .map(Shuffled.class::cast)
        .toList();
  }

  private Expr compute(Shuffled node, List<Expr> inputs) {
    if (isEmpty(node)) {
      return new Literal(HostArray.allocate(node.dtype(), node.shape()));
    }
    long bytes = bytes(node);
    boolean here = true;
    for (Expr input : inputs) {
      here &= input instanceof Literal;
      bytes += bytes(input);
    }
    if (here && bytes <= settings.keepOnDriver()) {
      List<HostArray> values = inputs.stream().map(i -> ((Literal) i).values()).toList();
      return new Literal(LocalShuffle.compute(node, values, elements()));
    }
    return new Stored(cluster().compute(node, inputs));
  }

  /**
   * Whether an array is shuffled in this JVM because there is no other, and has room for it, which
   * is taken: Spark would write all of it to disks, and read it again.
   */
  private boolean reserve(Shuffled node) {
    boolean asksForJobs = settings.driverWork() == 0 || settings.localNanos() == 0;
    // What is long in computing, and moves little, is for all cores.
    boolean isMoved = !(node.shuffle() instanceof Shuffle.SingularValues);
    if (!resources.inDriver() || asksForJobs || isEmpty(node) || !isMoved) {
      return false;
    }
    // What reads the result may have to send it to tasks.
    if (bytes(node) > resources.broadcastMemory() || readsCluster(node)) {
      return false;
    }
    long bytes = moved(node) + LocalShuffle.scratchBytes(node);
    if (!HEAP.reserve(bytes, room(), mayCollect)) {
      mayCollect = false;
      return false;
    }
    reserved += bytes;
    return true;
  }

  /** What lies in Spark's memory already is shuffled from there: here it would be there twice. */
  private boolean readsCluster(Shuffled node) {
    return DeepFirst.order(node.inputs(), Expr::inputs).stream()
        .map(input -> input instanceof Shuffled shuffled ? computed.get(shuffled) : input)
        .anyMatch(
            input -> input instanceof Stored stored && stored.source() instanceof ClusterArray);
  }

  /** The bytes of the heap that all local shuffles together may take beside what Spark keeps. */
  private long room() {
    double memory = resources.driverMemory();
    double room = Math.min(ROOM * memory, ROOM_WITH_SPARK * memory - SparkAccess.storageUsed());
    return (long) Math.min(Math.min(room, resources.maxResultSize()), Integer.MAX_VALUE);
  }

  /** Of an empty result nothing has to be known. */
  private static boolean isEmpty(Shuffled node) {
    return node.shape().size() == 0;
  }

  private boolean isLarge(long bytes) {
    return bytes > settings.keepOnDriver();
  }

  /** What goes into a shuffle and comes of it, in bytes. */
  private static long moved(Shuffled node) {
    return bytes(node) + node.inputs().stream().mapToLong(ShuffledArrays::bytes).sum();
  }

  /** Computes arrays for which room is taken; what goes into several is computed once. */
  private void computeLocal(List<Shuffled> nodes) {
    List<Expr> wanted =
        nodes.stream()
            .flatMap(node -> node.inputs().stream())
            .filter(input -> onDriver(input) == null)
            .distinct()
            .toList();
    List<HostArray> collected = wanted.isEmpty() ? List.of() : runner.collect(wanted, computed);
    for (Shuffled node : nodes) {
      List<HostArray> inputs = new ArrayList<>();
      for (Expr input : node.inputs()) {
        HostArray known = onDriver(input);
        inputs.add(known != null ? known : collected.get(wanted.indexOf(input)));
      }
      computed.put(node, new Literal(LocalShuffle.compute(node, inputs, elements())));
    }
    for (Shuffled node : nodes) {
      giveBack(moved(node) + LocalShuffle.scratchBytes(node) - bytes(node));
    }
  }

  private void giveBack(long bytes) {
    HEAP.giveBack(bytes);
    reserved -= bytes;
  }

  /** An array that this JVM has; null for any other. */
  private @Nullable HostArray onDriver(Expr array) {
    Expr from = array instanceof Persist persist ? persist.source() : array;
    Expr known = from instanceof Shuffled shuffled ? computed.get(shuffled) : from;
    return known instanceof Literal literal ? literal.values() : null;
  }

  private static long bytes(Expr array) {
    return Math.multiplyExact(array.shape().size(), (long) array.dtype().itemSize());
  }

  /** The inputs of shuffles, each on the driver or in contiguous chunks. */
  private List<List<Expr>> inputs(List<Shuffled> nodes) {
    List<Expr> wanted = new ArrayList<>();
    List<List<Expr>> inputs = new ArrayList<>();
    for (Shuffled node : nodes) {
      List<Expr> own = isEmpty(node) ? List.of() : node.inputs();
      inputs.add(own.stream().map(input -> input(input, wanted)).toList());
    }
    for (List<Expr> together : thatFit(wanted)) {
      runner.compute(together, computed);
    }
    return inputs.stream().map(own -> own.stream().map(ShuffledArrays::source).toList()).toList();
  }

  /**
   * Arrays by runs that compute them: what is made together is held together, and the chunks of all
   * that a task makes at a time should take no more than a block's outputs are meant to.
   */
  private List<List<Expr>> thatFit(List<Expr> arrays) {
    List<List<Expr>> runs = new ArrayList<>();
    long bytes = 0;
    for (Expr array : arrays) {
      long own = Math.min(array.shape().size(), elements()) * array.dtype().itemSize();
      if (runs.isEmpty() || bytes + own > settings.blockBytes()) {
        runs.add(new ArrayList<>());
        bytes = 0;
      }
      runs.get(runs.size() - 1).add(array);
      bytes += own;
    }
    return runs;
  }

  /** An input that is there already, or one that is to be kept when it is computed. */
  private Expr input(Expr input, List<Expr> wanted) {
    Expr from = input instanceof Persist held ? held.source() : input;
    Expr known = from instanceof Shuffled shuffled ? computed.get(shuffled) : from;
    Shape chunk = ChunkGrid.ofContiguous(input.shape(), elements()).chunkShape();
    boolean isCut =
        known instanceof Stored stored
            && stored.source() instanceof ClusterArray array
            && array.grid().chunkShape().equals(chunk);
    if (known instanceof Literal || (known != null && isCut)) {
      return known;
    }
    Persist array = inChunks(input);
    kept.add(array);
    wanted.add(array);
    return array;
  }

  private static Expr source(Expr array) {
    return array instanceof Persist persisted ? persisted.source() : array;
  }

  private long elements() {
    return settings.reducedElements();
  }

  private ClusterShuffle cluster() {
    ClusterShuffle known = cluster;
    if (known == null) {
      JavaSparkContext context = spark.get();
      int parallelism = context.defaultParallelism();
      known =
          new ClusterShuffle(
              context,
              ClusterProbe.of(context.sc()),
              chunks -> new BlockPartitioner(chunks, partitions(chunks, parallelism)),
              elements());
      cluster = known;
    }
    return known;
  }

  /** A few chunks each, and enough for all cores. */
  private static int partitions(long chunks, int parallelism) {
    return (int) Math.min(Integer.MAX_VALUE, Math.max(2L * parallelism, chunks / 4));
  }

  @Override
  public void close() {
    giveBack(reserved);
    computed.values().stream()
        .filter(array -> !persisted.contains(array))
        .forEach(array -> free(array));
    kept.forEach(Persist::free);
    if (cluster != null) {
      cluster.close();
    }
  }
}
