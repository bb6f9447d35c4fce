package io.github.sparkndarray.plan.logical;

import io.github.sparkndarray.shape.Shape;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What is the same of all roots that can be outputs of one nest.
 *
 * @param level how many passes come before theirs
 */
record NestGroup(
    int level,
    boolean isReduction,
    Shape parallel,
    OptionalLong slots,
    Shape reduced,
    @Nullable Shape chunkShape,
    boolean isApart,
    boolean isPersisted) {

  static NestGroup of(Root root, int level, boolean isPersisted) {
    return new NestGroup(
        level,
        root.isReduction(),
        root.parallelShape(),
        root.slots(),
        root.reducedShape(),
        root.chunkShape(),
        root.isApart(),
        isPersisted);
  }
}
