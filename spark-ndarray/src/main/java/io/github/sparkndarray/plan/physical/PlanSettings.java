package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.plan.logical.NestWishes;

/**
 * What can be tuned about plans.
 *
 * @param driverWork stages with at most this many points of iteration run on the driver itself; 0
 *     where all are to be Spark jobs
 * @param localNanos where the driver's own cores are all there are, stages that take them at most
 *     this long together run without a Spark job, in nanoseconds of one core
 * @param blockBytes how large a block's outputs and slices are meant to be, in bytes
 * @param reducedElements how many elements a block of a cut reduction is meant to have; part of
 *     what a floating-point sum means to the last bit, so it must not follow from the cluster
 * @param keepOnDriver results that later stages need stay on the driver up to this size, in bytes
 * @param delivery how arrays that many blocks read are to be delivered, where there is a choice
 */
public record PlanSettings(
    long driverWork,
    long localNanos,
    long blockBytes,
    long reducedElements,
    long keepOnDriver,
    DeliveryWish delivery) {
  public static final PlanSettings DEFAULT =
      new PlanSettings(1 << 18, 3_000_000_000L, 16L << 20, 1L << 21, 32L << 20, DeliveryWish.AUTO);

  /** Settings under which only small stages run without a Spark job. */
  public PlanSettings(
      long driverWork,
      long blockBytes,
      long reducedElements,
      long keepOnDriver,
      DeliveryWish delivery) {
    this(driverWork, 0, blockBytes, reducedElements, keepOnDriver, delivery);
  }

  /** The same settings but for the size of blocks. */
  PlanSettings withBlockBytes(long bytes) {
    return new PlanSettings(driverWork, localNanos, bytes, reducedElements, keepOnDriver, delivery);
  }

  /** The same settings, but for what a user asks of some nests. */
  PlanSettings wished(NestWishes wishes) {
    return wishes.deliveries().values().stream()
        .findFirst()
        .map(hint -> DeliveryWish.valueOf(hint.name()))
        .map(wish -> withDelivery(wish))
        .orElse(this);
  }

  private PlanSettings withDelivery(DeliveryWish wish) {
    return new PlanSettings(
        driverWork, localNanos, blockBytes, reducedElements, keepOnDriver, wish);
  }

  /** What a user may ask for. */
  public enum DeliveryWish {
    /** Whatever moves fewer bytes. */
    AUTO,
    /** Whole, to every executor. */
    BROADCAST,
    /** Broadcast part by part, pass after pass. */
    PANELS,
    /** In parts, to the tasks that read them. */
    REPLICATED
  }
}
