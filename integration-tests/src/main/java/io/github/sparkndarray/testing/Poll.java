package io.github.sparkndarray.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for what another thread or process does. */
final class Poll {
  private static final long STEP_MILLIS = 20;

  private Poll() {}

  /** Returns whether the condition came true in time. */
  static boolean until(Duration patience, BooleanSupplier condition) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      try {
        Thread.sleep(STEP_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while waiting", e);
      }
    }
    return true;
  }
}
