package io.github.sparkndarray.execution.shuffle;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.io.ForgetfulStreams;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.spark.api.java.JavaPairRDD;
import scala.Tuple2;

/**
 * Singular values of matrices that several chunks have. Of each chunk's rows a task leaves at most
 * as many as there are columns; what is left of neighbours comes together, again and again, until
 * one task has what is left of a matrix. Nothing comes to the driver.
 */
final class LongMatrices {
  private final MatrixRows rows;
  private final ClusterShuffle.Placement placement;

  LongMatrices(MatrixRows rows, ClusterShuffle.Placement placement) {
    this.rows = rows;
    this.placement = placement;
  }

  /**
   * @param x in the parts that the matrices are cut into
   * @param shape of the values
   */
  FlatArray values(FlatArray x, Shape shape) {
    MatrixRows own = rows;
    JavaPairRDD<Long, HostArray> left =
        x.chunks().mapValues(part -> RowFactor.of(List.of(part), own.columns()));
    long matrices = rows.grid().grid().shape().size() / rows.matrix();
    for (long parts = rows.parts(); parts > 1; parts = rows.groups(parts)) {
      left = together(left, parts, matrices);
    }
    long[] extents = shape.extents();
    Arrays.fill(extents, 0, extents.length - 1, 1);
    Shape each = Shape.of(extents);
    int apart = (int) (rows.columns() / each.size());
    return new FlatArray(
        DType.FLOAT64,
        FlatGrid.of(new ChunkGrid(shape, each)),
        left.mapValues(matrix -> every(apart, own.ofLeft(matrix), each)));
  }

  private static HostArray every(int apart, double[] values, Shape shape) {
    double[] some = new double[(int) shape.size()];
    Arrays.setAll(some, i -> values[i * apart]);
    return HostArray.ofDoubles(shape, some);
  }

  /** What is left of groups of neighbours among so many parts of each matrix. */
  private JavaPairRDD<Long, HostArray> together(
      JavaPairRDD<Long, HostArray> left, long parts, long matrices) {
    long groups = rows.groups(parts);
    int each = rows.together();
    int columns = rows.columns();
    JavaPairRDD<Long, Tuple2<Long, HostArray>> grouped =
        left.mapToPair(
            part -> {
              long group = part._1() / parts * groups + part._1() % parts / each;
              return new Tuple2<>(group, part);
            });
    return ForgetfulStreams.shuffled(grouped.groupByKey(placement.of(matrices * groups)))
        .mapValues(group -> RowFactor.of(inOrder(group), columns));
  }

  private static List<HostArray> inOrder(Iterable<Tuple2<Long, HostArray>> group) {
    return StreamSupport.stream(group.spliterator(), false)
        .sorted(Comparator.comparing(Tuple2<Long, HostArray>::_1))
        .map(Tuple2::_2)
        .toList();
  }
}
