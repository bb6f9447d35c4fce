package io.github.sparkndarray.arrow.memory;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;

/**
 * The Arrow memory of one piece of work, a task for example: at most a given number of bytes,
 * accounted to a reservation, all of it released when the work is done. Closing a scope whose
 * memory was not all released is an error that names the scope.
 */
public final class AllocatorScope implements AutoCloseable {
  private final BufferAllocator allocator;
  private final ReservationListener listener;
  private boolean closed;

  private AllocatorScope(BufferAllocator allocator, ReservationListener listener) {
    this.allocator = allocator;
    this.listener = listener;
  }

  /** A scope that may use the given number of bytes and accounts to nobody. */
  public static AllocatorScope open(String name, long limit) {
    return open(name, limit, MemoryReservation.NONE);
  }

  /** A scope that may use the given number of bytes, each of which it reserves first. */
  public static AllocatorScope open(String name, long limit, MemoryReservation reservation) {
    if (limit < 0) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "Cannot open the memory scope %s with a limit of %d bytes", name, limit);
    }
    ReservationListener listener = new ReservationListener(reservation);
    return new AllocatorScope(
        RootMemory.allocator().newChildAllocator(name, listener, 0, limit), listener);
  }

  /**
   * The scopes that are open in this JVM, each with the bytes it uses: none, when all work is done.
   * What leak checks look at.
   */
  public static List<String> openScopes() {
    return RootMemory.allocator().getChildAllocators().stream()
        .map(AllocatorScope::describe)
        .sorted()
        .toList();
  }

  private static String describe(BufferAllocator scope) {
    return "memory scope "
        + scope.getName()
        + ", "
        + scope.getAllocatedMemory()
        + " of "
        + scope.getLimit()
        + " bytes";
  }

  /** The allocator, which the scope goes on owning: do not close it. */
  public BufferAllocator allocator() {
    return allocator;
  }

  public String name() {
    return allocator.getName();
  }

  /** The most bytes that may be in use at a time. */
  public long limit() {
    return allocator.getLimit();
  }

  /** The bytes in use now. */
  public long used() {
    return allocator.getAllocatedMemory();
  }

  /** The most bytes that were in use at a time; also after the scope was closed. */
  public long peak() {
    return allocator.getPeakMemoryAllocation();
  }

  /**
   * Ends the scope and its reservation. Closing twice is harmless.
   *
   * @throws NDArrayException with code INTERNAL when memory was not released
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    long outstanding = used();
    try {
      allocator.close();
    } catch (IllegalStateException leak) {
      throw NDArrayException.causedBy(
          leak,
          ErrorCode.INTERNAL,
          "Cannot close the memory scope %s: %d bytes were not released",
          name(),
          outstanding);
    } finally {
      listener.settle();
    }
  }

  @Override
  public String toString() {
    return "AllocatorScope[" + name() + ", " + used() + " of " + limit() + " bytes]";
  }
}
