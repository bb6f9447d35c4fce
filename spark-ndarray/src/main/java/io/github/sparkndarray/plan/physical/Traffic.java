package io.github.sparkndarray.plan.physical;

/**
 * What a stage is projected to send from one JVM to another, in bytes of elements. What is measured
 * differs by what serialization adds, some hundred bytes for each array, and by what compression
 * takes away, which depends on the values: Spark compresses both broadcasts and shuffles by
 * default.
 *
 * @param broadcast what executors fetch of broadcast variables
 * @param shuffled what tasks write for other tasks: chunks to those that read them, partials to
 *     those that combine them, results to where they are kept
 * @param partials the contributions to outputs that leave the tasks that made them; part of what is
 *     shuffled unless they are combined on the driver
 */
public record Traffic(double broadcast, double shuffled, double partials) {
  /** What a stage on the driver sends. */
  static final Traffic NONE = new Traffic(0, 0, 0);

  /** Partials up to this many bytes together are combined on the driver, more by a shuffle. */
  private static final double PARTIALS_ON_DRIVER = 32 << 20;

  /**
   * Whether the driver combines partials, as there are few and their results need not stay here.
   */
  static boolean mergesOnDriver(double partials, Stage.Keep keep) {
    return partials <= PARTIALS_ON_DRIVER && keep != Stage.Keep.IN_CLUSTER;
  }

  /** What goes over the network, if no task happens to run where what it reads was written. */
  public double total() {
    return broadcast + shuffled;
  }
}
