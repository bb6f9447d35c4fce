package io.github.sparkndarray.io;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.arrow.format.NpyHeader;
import io.github.sparkndarray.arrow.format.NpyReader;
import io.github.sparkndarray.expr.Complex;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Literal;
import io.github.sparkndarray.expr.Stored;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * An npy file that is compressed in an archive, which can be unpacked from its beginning alone: a
 * small one on the driver, a large one by one task, chunk by chunk, from which the chunks go to all
 * others and are kept in the cluster.
 *
 * @param path of the archive, as the user wrote it
 * @param location the same file as every machine of the cluster finds it
 */
record PackedArray(String path, String location, NpzFile.Entry entry, HadoopSettings hadoop)
    implements Serializable {
  /** What is unpacked on the driver. */
  private static final long SMALL_BYTES = 16L << 20;

  private static final long CHUNK_BYTES = 4L << 20;
  private static final int PARTITIONS_PER_CORE = 4;

  /** The array, whose header is read now. */
  Expr array(Supplier<SparkSession> session) {
    try (UnpackedStream in = open()) {
      NpyHeader header = NpyHeader.read(name(), in);
      NpyHeader real = header.dtype().isComplex() ? header.asParts() : header;
      int axis = header.fortranOrder() ? 0 : header.shape().rank();
      Expr array = entry.size() <= SMALL_BYTES ? whole(real, in) : chunked(real, session.get());
      return header.dtype().isComplex() ? Complex.ofPairs(array, axis) : array;
    } catch (IOException e) {
      throw HadoopFiles.cannot("read", name(), e);
    }
  }

  /** How errors and plans call it. */
  String name() {
    return path + "/" + entry.file();
  }

  /** The file's bytes, from its header on. */
  UnpackedStream open() throws IOException {
    return UnpackedStream.open(location, entry, hadoop.value());
  }

  private Expr whole(NpyHeader header, UnpackedStream in) throws IOException {
    HostArray values = NpyReader.read(name(), header, in);
    in.verify();
    return new Literal(values);
  }

  /** What is in Fortran's order is in ours when its axes are reversed. */
  private Expr chunked(NpyHeader header, SparkSession session) {
    Shape shape = header.fortranOrder() ? reversed(header.shape()) : header.shape();
    header.checkLength(name(), entry.size());
    long elements = CHUNK_BYTES / header.dtype().itemSize();
    ChunkGrid grid = ChunkGrid.ofContiguous(shape, elements);
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    int partitions =
        (int) Math.min(grid.size(), (long) spark.defaultParallelism() * PARTITIONS_PER_CORE);
    NpyHeader inOrder =
        new NpyHeader(header.dtype(), header.bigEndian(), false, shape, header.dataOffset());
    JavaPairRDD<Long, HostArray> chunks =
        ForgetfulStreams.persisted(
            ForgetfulStreams.shuffled(
                spark
                    .parallelize(List.of(0), 1)
                    .flatMapToPair(one -> new UnpackedChunks(this, inOrder, grid))
                    .partitionBy(new HashPartitioner(Math.max(1, partitions)))));
    Expr array = new Stored(new ClusterArray(name(), header.dtype(), grid, chunks));
    return header.fortranOrder() ? View.transpose(array) : array;
  }

  private static Shape reversed(Shape shape) {
    long[] extents = new long[shape.rank()];
    for (int axis = 0; axis < extents.length; axis++) {
      extents[axis] = shape.extent(extents.length - 1 - axis);
    }
    return Shape.of(extents);
  }
}
