package io.github.sparkndarray.plan.physical;

/**
 * What a stage was measured to use, to be read beside what was projected for it.
 *
 * @param broadcast the bytes that executors fetched of broadcast variables, as they travelled: see
 *     {@link Traffic} for how they compare
 * @param shuffled the bytes that tasks wrote for other tasks, by Spark's metrics
 * @param memory the most memory that was in use: see {@link MemoryProjection} for what counts
 * @param tasks the tasks that ran blocks, of all passes together, those that were run again among
 *     them; 0 on the driver
 * @param seconds how long the stage took, from when it was begun until its results were where they
 *     stay
 */
public record Measured(
    long broadcast, long shuffled, MemoryProjection memory, int tasks, double seconds) {

  /** What a stage on the driver used. */
  public static Measured onDriver(double seconds) {
    return new Measured(0, 0, new MemoryProjection(0, 0, 0), 0, seconds);
  }
}
