package io.github.sparkndarray.execution.shuffle;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * Binary search in a sorted vector, which every executor has a copy of, so that no value moves.
 *
 * @param keys {@link SortKeys} of the vector's elements
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SortedSearch(long[] keys) {

  static SortedSearch of(HostArray sorted) {
    return new SortedSearch(SortKeys.of(sorted, true));
  }

  /**
   * The same for values that lie in the cluster.
   *
   * @param leftovers is told how executors give the vector back; the driver keeps it for as long as
   *     the result may be computed again, when an executor is lost
   */
  static FlatArray of(
      HostArray sorted,
      FlatArray values,
      boolean right,
      JavaSparkContext spark,
      List<Runnable> leftovers) {
    Broadcast<long[]> sent = spark.broadcast(of(sorted).keys());
    leftovers.add(() -> sent.unpersist());
    return new FlatArray(
        DType.INT64,
        values.grid(),
        values.chunks().mapValues(chunk -> new SortedSearch(sent.value()).positions(chunk, right)));
  }

  /**
   * How many elements come before each value.
   *
   * @param values of the vector's dtype
   * @param right whether equal ones do
   */
  HostArray positions(HostArray values, boolean right) {
    HostArray positions = HostArray.allocate(DType.INT64, values.shape());
    ByteBuffer to = positions.writableBuffer();
    for (long key : SortKeys.of(values, true)) {
      // Of whole numbers, those that are not greater are less than the next one.
      to.putLong(right && key == Long.MAX_VALUE ? keys.length : before(right ? key + 1 : key));
    }
    return positions;
  }

  /** How many keys are less; without a branch that half of the searches would mispredict. */
  private int before(long key) {
    int from = 0;
    int length = keys.length;
    while (length > 1) {
      int half = length >>> 1;
      from += keys[from + half - 1] < key ? half : 0;
      length -= half;
    }
    return length == 0 || keys[from] >= key ? from : from + 1;
  }
}
