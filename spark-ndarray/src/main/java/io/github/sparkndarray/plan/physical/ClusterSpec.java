package io.github.sparkndarray.plan.physical;

/**
 * The resources a plan is made for.
 *
 * @param executors how many executors; 1 when the driver is the only one
 * @param cores how many tasks each executor runs at a time
 * @param executorMemory the heap of an executor, in bytes
 * @param driverMemory the heap of the driver, in bytes
 * @param maxResultSize the largest result that may be brought to the driver, in bytes
 */
public record ClusterSpec(
    int executors, int cores, long executorMemory, long driverMemory, long maxResultSize) {

  /** The share of a heap that is planned with; the rest is Spark's and the JVM's own. */
  private static final double USABLE = 0.6;

  /** The tasks that run at the same time. */
  public int slots() {
    return executors * cores;
  }

  /** What one task may use, in bytes. */
  public long taskMemory() {
    return (long) (executorMemory * USABLE / 2 / cores);
  }

  /**
   * The largest array that may be broadcast, in bytes: half of the usable heap of an executor, and
   * twice within the driver's, which holds both the array and the pieces it is sent in.
   */
  public long broadcastMemory() {
    return (long) Math.min(executorMemory * USABLE / 2, driverMemory * USABLE / 2);
  }

  /** The largest results the driver may hold at once, in bytes. */
  public long driverResultMemory() {
    return (long) Math.min(driverMemory * USABLE, maxResultSize);
  }
}
