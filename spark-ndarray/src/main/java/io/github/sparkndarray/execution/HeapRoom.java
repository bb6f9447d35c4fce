package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The part of this JVM's heap that shuffles of local mode may take together: what runs have asked
 * for until they give it back, and what is persisted until nobody refers to it any more.
 */
final class HeapRoom {
  private final List<WeakReference<byte[]>> held = new ArrayList<>();
  private long reserved;

  /**
   * Takes room if there is as much.
   *
   * @param room all that there is, in bytes
   * @param mayCollect whether garbage may be collected to find out what is still held, which takes
   *     less time than a shuffle that has to go elsewhere
   */
  boolean reserve(long bytes, long room, boolean mayCollect) {
    if (reserve(bytes, room)) {
      return true;
    }
    if (!mayCollect || bytes > room) {
      return false;
    }
    System.gc();
    return reserve(bytes, room);
  }

  private synchronized boolean reserve(long bytes, long room) {
    if (heldBytes() + reserved + bytes > room) {
      return false;
    }
    reserved += bytes;
    return true;
  }

  synchronized void giveBack(long bytes) {
    reserved -= bytes;
  }

  /** An array is persisted. */
  synchronized void hold(HostArray array) {
    held.add(new WeakReference<>(array.bytes()));
  }

  private long heldBytes() {
    long bytes = 0;
    for (Iterator<WeakReference<byte[]>> all = held.iterator(); all.hasNext(); ) {
      byte[] array = all.next().get();
      if (array == null) {
        all.remove();
      } else {
        bytes += array.length;
      }
    }
    return bytes;
  }
}
