package io.github.sparkndarray.frame;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.execution.Executor;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Literal;
import io.github.sparkndarray.expr.Rechunk;
import io.github.sparkndarray.expr.Stored;
import io.github.sparkndarray.io.ClusterArray;
import io.github.sparkndarray.io.ForgetfulStreams;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/** Chunks of arrays that hold whole rows: all that is at one index of the first axis. */
final class ChunkRows {
  private static final long CHUNK_BYTES = 4L << 20;

  private ChunkRows() {}

  /** Chunks of several arrays that have the same rows, side by side. */
  record Chunk(Box box, List<HostArray> arrays) {}

  /**
   * The arrays' rows, computed together and kept where plans keep what later stages read.
   *
   * @param arrays of at least one axis each, the first of the same extent
   */
  static JavaRDD<Chunk> of(JavaSparkContext spark, Executor executor, List<Expr> arrays) {
    long rowBytes =
        arrays.stream().mapToLong(a -> a.dtype().itemSize() * elementsOfRow(a)).max().orElse(1);
    long rows = Math.max(1, arrays.get(0).shape().extent(0));
    long chunkRows = Math.min(rows, Math.max(1, CHUNK_BYTES / Math.max(1, rowBytes)));
    List<Expr> wanted = new ArrayList<>();
    for (Expr array : arrays) {
      wanted.add(hasWholeRows(array) && arrays.size() == 1 ? array : cut(array, chunkRows));
    }
    boolean there = wanted.equals(arrays) && arrays.get(0) instanceof Stored;
    List<Expr> kept = there ? arrays : executor.keep(wanted);
    JavaPairRDD<Long, HostArray[]> all = null;
    for (Expr array : kept) {
      JavaPairRDD<Long, HostArray> own = chunks(spark, array, chunkRows);
      all =
          all == null
              ? own.mapValues(chunk -> new HostArray[] {chunk})
              : ForgetfulStreams.shuffled(all.join(own))
                  .mapValues(both -> beside(both._1(), both._2()));
    }
    if (all == null) {
      throw new IllegalArgumentException("no arrays");
    }
    long step = chunkRows(kept.get(0), chunkRows);
    return all.map(
        chunk -> {
          Shape shape = chunk._2()[0].shape();
          long[] origin = new long[shape.rank()];
          origin[0] = chunk._1() * step;
          return new Chunk(new Box(origin, shape), List.of(chunk._2()));
        });
  }

  private static HostArray[] beside(HostArray[] arrays, HostArray next) {
    HostArray[] more = Arrays.copyOf(arrays, arrays.length + 1);
    more[arrays.length] = next;
    return more;
  }

  private static long elementsOfRow(Expr array) {
    long rows = array.shape().extent(0);
    return rows == 0 ? 1 : array.shape().size() / rows;
  }

  private static Expr cut(Expr array, long chunkRows) {
    long[] chunk = new long[array.shape().rank()];
    Arrays.fill(chunk, Rechunk.WHOLE_AXIS);
    chunk[0] = chunkRows;
    return Rechunk.of(array, chunk);
  }

  private static boolean hasWholeRows(Expr array) {
    if (!(array instanceof Stored stored) || !(stored.source() instanceof ClusterArray held)) {
      return false;
    }
    for (int axis = 1; axis < held.shape().rank(); axis++) {
      if (held.grid().chunkShape().extent(axis) < held.shape().extent(axis)) {
        return false;
      }
    }
    return true;
  }

  /** The rows of a chunk of what is kept. */
  private static long chunkRows(Expr kept, long wanted) {
    return kept instanceof Stored stored && stored.source() instanceof ClusterArray held
        ? held.grid().chunkShape().extent(0)
        : wanted;
  }

  private static JavaPairRDD<Long, HostArray> chunks(
      JavaSparkContext spark, Expr array, long chunkRows) {
    if (array instanceof Stored stored && stored.source() instanceof ClusterArray held) {
      return held.chunks();
    }
    if (array instanceof Literal literal) {
      List<Tuple2<Long, HostArray>> slices = slices(literal.values(), chunkRows);
      return spark.parallelizePairs(slices, Math.max(1, slices.size()));
    }
    throw new IllegalStateException("kept in an unknown form: " + array);
  }

  /** An array of the driver in chunks of so many rows. */
  private static List<Tuple2<Long, HostArray>> slices(HostArray whole, long chunkRows) {
    List<Tuple2<Long, HostArray>> slices = new ArrayList<>();
    if (whole.size() == 0) {
      return slices;
    }
    long[] chunk = whole.shape().extents();
    chunk[0] = chunkRows;
    ChunkGrid grid = new ChunkGrid(whole.shape(), Shape.of(chunk));
    int at = 0;
    for (long number = 0; number < grid.size(); number++) {
      HostArray part = HostArray.allocate(whole.dtype(), grid.box(number).shape());
      System.arraycopy(whole.bytes(), at, part.bytes(), 0, part.bytes().length);
      at += part.bytes().length;
      slices.add(new Tuple2<>(number, part));
    }
    return slices;
  }
}
