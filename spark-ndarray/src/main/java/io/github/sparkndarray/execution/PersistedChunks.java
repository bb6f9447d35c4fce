package io.github.sparkndarray.execution;

import io.github.sparkndarray.expr.Persist;
import io.github.sparkndarray.expr.Stored;
import io.github.sparkndarray.io.ClusterArray;
import java.util.concurrent.atomic.AtomicInteger;

/** Chunks in the cluster that stay until every array that is kept in them has been freed. */
final class PersistedChunks {
  private final ClusterArray array;
  private final AtomicInteger users = new AtomicInteger();

  PersistedChunks(ClusterArray chunks) {
    this.array =
        new ClusterArray("a persisted array", chunks.dtype(), chunks.grid(), chunks.chunks());
  }

  /** Keeps an array in these chunks, unless it is kept elsewhere or not wanted any more. */
  void holdFor(Persist node) {
    users.incrementAndGet();
    if (!node.hold(new Stored(array), this::free)) {
      free();
    }
  }

  private void free() {
    if (users.decrementAndGet() == 0) {
      Lineage.free(array.chunks().rdd());
    }
  }
}
