package io.github.sparkndarray.plan.physical;

/**
 * The most memory that is in use at once, in bytes, whether it is a projection or was measured.
 * What counts is what the library holds: a JVM's own needs and garbage come on top, and are what
 * Spark leaves of a heap.
 *
 * @param task by one task: its slices, outputs, partials, scratch arrays and serialized results
 * @param executorShared by all tasks of an executor together: broadcast arrays, and the pieces of
 *     them that it has for other executors
 * @param driver by the driver: what it broadcasts, with the pieces it is sent in, and what it
 *     merges and collects
 */
public record MemoryProjection(long task, long executorShared, long driver) {}
