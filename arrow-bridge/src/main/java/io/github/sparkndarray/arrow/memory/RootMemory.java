package io.github.sparkndarray.arrow.memory;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import org.apache.arrow.memory.AllocationListener;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * The one root allocator of this library in a JVM. Only scopes allocate from it, each with a limit.
 */
final class RootMemory {
  private static final int ALIGNMENT = 64;

  private RootMemory() {}

  static BufferAllocator allocator() {
    try {
      return Holder.ROOT;
    } catch (LinkageError e) {
      throw new NDArrayException(
          ErrorCode.UNSUPPORTED,
          "Cannot use Arrow memory in this JVM: start it with the options that Spark passes, among"
              + " them --add-opens=java.base/java.nio=ALL-UNNAMED, and with arrow-memory-netty on"
              + " the class path",
          e);
    }
  }

  /**
   * Sizes in units of a cache line; Arrow's default of powers of two would account for up to twice.
   */
  private static long rounded(long bytes) {
    return (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  private static final class Holder {
    static final RootAllocator ROOT =
        new RootAllocator(AllocationListener.NOOP, Long.MAX_VALUE, RootMemory::rounded);
  }
}
