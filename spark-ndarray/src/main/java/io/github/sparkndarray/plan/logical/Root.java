package io.github.sparkndarray.plan.logical;

import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.plan.rule.Rule;
import io.github.sparkndarray.shape.Shape;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An expression that becomes the output of a nest.
 *
 * @param expr what is computed
 * @param isReduction whether the nest reduces, the expression being a {@link Reduce}, or only maps
 * @param chunkShape the chunks that the output is to have; null where nothing was said
 * @param isApart whether it is computed where its operands lie, and not where it is read
 */
record Root(Expr expr, boolean isReduction, @Nullable Shape chunkShape, boolean isApart) {

  static Root map(Expr expr) {
    return new Root(expr, false, null, false);
  }

  static Root reduction(Reduce reduce) {
    return new Root(Rule.applyAll(reduce, Rule.OF_PASSES), true, null, false);
  }

  Root inChunks(@Nullable Shape shape) {
    return new Root(expr, isReduction, shape, isApart);
  }

  Root apart(boolean whether) {
    return new Root(expr, isReduction, chunkShape, whether);
  }

  /** The extents of the nest's parallel axes: those of the result but for slots. */
  Shape parallelShape() {
    Shape shape = expr.shape();
    return slots().isEmpty() ? shape : Shape.of(Arrays.copyOf(shape.extents(), shape.rank() - 1));
  }

  /** How many slots a wide reduction fills; nothing for all else. */
  OptionalLong slots() {
    return isReduction && expr instanceof Reduce reduce && reduce.reduction().isWide()
        ? OptionalLong.of(reduce.slots())
        : OptionalLong.empty();
  }

  /** The extents of the nest's reduced axes. */
  Shape reducedShape() {
    if (!isReduction) {
      return Shape.SCALAR;
    }
    Reduce reduce = (Reduce) expr;
    return Shape.of(
        IntStream.of(reduce.axes()).mapToLong(reduce.input().shape()::extent).toArray());
  }
}
