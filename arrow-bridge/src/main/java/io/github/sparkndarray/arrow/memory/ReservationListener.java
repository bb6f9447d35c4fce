package io.github.sparkndarray.arrow.memory;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.memory.AllocationListener;
import org.apache.arrow.memory.AllocationOutcome;

/**
 * Tells a reservation of what an allocator does. Arrow does not report memory that it reserved but
 * then could not get from the operating system; {@link #settle} makes up for that.
 */
final class ReservationListener implements AllocationListener {
  private final MemoryReservation reservation;
  private final AtomicLong reserved = new AtomicLong();

  ReservationListener(MemoryReservation reservation) {
    this.reservation = reservation;
  }

  @Override
  public void onPreAllocation(long bytes) {
    reservation.reserve(bytes);
    reserved.addAndGet(bytes);
  }

  @Override
  public boolean onFailedAllocation(long bytes, AllocationOutcome outcome) {
    onRelease(bytes);
    return false;
  }

  @Override
  public void onRelease(long bytes) {
    // Never more than is reserved: memory may be released after the scope has settled.
    long before = reserved.getAndUpdate(held -> held - Math.min(held, bytes));
    if (before > 0) {
      reservation.release(Math.min(before, bytes));
    }
  }

  /** Releases all that is still reserved. */
  void settle() {
    onRelease(Long.MAX_VALUE);
  }
}
