package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.io.ClusterArray;
import io.github.sparkndarray.io.StoredArray;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.shape.Box;

/** Brings whole arrays to the driver, to be broadcast or worked on there. */
final class SourceReader {
  private SourceReader() {}

  static HostArray readWhole(ArrayRef array) {
    if (array instanceof ArrayRef.Host host) {
      return host.array();
    }
    if (array instanceof ArrayRef.Source source) {
      if (source.source() instanceof StoredArray stored) {
        HostArray whole = HostArray.allocate(stored.dtype(), stored.shape());
        if (whole.size() > 0) {
          stored.read(Box.whole(stored.shape()), whole.writableBuffer());
        }
        return whole;
      }
      if (source.source() instanceof ClusterArray chunked) {
        return ClusterStage.collect(chunked);
      }
    }
    throw NDArrayException.of(ErrorCode.INTERNAL, "Cannot bring %s to the driver", array);
  }
}
