package io.github.sparkndarray.plan.logical;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.DeliveryHint;
import io.github.sparkndarray.shape.Shape;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a pass, by users for the planner to follow or to refuse.
 *
 * @param deliveries how arrays that it reads are to reach it
 * @param chunkShape the chunks that its results are to have; null where nothing was said
 * @param isApart whether it is to run where its operands lie, as its results are smaller than these
 */
public record NestWishes(
    Map<ArrayRef, DeliveryHint> deliveries, @Nullable Shape chunkShape, boolean isApart)
    implements Serializable {
  /** Nothing is asked. */
  public static final NestWishes NONE = new NestWishes(Map.of(), null, false);

  /**
   * The wishes for several passes that run together; the chunks are those of the last.
   *
   * @throws NDArrayException when the same array is to come in two ways
   */
  public static NestWishes of(Iterable<LogicalNest> nests) {
    Map<ArrayRef, DeliveryHint> all = new LinkedHashMap<>();
    Shape chunks = null;
    for (LogicalNest nest : nests) {
      nest.wishes().deliveries().forEach((array, hint) -> add(all, array, hint));
      chunks = nest.wishes().chunkShape();
    }
    return new NestWishes(all, chunks, false);
  }

  /** Adds a wish to others, which it must not contradict. */
  static void add(Map<ArrayRef, DeliveryHint> wishes, ArrayRef array, DeliveryHint hint) {
    DeliveryHint before = wishes.putIfAbsent(array, hint);
    if (before != null && before != hint) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "Cannot deliver %s both as '%s' and as '%s': give it one hint",
          array.label(),
          before.text(),
          hint.text());
    }
  }
}
