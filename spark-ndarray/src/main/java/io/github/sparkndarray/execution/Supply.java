package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.io.StoredArray;
import java.io.Serializable;

/** How a task comes by one of its stage's inputs: the running form of a delivery. */
sealed interface Supply extends Serializable {

  /** In broadcast variables. */
  record Broadcasted(BroadcastParts parts) implements Supply {}

  /** By reading the slices it needs. */
  record Stored(StoredArray array) implements Supply {}

  /** Where it lies: in a mapped file, in memory that is not the task's own. */
  record Mapped(StoredArray array) implements Supply {}

  /**
   * With the block: the chunk is handed to the task together with the block's number.
   *
   * @param position which of the handed chunks
   */
  record Aligned(int position) implements Supply {}

  /**
   * In parts, of which the task has its own before its first block.
   *
   * @param position which of the arrays that come so
   */
  record Replicated(int position) implements Supply {}

  /** As an object of this JVM: for stages that run on the driver, never serialized. */
  record Local(HostArray array) implements Supply {}
}
