package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.io.ClusterArray;
import io.github.sparkndarray.io.StoredArray;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;

/** Brings arrays to the driver, whole or in part, wherever they lie. */
final class ArrayReader {
  private final Function<ArrayRef, Resident> residents;

  /**
   * @param residents where the results of earlier stages are
   */
  ArrayReader(Function<ArrayRef, Resident> residents) {
    this.residents = residents;
  }

  HostArray readWhole(ArrayRef array) {
    return read(array, Box.whole(array.shape()));
  }

  HostArray read(ArrayRef array, Box box) {
    if (array instanceof ArrayRef.Source source && source.source() instanceof StoredArray stored) {
      HostArray part = HostArray.allocate(stored.dtype(), box.shape());
      if (part.size() > 0) {
        stored.read(box, part.writableBuffer());
      }
      return part;
    }
    if (array instanceof ArrayRef.Host host) {
      return part(host.array(), box);
    }
    if (array instanceof ArrayRef.Result
        && residents.apply(array) instanceof Resident.OnDriver held) {
      return part(held.array(), box);
    }
    return collect(clusterArray(array), box);
  }

  /** The chunks of an array that lies in the cluster's memory. */
  ClusterArray clusterArray(ArrayRef array) {
    if (array instanceof ArrayRef.Source source && source.source() instanceof ClusterArray held) {
      return held;
    }
    if (array instanceof ArrayRef.Result
        && residents.apply(array) instanceof Resident.InCluster kept) {
      return kept.array();
    }
    throw NDArrayException.of(ErrorCode.INTERNAL, "%s has no chunks in the cluster", array);
  }

  private static HostArray part(HostArray whole, Box box) {
    return Piece.of(0, whole, Box.whole(whole.shape()), box).values();
  }

  /** Part of an array that lies in the cluster's memory. */
  static HostArray collect(ClusterArray array, Box box) {
    HostArray whole = HostArray.allocate(array.dtype(), box.shape());
    ByteBuffer target = whole.writableBuffer();
    ChunkGrid grid = array.grid();
    JavaRDD<BlockResult> pieces =
        array
            .chunks()
            .filter(chunk -> grid.box(chunk._1()).intersection(box).isPresent())
            .map(
                chunk -> {
                  Box from = grid.box(chunk._1());
                  Box part = from.intersection(box).orElseThrow();
                  HostArray values = Piece.of(0, chunk._2(), from, part).values();
                  return BlockResult.ofArrays(chunk._1(), List.of(values));
                });
    ClusterJob.run(
        pieces,
        result -> {
          Box part = grid.box(result.block()).intersection(box).orElseThrow();
          new Piece(0, part, result.arrays().get(0)).copyTo(target, box);
        },
        done -> {},
        new DriverMeter());
    return whole;
  }
}
