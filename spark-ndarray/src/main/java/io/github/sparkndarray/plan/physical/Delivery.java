package io.github.sparkndarray.plan.physical;

/** How an array reaches the blocks that read it. */
public enum Delivery {
  /** The stage runs on the driver, which holds or reads the array. */
  LOCAL("on the driver"),
  /** Blocks are computed in the driver's JVM, and read a file that is mapped into its memory. */
  MAPPED("read where it lies in a mapped file"),
  /** The chunk lies with the block already. */
  ALIGNED("aligned"),
  /** Sent whole to every executor in a Spark broadcast variable. */
  BROADCAST("broadcast variable"),
  /** Broadcast part by part, in as many passes over the stage. */
  PANELS("broadcast in panels, pass after pass"),
  /** Chunks are shuffled, each to all tasks that read some of it. */
  REPLICATED("in parts to the tasks that read them"),
  /** Each task reads its slices from storage. */
  STORED("slices read from storage");

  private final String description;

  Delivery(String description) {
    this.description = description;
  }

  public String description() {
    return description;
  }
}
