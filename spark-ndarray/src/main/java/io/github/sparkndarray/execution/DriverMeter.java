package io.github.sparkndarray.execution;

/** Measures what the driver holds for a stage, in bytes. */
final class DriverMeter {
  private long held;
  private long peak;

  synchronized void hold(long bytes) {
    held += bytes;
    peak = Math.max(peak, held);
  }

  synchronized void release(long bytes) {
    held -= bytes;
  }

  /** So many bytes pass through. */
  synchronized void passes(long bytes) {
    peak = Math.max(peak, held + bytes);
  }

  synchronized long peak() {
    return peak;
  }
}
