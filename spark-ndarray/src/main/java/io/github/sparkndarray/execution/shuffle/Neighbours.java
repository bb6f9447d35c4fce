package io.github.sparkndarray.execution.shuffle;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.io.MappedIterator;
import io.github.sparkndarray.shape.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Elements of sorted vectors beside those before them: the last ones of chunks come to the driver,
 * which tells each chunk what comes before it.
 */
final class Neighbours {
  private Neighbours() {}

  /** Which elements are others than those before them. */
  static FlatArray differ(FlatArray x, boolean equalNan) {
    List<Tuple2<Long, HostArray>> ends = x.chunks().mapValues(Neighbours::last).collect();
    HostArray[] before = new HostArray[Math.toIntExact(x.grid().size())];
    for (Tuple2<Long, HostArray> end : ends) {
      int next = Math.toIntExact(end._1()) + 1;
      if (next < before.length) {
        before[next] = end._2();
      }
    }
    return new FlatArray(
        DType.BOOL,
        x.grid(),
        x.chunks()
            .mapPartitionsToPair(
                chunks ->
                    new MappedIterator<>(
                        chunks,
                        chunk ->
                            new Tuple2<>(
                                chunk._1(),
                                differ(chunk._2(), before[Math.toIntExact(chunk._1())], equalNan))),
                true));
  }

  private static HostArray last(HostArray chunk) {
    int itemSize = chunk.dtype().itemSize();
    HostArray last = HostArray.allocate(chunk.dtype(), Shape.of(1));
    System.arraycopy(chunk.bytes(), (chunk.size() - 1) * itemSize, last.bytes(), 0, itemSize);
    return last;
  }

  /**
   * @param before the one element before the first; null where there is none, and the first differs
   */
  static HostArray differ(HostArray x, @Nullable HostArray before, boolean equalNan) {
    HostArray differs = HostArray.allocate(DType.BOOL, x.shape());
    byte[] bytes = differs.bytes();
    boolean isFloat = x.dtype().isFloat();
    for (int i = 0; i < bytes.length; i++) {
      HostArray other = i == 0 ? before : x;
      int at = i == 0 ? 0 : i - 1;
      boolean own =
          other == null
              || (isFloat
                  ? differ(x.getDouble(i), other.getDouble(at), equalNan)
                  : x.getLong(i) != other.getLong(at));
      bytes[i] = (byte) (own ? 1 : 0);
    }
    return differs;
  }

  /** NaN is no number, not even itself; of sorted numbers, it comes last. */
  private static boolean differ(double own, double before, boolean equalNan) {
    return own != before && !(equalNan && Double.isNaN(before));
  }
}
