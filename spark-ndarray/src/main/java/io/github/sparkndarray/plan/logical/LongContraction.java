package io.github.sparkndarray.plan.logical;

import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.plan.rule.Rule;
import java.util.List;

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
    return LoneReduction.loop(root, ids, rules, heights).isContraction();
  }
}
