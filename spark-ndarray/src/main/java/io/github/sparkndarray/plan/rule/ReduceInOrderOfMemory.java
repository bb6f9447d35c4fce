package io.github.sparkndarray.plan.rule;

import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.shape.IndexMap;
import io.github.sparkndarray.shape.Shape;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A reduction of transposed arrays is a transposed reduction, whose loops go through memory as it
 * lies.
 *
 * <pre>
 * sum(x.T * 2, axis=1)   =&gt;   sum(x * 2, axis=1).T      for an x of three axes
 * </pre>
 *
 * <p>Only where all arrays that are read lie in one order, and where the result, which is
 * transposed in a pass of its own, is much smaller than what is reduced.
 */
public final class ReduceInOrderOfMemory implements Rule {
  /** How many elements are reduced to one at least: else the result's pass takes what is won. */
  private static final long LEAST_REDUCED = 8;

  @Override
  public Optional<Expr> apply(Expr expr) {
    if (!(expr instanceof Reduce reduce) || reduce.reduction().isWide()) {
      return Optional.empty();
    }
    Shape shape = reduce.input().shape();
    int[] reduced = reduce.axes();
    int[] kept =
        IntStream.range(0, shape.rank())
            .filter(axis -> Arrays.binarySearch(reduced, axis) < 0)
            .toArray();
    long each = IntStream.of(reduced).mapToLong(shape::extent).reduce(1, Math::multiplyExact);
    if (shape.rank() < 3 || !isWorthAPass(each)) {
      return Optional.empty();
    }
    MemoryOrder memory = MemoryOrder.of(reduce.input(), IndexMap.identity(shape));
    int[] keptInMemory = memory.order(kept);
    // Positions are counted in the order of the axes that are reduced.
    int[] reducedInMemory = reduce.reduction().isPosition() ? reduced : memory.order(reduced);
    if (Arrays.equals(kept, keptInMemory) && Arrays.equals(reduced, reducedInMemory)) {
      return Optional.empty();
    }
    int[] order =
        IntStream.concat(IntStream.of(keptInMemory), IntStream.of(reducedInMemory)).toArray();
    Expr result =
        Reduce.overLast(reduce.reduction(), View.transpose(reduce.input(), order), reduced.length);
    int[] back = IntStream.of(kept).map(axis -> MemoryOrder.indexOf(keptInMemory, axis)).toArray();
    return Optional.of(back.length == 0 ? result : View.transpose(result, back));
  }

  /**
   * Whether a result is so much smaller than what is reduced that a pass over it costs little.
   *
   * @param each how many elements are reduced to one
   */
  public static boolean isWorthAPass(long each) {
    return each >= LEAST_REDUCED;
  }
}
