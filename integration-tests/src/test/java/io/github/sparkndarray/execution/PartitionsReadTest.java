package io.github.sparkndarray.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import io.github.sparkndarray.testing.SparkTest;
import java.util.stream.LongStream;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import scala.Tuple2;

/** Of what lies in the cluster's memory only those partitions are touched that are read. */
@SparkTest
class PartitionsReadTest {
  private static final ChunkGrid GRID = new ChunkGrid(Shape.of(100), Shape.of(10));

  private static JavaPairRDD<Long, HostArray> chunks(JavaSparkContext context) {
    return context
        .parallelizePairs(
            LongStream.range(0, GRID.size())
                .mapToObj(i -> new Tuple2<>(i, HostArray.ofLongs(Shape.of(1), i)))
                .toList())
        .partitionBy(new HashPartitioner(10));
  }

  @Test
  void thoseWithNothingOfWhatIsReadAreLeftOut(JavaSparkContext context) {
    Box read = new Box(new long[] {35}, Shape.of(10));

    JavaPairRDD<Long, HostArray> found = PartitionsRead.of(chunks(context), GRID, read);

    assertThat(found.getNumPartitions()).isEqualTo(2);
    assertThat(found.keys().collect()).containsExactlyInAnyOrder(3L, 4L);
  }

  @Test
  void whereAllAreReadNothingChanges(JavaSparkContext context) {
    JavaPairRDD<Long, HostArray> chunks = chunks(context);

    assertThat(PartitionsRead.of(chunks, GRID, Box.whole(Shape.of(100)))).isSameAs(chunks);
  }
}
