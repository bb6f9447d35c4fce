package io.github.sparkndarray.execution.shuffle;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.io.ForgetfulStreams;
import io.github.sparkndarray.io.MappedIterator;
import io.github.sparkndarray.shape.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/**
 * An array in the cluster whose chunks are contiguous.
 *
 * @param chunks by their number in the grid
 */
record FlatArray(DType dtype, FlatGrid grid, JavaPairRDD<Long, HostArray> chunks) {

  Shape shape() {
    return grid.grid().shape();
  }

  /** An array that the driver has, cut and sent to the cluster. */
  static FlatArray of(HostArray array, FlatGrid grid, JavaSparkContext spark, Partitioner by) {
    List<Tuple2<Long, HostArray>> chunks =
        LongStream.range(0, grid.size())
            .mapToObj(number -> new Tuple2<>(number, cut(array, grid, number)))
            .toList();
    return new FlatArray(
        array.dtype(),
        grid,
        ForgetfulStreams.shuffled(spark.parallelizePairs(chunks).partitionBy(by)));
  }

  private static HostArray cut(HostArray array, FlatGrid grid, long number) {
    int itemSize = array.dtype().itemSize();
    byte[] bytes =
        Arrays.copyOfRange(
            array.bytes(),
            (int) (grid.start(number) * itemSize),
            (int) (grid.end(number) * itemSize));
    return HostArray.wrap(array.dtype(), grid.grid().box(number).shape(), bytes);
  }

  /** All of it, on the driver. */
  HostArray collect() {
    HostArray all = HostArray.allocate(dtype, shape());
    for (Tuple2<Long, HostArray> chunk : chunks.collect()) {
      byte[] values = chunk._2().bytes();
      int at = (int) (grid.start(chunk._1()) * dtype.itemSize());
      System.arraycopy(values, 0, all.bytes(), at, values.length);
    }
    return all;
  }

  /** The chunks as runs of positions. */
  JavaRDD<FlatRuns> runs() {
    FlatGrid from = grid;
    return chunks.map(chunk -> FlatRuns.of(from.start(chunk._1()), chunk._2()));
  }

  /** The array of elements that are anywhere, each of which is there once. */
  static FlatArray gather(DType dtype, JavaRDD<FlatRuns> runs, FlatGrid grid, Partitioner by) {
    JavaPairRDD<Long, FlatRuns> parts =
        runs.flatMapToPair(each -> RunSplitter.split(each, grid).iterator());
    JavaPairRDD<Long, HostArray> chunks =
        ForgetfulStreams.shuffled(parts.groupByKey(by))
            .mapPartitionsToPair(
                groups -> new MappedIterator<>(groups, group -> put(dtype, grid, group)), true);
    return new FlatArray(dtype, grid, chunks);
  }

  private static Tuple2<Long, HostArray> put(
      DType dtype, FlatGrid grid, Tuple2<Long, Iterable<FlatRuns>> group) {
    long number = group._1();
    HostArray chunk = HostArray.allocate(dtype, grid.grid().box(number).shape());
    group._2().forEach(runs -> runs.copyTo(chunk.bytes(), grid.start(number)));
    return new Tuple2<>(number, chunk);
  }
}
