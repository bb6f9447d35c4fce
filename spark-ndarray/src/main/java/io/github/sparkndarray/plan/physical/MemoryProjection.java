package io.github.sparkndarray.plan.physical;

/**
 * The most memory that is expected to be in use at once, in bytes.
 *
 * @param task by one task: its slices, outputs, partials and serialized results
 * @param executorShared by all tasks of an executor together: broadcast arrays
 * @param driver by the driver: what it broadcasts, merges and collects
 */
public record MemoryProjection(long task, long executorShared, long driver) {}
