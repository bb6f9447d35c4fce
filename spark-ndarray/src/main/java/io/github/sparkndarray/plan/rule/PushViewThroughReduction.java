package io.github.sparkndarray.plan.rule;

import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.shape.IndexMap;
import io.github.sparkndarray.shape.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Part of a reduction's result is a reduction of part of its input: the first rows of an argmin
 * over all pairs need those rows of the pairs alone.
 *
 * <pre>
 * argmin(d, axis=1)[:3]   =>   argmin(d[:3, :], axis=1)
 * </pre>
 */
public final class PushViewThroughReduction implements Rule {
  @Override
  public Optional<Expr> apply(Expr expr) {
    if (!(expr instanceof View view)
        || !(view.base() instanceof Reduce reduce)
        || reduce.reduction().isWide()
        || view.shape().size() >= reduce.shape().size()) {
      return Optional.empty();
    }
    Expr part = View.of(reduce.input(), extended(view.map(), reduce));
    return Optional.of(Reduce.overLast(reduce.reduction(), part, reduce.axes().length));
  }

  /** The view's map, with the reduced axes whole behind the view's own. */
  private static IndexMap extended(IndexMap map, Reduce reduce) {
    Shape input = reduce.input().shape();
    int[] reduced = reduce.axes();
    int kept = map.target().rank();
    int[] axis = new int[input.rank()];
    long[] start = new long[input.rank()];
    long[] step = new long[input.rank()];
    int ofResult = 0;
    for (int d = 0; d < input.rank(); d++) {
      int at = Arrays.binarySearch(reduced, d);
      if (at >= 0) {
        axis[d] = kept + at;
        step[d] = 1;
      } else {
        axis[d] = map.axis(ofResult);
        start[d] = map.start(ofResult);
        step[d] = map.step(ofResult);
        ofResult++;
      }
    }
    LongStream extents =
        LongStream.concat(
            LongStream.of(map.target().extents()), IntStream.of(reduced).mapToLong(input::extent));
    return IndexMap.of(Shape.of(extents.toArray()), axis, start, step);
  }
}
