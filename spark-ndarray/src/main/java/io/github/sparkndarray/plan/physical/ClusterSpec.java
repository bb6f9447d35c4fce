package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;

/**
 * The resources a plan is made for.
 *
 * @param executors how many executors; 1 when the driver is the only one
 * @param cores how many tasks each executor runs at a time
 * @param executorMemory the heap of an executor, in bytes
 * @param driverMemory the heap of the driver, in bytes
 * @param maxResultSize the largest result that may be brought to the driver, in bytes
 * @param memoryFraction the share of a heap that Spark gives to storage and execution together
 *     ({@code spark.memory.fraction})
 * @param storageFraction the share of that which cached and broadcast data may keep ({@code
 *     spark.memory.storageFraction})
 * @param bandwidth what each executor sends or receives over the network, in bytes a second
 * @param vectorBits how long the vectors of a core are, by which projected times go
 * @param inDriver whether tasks run in the driver's own JVM, so that broadcasts go nowhere
 */
public record ClusterSpec(
    int executors,
    int cores,
    long executorMemory,
    long driverMemory,
    long maxResultSize,
    double memoryFraction,
    double storageFraction,
    double bandwidth,
    int vectorBits,
    boolean inDriver) {

  private static final int MOST_EXECUTORS = 1_000_000;
  private static final int MOST_CORES = 100_000;

  /** All tasks that run at the same time, so that a few for each of them can be counted. */
  private static final long MOST_SLOTS = 100_000_000;

  private static final int MOST_VECTOR_BITS = 2048;

  /** What Spark sets aside of each heap before it shares out the rest. */
  private static final long RESERVED = 300L << 20;

  /** The smallest share of a heap that is left when little more than that is reserved. */
  private static final double LEAST_UNRESERVED = 0.5;

  /** What is left free, as projections are no measurements. */
  private static final double SAFETY = 0.9;

  /** The share of the driver's heap that what it broadcasts may take. */
  private static final double DRIVER_BROADCAST = 0.5;

  /** The share of the driver's heap that results may take. */
  private static final double DRIVER_USABLE = 0.6;

  /** The share of the driver's heap that arrays and what they are sent and received in may take. */
  private static final double DRIVER_ROOM = 0.8;

  /** 10 Gbit/s. */
  private static final double BANDWIDTH = 1.25e9;

  /** AVX2: what a cluster is taken to have of which nothing else is known. */
  private static final int VECTOR_BITS = 256;

  /**
   * Refuses what no cluster is like.
   *
   * @throws NDArrayException that names the value and what it may be
   */
  public ClusterSpec {
    require(within(executors, MOST_EXECUTORS), "executors", executors, "1 to " + MOST_EXECUTORS);
    require(within(cores, MOST_CORES), "cores", cores, "1 to " + MOST_CORES);
    long slots = (long) executors * cores;
    require(slots <= MOST_SLOTS, "executors × cores", slots, "at most " + MOST_SLOTS);
    require(executorMemory > 0, "executorMemory", executorMemory, "a positive number of bytes");
    require(driverMemory > 0, "driverMemory", driverMemory, "a positive number of bytes");
    require(maxResultSize > 0, "maxResultSize", maxResultSize, "a positive number of bytes");
    require(
        memoryFraction > 0 && memoryFraction <= 1,
        "memoryFraction",
        memoryFraction,
        "more than 0 and at most 1");
    require(
        storageFraction >= 0 && storageFraction < 1,
        "storageFraction",
        storageFraction,
        "at least 0 and less than 1: the rest is what tasks use");
    require(
        bandwidth > 0 && bandwidth < Double.POSITIVE_INFINITY,
        "bandwidth",
        bandwidth,
        "a positive number of bytes a second");
    require(
        within(vectorBits / Long.SIZE, MOST_VECTOR_BITS / Long.SIZE)
            && Integer.bitCount(vectorBits) == 1,
        "vectorBits",
        vectorBits,
        "a power of two from 64 to " + MOST_VECTOR_BITS);
  }

  private static boolean within(int value, int most) {
    return value >= 1 && value <= most;
  }

  private static void require(boolean isMet, String name, Number value, String rule) {
    if (!isMet) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "Cannot plan for a cluster with %s = %s: it must be %s",
          name,
          value,
          rule);
    }
  }

  /** A cluster with Spark's own defaults for how memory is shared out. */
  public ClusterSpec(
      int executors, int cores, long executorMemory, long driverMemory, long maxResultSize) {
    this(
        executors,
        cores,
        executorMemory,
        driverMemory,
        maxResultSize,
        0.6,
        0.5,
        BANDWIDTH,
        VECTOR_BITS,
        false);
  }

  /** The same cluster with other shares of memory. */
  public ClusterSpec withFractions(double memory, double storage) {
    return new ClusterSpec(
        executors,
        cores,
        executorMemory,
        driverMemory,
        maxResultSize,
        memory,
        storage,
        bandwidth,
        vectorBits,
        inDriver);
  }

  /** The same resources in the driver's own JVM. */
  public ClusterSpec withinDriver() {
    return new ClusterSpec(
        executors,
        cores,
        executorMemory,
        driverMemory,
        maxResultSize,
        memoryFraction,
        storageFraction,
        bandwidth,
        vectorBits,
        true);
  }

  /** The same cluster with another network. */
  public ClusterSpec withBandwidth(double bytesPerSecond) {
    return new ClusterSpec(
        executors,
        cores,
        executorMemory,
        driverMemory,
        maxResultSize,
        memoryFraction,
        storageFraction,
        bytesPerSecond,
        vectorBits,
        inDriver);
  }

  /** The same cluster with cores whose vectors have so many bits; 64 where there are none. */
  public ClusterSpec withVectors(int bits) {
    return new ClusterSpec(
        executors,
        cores,
        executorMemory,
        driverMemory,
        maxResultSize,
        memoryFraction,
        storageFraction,
        bandwidth,
        bits,
        inDriver);
  }

  /** How many times a broadcast variable is fetched. */
  int copies() {
    return inDriver ? 0 : executors;
  }

  /** The tasks that run at the same time. */
  public int slots() {
    return executors * cores;
  }

  /** What storage and execution share in an executor, in bytes. */
  private double unified() {
    double unreserved = Math.max(executorMemory - RESERVED, executorMemory * LEAST_UNRESERVED);
    return unreserved * memoryFraction;
  }

  /** What one task may use, in bytes. */
  public long taskMemory() {
    return (long) (unified() * (1 - storageFraction) / cores);
  }

  /**
   * The largest arrays that may be broadcast at once, in bytes: what an executor keeps for storage,
   * and within half of the driver's heap, which holds both an array and the pieces it is sent in.
   */
  public long broadcastMemory() {
    double onDriver = driverMemory * DRIVER_BROADCAST / 2;
    return (long) (Math.min(unified() * storageFraction, onDriver) * SAFETY);
  }

  /** The heap an executor and the driver must have for that much to be broadcast, in bytes. */
  long memoryToBroadcast(double bytes) {
    double needed = bytes / SAFETY;
    double executor = needed / (memoryFraction * storageFraction) + RESERVED;
    return (long) Math.ceil(Math.max(executor, 2 * needed / DRIVER_BROADCAST));
  }

  /** The heap an executor must have for each of its tasks to use that much, in bytes. */
  long memoryForTasks(double bytes) {
    return (long) Math.ceil(bytes * cores / (memoryFraction * (1 - storageFraction))) + RESERVED;
  }

  /** What the driver may hold of what it broadcasts, merges and collects together, in bytes. */
  long driverRoom() {
    return (long) (driverMemory * DRIVER_ROOM);
  }

  /** The largest results the driver may hold at once, in bytes. */
  public long driverResultMemory() {
    return (long) Math.min(driverMemory * DRIVER_USABLE, maxResultSize);
  }
}
