package io.github.sparkndarray.execution.shuffle;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Literal;
import io.github.sparkndarray.expr.Shuffle;
import io.github.sparkndarray.expr.Shuffled;
import io.github.sparkndarray.expr.Stored;
import io.github.sparkndarray.io.ClusterArray;
import io.github.sparkndarray.io.ForgetfulStreams;
import io.github.sparkndarray.plan.physical.ClusterSpec;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Shuffles of arrays whose chunks lie in the cluster. No chunk's elements come to the driver, only
 * counts, totals and samples of each chunk where they are needed, and vectors that are broadcast.
 */
public final class ClusterShuffle implements AutoCloseable {
  private final JavaSparkContext spark;
  private final ClusterSpec size;
  private final Placement placement;
  private final long chunkElements;

  /** Gives back what shuffles hold while their results may still be computed. */
  private final List<Runnable> leftovers = new ArrayList<>();

  /** Who decides where chunks lie. */
  public interface Placement {
    /** The partitioner for so many chunks. */
    Partitioner of(long chunks);
  }

  /**
   * @param size the executors and their memory
   * @param chunkElements how many elements a chunk is meant to have
   */
  public ClusterShuffle(
      JavaSparkContext spark, ClusterSpec size, Placement placement, long chunkElements) {
    this.spark = spark;
    this.size = size;
    this.placement = placement;
    this.chunkElements = chunkElements;
  }

  /**
   * The value of a shuffled array, which is kept in the cluster when it is first read.
   *
   * @param inputs what it is computed from: arrays that the driver has, or contiguous chunks
   */
  public ClusterArray compute(Shuffled node, List<Expr> inputs) {
    FlatGrid grid = FlatGrid.of(node.shape(), chunkElements);
    FlatArray result = compute(node, inputs, grid);
    return new ClusterArray(
        "the " + node.shuffle().title(),
        node.dtype(),
        result.grid().grid(),
        ForgetfulStreams.persisted(result.chunks()));
  }

  private FlatArray compute(Shuffled node, List<Expr> inputs, FlatGrid grid) {
    if (node.shuffle() instanceof Shuffle.Search search) {
      HostArray sorted = values(inputs.get(0));
      return SortedSearch.of(sorted, flat(inputs.get(1)), search.right(), spark, leftovers);
    }
    return isBroadcastTake(node, inputs)
        ? BroadcastTake.of(values(inputs.get(0)), flat(inputs.get(1)), spark, leftovers)
        : moved(node, inputs.stream().map(this::flat).toList(), grid);
  }

  private boolean isBroadcastTake(Shuffled node, List<Expr> inputs) {
    if (!(node.shuffle() instanceof Shuffle.Take)) {
      return false;
    }
    Shape x = inputs.get(0).shape();
    int itemSize = node.dtype().itemSize();
    double taken = inputs.get(1).shape().size();
    return BroadcastTake.isBetter(x.rank(), (double) x.size() * itemSize, taken, itemSize, size);
  }

  /** An array brought to the driver. */
  private HostArray values(Expr input) {
    return input instanceof Literal literal ? literal.values() : flat(input).collect();
  }

  private FlatArray moved(Shuffled node, List<FlatArray> inputs, FlatGrid grid) {
    Shuffle shuffle = node.shuffle();
    if (shuffle instanceof Shuffle.Reshape) {
      return gather(node.dtype(), inputs.get(0).runs(), grid);
    }
    if (shuffle instanceof Shuffle.Concatenate joined) {
      return gather(node.dtype(), concatenated(inputs, joined.axis()), grid);
    }
    if (shuffle instanceof Shuffle.Take) {
      Partitioner by = placement.of(inputs.get(0).grid().size());
      return gather(node.dtype(), RowTake.of(inputs.get(0), inputs.get(1), by, spark), grid);
    }
    if (shuffle instanceof Shuffle.Nonzero) {
      return gather(DType.INT64, nonzero(inputs.get(0)), grid);
    }
    if (shuffle instanceof Shuffle.Compress) {
      return gather(node.dtype(), compressed(inputs.get(0), inputs.get(1)), grid);
    }
    if (shuffle instanceof Shuffle.Distinct distinct) {
      return Neighbours.differ(inputs.get(0), distinct.equalNan());
    }
    if (shuffle instanceof Shuffle.Scatter) {
      Partitioner by = placement.of(inputs.get(0).grid().size());
      return Updates.apply(
          inputs.get(0),
          ForgetfulStreams.shuffled(inputs.get(1).chunks().join(inputs.get(2).chunks())),
          LocalShuffle::scatter,
          by);
    }
    if (shuffle instanceof Shuffle.SumAt) {
      return PositionSums.of(
          inputs.get(0), inputs.get(1), node.shape(), chunkElements, spark, placement);
    }
    if (shuffle instanceof Shuffle.SingularValues values) {
      return singularValues(inputs.get(0), values.columns(), node);
    }
    if (shuffle instanceof Shuffle.SelectEach) {
      return selected(inputs.get(0), inputs.get(1), node);
    }
    return alongRows(shuffle, inputs.get(0), node, grid);
  }

  private FlatArray singularValues(FlatArray x, int columns, Shuffled node) {
    int stack = node.shape().rank() - 1;
    MatrixRows rows = MatrixRows.of(x.shape(), stack, columns, chunkElements);
    if (rows.areWhole()) {
      return ofRows(x, node, rows::values);
    }
    FlatArray cut = x.grid().chunk() % columns == 0 ? x : gather(x.dtype(), x.runs(), rows.grid());
    return new LongMatrices(rows, placement).values(cut, node.shape());
  }

  private FlatArray alongRows(Shuffle shuffle, FlatArray x, Shuffled node, FlatGrid grid) {
    Shape shape = x.shape();
    long row = shape.rank() == 0 ? 1 : shape.extent(shape.rank() - 1);
    if (shuffle instanceof Shuffle.Scan scan) {
      return x.grid().chunk() % row == 0
          ? wholeRows(
              x, node.dtype(), c -> RunningTotals.of(c, (int) row, (int) row, scan.reduction()))
          : LongScan.of(x, scan.reduction(), row);
    }
    if (shuffle instanceof Shuffle.Select select) {
      return selected(x, row, select.places(), node);
    }
    boolean positions = ((Shuffle.Sort) shuffle).positions();
    return x.grid().chunk() % row == 0
        ? wholeRows(x, node.dtype(), chunk -> LocalShuffle.sort(chunk, (int) row, positions))
        : gather(
            node.dtype(), new LongSort(spark, x, row, positions, placement).runs(leftovers), grid);
  }

  private FlatArray selected(FlatArray x, long row, List<Long> places, Shuffled node) {
    long[] all = places.stream().mapToLong(Long::longValue).toArray();
    return x.grid().chunk() % row == 0
        ? ofRows(x, node, (part, shape) -> LocalShuffle.select(part, (int) row, places))
        : selected(x, row, r -> all, node);
  }

  /** At places of each row's own, which are brought to where the rows are. */
  private FlatArray selected(FlatArray x, FlatArray places, Shuffled node) {
    int last = x.shape().rank() - 1;
    long row = x.shape().extent(last);
    if (x.grid().chunk() % row != 0) {
      HostArray all = places.collect();
      int each = (int) all.shape().extent(last);
      return selected(
          x,
          row,
          r -> LongStream.range(r * each, (r + 1) * each).map(i -> all.getLong((int) i)).toArray(),
          node);
    }
    Partitioner by = x.chunks().partitioner().orElse(placement.of(x.grid().size()));
    FlatGrid grid = gridOfRows(x, node);
    FlatArray near = FlatArray.gather(DType.INT64, places.runs(), grid, by);
    return new FlatArray(
        node.dtype(),
        grid,
        ForgetfulStreams.shuffled(x.chunks().join(near.chunks(), by))
            .mapValues(both -> LocalShuffle.select(both._1(), both._2())));
  }

  private FlatArray selected(FlatArray x, long row, LongFunction<long[]> places, Shuffled node) {
    HostArray values = new LongSelect(spark, x, row, placement).values(places, node.shape());
    FlatGrid grid = FlatGrid.of(node.shape(), chunkElements);
    return FlatArray.of(values, grid, spark, placement.of(grid.size()));
  }

  /** What a task makes of a chunk of whole rows. */
  private interface OfRows extends Serializable {
    HostArray apply(HostArray chunk, Shape shape);
  }

  /** Tasks make as many elements of each row, along one axis in place of those of a row. */
  private static FlatArray ofRows(FlatArray x, Shuffled node, OfRows work) {
    Shape shape = node.shape();
    return new FlatArray(
        node.dtype(),
        gridOfRows(x, node),
        x.chunks().mapValues(part -> work.apply(part, below(part.shape(), shape))));
  }

  private static FlatGrid gridOfRows(FlatArray x, Shuffled node) {
    Shape chunk = below(x.grid().grid().chunkShape(), node.shape());
    return FlatGrid.of(new ChunkGrid(node.shape(), chunk));
  }

  /** The last extent of a shape below the first ones of another. */
  private static Shape below(Shape first, Shape shape) {
    long[] extents = Arrays.copyOf(first.extents(), shape.rank());
    extents[shape.rank() - 1] = shape.extent(shape.rank() - 1);
    return Shape.of(extents);
  }

  /** What a task does with a chunk. */
  private interface OfChunk extends Serializable {
    HostArray apply(HostArray chunk);
  }

  private static FlatArray wholeRows(FlatArray x, DType dtype, OfChunk work) {
    return new FlatArray(dtype, x.grid(), x.chunks().mapValues(work::apply));
  }

  private FlatArray gather(DType dtype, JavaRDD<FlatRuns> runs, FlatGrid grid) {
    return FlatArray.gather(dtype, runs, grid, placement.of(grid.size()));
  }

  private FlatArray flat(Expr input) {
    if (input instanceof Literal literal) {
      FlatGrid grid = FlatGrid.of(literal.shape(), chunkElements);
      return FlatArray.of(literal.values(), grid, spark, placement.of(grid.size()));
    }
    ClusterArray array = (ClusterArray) ((Stored) input).source();
    return new FlatArray(array.dtype(), FlatGrid.of(array.grid()), array.chunks());
  }

  private static JavaRDD<FlatRuns> concatenated(List<FlatArray> inputs, int axis) {
    long whole = inputs.stream().mapToLong(input -> input.shape().sizeFrom(axis)).sum();
    JavaRDD<FlatRuns> all = null;
    long offset = 0;
    for (FlatArray input : inputs) {
      long by = offset;
      long part = input.shape().sizeFrom(axis);
      JavaRDD<FlatRuns> own = input.runs().map(runs -> runs.spread(part, whole, by));
      all = all == null ? own : all.union(own);
      offset += part;
    }
    return Objects.requireNonNull(all);
  }

  /** The counts of what is true in each chunk. */
  private static int[] counts(FlatArray mask) {
    int[] counts = new int[Math.toIntExact(mask.grid().size())];
    mask.chunks()
        .mapValues(ClusterShuffle::count)
        .collect()
        .forEach(count -> counts[Math.toIntExact(count._1())] = count._2());
    return counts;
  }

  /** For each chunk, how many elements the chunks before it have. */
  private static long[] before(int[] counts) {
    long[] before = new long[counts.length];
    IntStream.range(1, counts.length).forEach(i -> before[i] = before[i - 1] + counts[i - 1]);
    return before;
  }

  /** Elements where a mask of the same chunks is true, at their places among all that are. */
  private JavaRDD<FlatRuns> compressed(FlatArray x, FlatArray mask) {
    int[] own = counts(mask);
    long[] before = before(own);
    return ForgetfulStreams.shuffled(x.chunks().join(mask.chunks(), placement.of(x.grid().size())))
        .map(
            pair -> {
              int number = Math.toIntExact(pair._1());
              HostArray kept = LocalShuffle.compress(pair._2()._1(), pair._2()._2(), own[number]);
              return FlatRuns.of(before[number], kept);
            })
        .filter(runs -> runs.values().size() > 0);
  }

  private static JavaRDD<FlatRuns> nonzero(FlatArray mask) {
    FlatGrid grid = mask.grid();
    int[] own = counts(mask);
    long[] before = before(own);
    return mask.chunks()
        .map(
            chunk -> {
              int number = Math.toIntExact(chunk._1());
              HostArray positions =
                  LocalShuffle.nonzero(chunk._2(), grid.start(number), own[number]);
              return FlatRuns.of(before[number], positions);
            })
        .filter(runs -> runs.values().size() > 0);
  }

  private static int count(HostArray mask) {
    int count = 0;
    for (byte each : mask.bytes()) {
      count += each;
    }
    return count;
  }

  @Override
  public void close() {
    leftovers.forEach(Runnable::run);
  }
}
