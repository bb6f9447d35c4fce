package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The large arrays that are persisted on this JVM's heap, until nobody refers to them any more:
 * what they take is not there for others.
 */
final class HeldArrays {
  private final List<WeakReference<HostArray>> arrays = new ArrayList<>();

  synchronized void add(HostArray array) {
    arrays.add(new WeakReference<>(array));
  }

  /**
   * Whether they leave room: take no more than the given number of bytes. Nobody knows which of
   * them are still needed until garbage is collected, which takes less time than a shuffle that has
   * to go elsewhere.
   */
  boolean leave(long bytes) {
    if (bytes() <= bytes) {
      return true;
    }
    System.gc();
    return bytes() <= bytes;
  }

  private synchronized long bytes() {
    long bytes = 0;
    for (Iterator<WeakReference<HostArray>> all = arrays.iterator(); all.hasNext(); ) {
      HostArray array = all.next().get();
      if (array == null) {
        all.remove();
      } else {
        bytes += array.bytes().length;
      }
    }
    return bytes;
  }
}
