package io.github.sparkndarray.plan.logical;

import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Persist;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.Shuffled;
import io.github.sparkndarray.plan.rule.Rule;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sums of products, of squared differences and the like that are long enough for the micro-kernel
 * of contractions, which computes several rows in registers, to pay for an array that is written
 * and read again. As part of another nest's body they are computed row by row.
 */
public final class LongContraction {
  /** The least number of terms. */
  private static final long LEAST_TERMS = 32;

  private LongContraction() {}

  /** Whether a sum over one axis, of so many terms, may be one. */
  public static boolean hasEnough(long terms) {
    return terms >= LEAST_TERMS;
  }

  /** Whether a reduction is one. */
  static boolean is(Reduce reduce, StructuralIds ids, List<Rule> rules, BodyHeights heights) {
    Root root = Root.reduction(reduce);
    if (reduce.reduction() != Reduction.SUM
        || root.reducedShape().rank() != 1
        || !hasEnough(root.reducedShape().size())) {
      return false;
    }
    NestBuilder nest = new NestBuilder(ids, rules, heights, SharedWork.FUSED, new Anywhere());
    nest.add(root, new HashSet<>());
    return nest.build(0).loop().isContraction();
  }

  /** Where other passes' results are does not matter. */
  private static final class Anywhere implements NestBuilder.Surroundings {
    private int results;

    @Override
    public ArrayRef.Result materialize(Root root) {
      return new ArrayRef.Result(results++, 0, root.expr().dtype(), root.expr().shape());
    }

    @Override
    public @Nullable Expr sourceOf(Persist array) {
      return null;
    }

    @Override
    public Expr sourceOf(Shuffled array) {
      return Persist.of(array);
    }

    @Override
    public ArrayRef.Result persist(Persist array) {
      return new ArrayRef.Result(results++, 0, array.dtype(), array.shape());
    }

    @Override
    public boolean isDoneOnce(Elementwise expr) {
      return false;
    }
  }
}
