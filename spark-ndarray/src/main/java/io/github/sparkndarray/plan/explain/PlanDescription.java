package io.github.sparkndarray.plan.explain;

import java.util.List;

/**
 * What {@code explain} says of a plan, before it is laid out.
 *
 * @param stages in the order in which they run
 * @param cluster the resources it was made for, in words
 */
public record PlanDescription(List<StageDescription> stages, String cluster) {

  /**
   * One stage.
   *
   * @param title what it gives, for example {@code argmin, min -> (171075,)}
   * @param nests its loop nests, in the order in which they run on each block
   * @param inputs what it reads from outside
   * @param blocks the number of blocks
   * @param blockShape the extents of a block along the terminal nest's parallel and reduced axes
   * @param tasks the number of Spark tasks; 0 when it runs on the driver
   * @param combinesPartials whether blocks cut a reduced axis
   * @param networkBytes the bytes projected to be sent to executors
   * @param coreSeconds the work projected for one core; what it takes divides by the cores
   */
  public record StageDescription(
      String title,
      List<NestDescription> nests,
      List<InputDescription> inputs,
      long blocks,
      String blockShape,
      int tasks,
      boolean combinesPartials,
      long networkBytes,
      double coreSeconds,
      long taskBytes,
      long executorBytes,
      long driverBytes) {}

  /**
   * One loop nest.
   *
   * @param axes for example {@code i in 171075 (parallel)}
   * @param operands for example {@code a = cities.npy[i, k]}
   * @param body one line per output
   * @param largestTemporary the shape that the widest part of the body would have as an array
   * @param largestTemporaryBytes and its size
   */
  public record NestDescription(
      List<String> axes,
      List<String> operands,
      List<String> body,
      String largestTemporary,
      double largestTemporaryBytes) {}

  /**
   * One array that a stage reads.
   *
   * @param delivery how it reaches the blocks, by the names of {@code Delivery}
   * @param movedBytes the bytes projected to be sent or read for it, by all tasks together
   * @param how the same for people, and why
   */
  public record InputDescription(
      String name, String type, long bytes, String delivery, double movedBytes, String how) {}
}
