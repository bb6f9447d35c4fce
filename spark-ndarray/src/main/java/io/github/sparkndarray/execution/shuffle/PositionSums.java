package io.github.sparkndarray.execution.shuffle;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.io.ForgetfulStreams;
import io.github.sparkndarray.shape.Shape;
import java.util.Arrays;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/**
 * Sums of elements by position. Where the result is no larger than a chunk, each chunk sums up its
 * own elements before they are sent; the sums of chunks are added in the chunks' order, so that the
 * result has the same bits however the work is divided.
 */
final class PositionSums {
  /** Chunks of results are not smaller than so many elements. */
  private static final long LEAST_CHUNK = 1024;

  private PositionSums() {}

  /**
   * @param elements how many elements a chunk is meant to have
   */
  static FlatArray of(
      FlatArray positions,
      FlatArray values,
      Shape shape,
      long elements,
      JavaSparkContext spark,
      ClusterShuffle.Placement placement) {
    int size = (int) Math.min(Integer.MAX_VALUE, shape.size());
    JavaPairRDD<Long, Tuple2<HostArray, HostArray>> sent =
        ForgetfulStreams.shuffled(positions.chunks().join(values.chunks()));
    boolean sumsFirst = shape.size() <= positions.grid().chunk();
    if (sumsFirst) {
      sent = sent.mapValues(pair -> summed(pair._1(), pair._2(), size));
    }
    // All that is sent to one chunk is in one place: as much as a chunk of the input.
    long parts = sumsFirst ? Math.max(1, positions.grid().size()) : 1;
    FlatGrid grid = FlatGrid.of(shape, Math.max(LEAST_CHUNK, elements / parts));
    JavaPairRDD<Long, HostArray> zeros =
        spark
            .sc()
            .range(0, grid.size(), 1, spark.defaultParallelism())
            .toJavaRDD()
            .mapToPair(
                number ->
                    new Tuple2<>(
                        (Long) number,
                        HostArray.allocate(DType.FLOAT64, grid.grid().box((Long) number).shape())));
    return Updates.apply(
        new FlatArray(DType.FLOAT64, grid, zeros),
        sent,
        LocalShuffle::sumAt,
        placement.of(grid.size()));
  }

  private static Tuple2<HostArray, HostArray> summed(
      HostArray positions, HostArray values, int size) {
    HostArray sums = HostArray.allocate(DType.FLOAT64, Shape.of(size));
    LocalShuffle.sumAt(sums, 0, positions, values);
    return new Tuple2<>(slots(size), sums);
  }

  /** All positions of a result, ascending. */
  static HostArray slots(int size) {
    long[] slots = new long[size];
    Arrays.setAll(slots, i -> i);
    return HostArray.ofLongs(Shape.of(size), slots);
  }
}
