package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.memory.MemoryReservation;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import org.apache.spark.memory.MemoryConsumer;
import org.apache.spark.memory.MemoryMode;
import org.apache.spark.memory.TaskMemoryManager;

/** Accounts a task's Arrow memory to Spark, which may make others spill for it. */
final class SparkTaskMemory extends MemoryConsumer implements MemoryReservation {

  SparkTaskMemory(TaskMemoryManager manager) {
    super(manager, MemoryMode.OFF_HEAP);
  }

  @Override
  public void reserve(long bytes) {
    long granted = acquireMemory(bytes);
    if (granted < bytes) {
      freeMemory(granted);
      throw NDArrayException.of(
          ErrorCode.MEMORY,
          "Cannot get %d bytes of off-heap memory from Spark for this task, only %d; set"
              + " spark.memory.offHeap.size higher",
          bytes,
          granted);
    }
  }

  @Override
  public void release(long bytes) {
    freeMemory(bytes);
  }

  /** A running kernel's memory cannot be given back. */
  @Override
  public long spill(long size, MemoryConsumer trigger) {
    return 0;
  }
}
