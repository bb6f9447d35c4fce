package io.github.sparkndarray.arrow.memory;

import io.github.sparkndarray.error.NDArrayException;

/**
 * Another party's account of the memory that a scope uses, for example that of Spark's task. Called
 * by whichever thread allocates or releases.
 */
public interface MemoryReservation {

  /** Accounts to nobody. */
  MemoryReservation NONE =
      new MemoryReservation() {
        @Override
        public void reserve(long bytes) {}

        @Override
        public void release(long bytes) {}
      };

  /**
   * Called before memory is allocated.
   *
   * @throws NDArrayException with code MEMORY when there is not as much; nothing is then reserved,
   *     and nothing allocated
   */
  void reserve(long bytes);

  /**
   * Called after memory that was reserved has been released, or could not be allocated after all.
   */
  void release(long bytes);
}
