package io.github.sparkndarray.plan.logical;

import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Persist;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Shuffled;
import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.plan.rule.Rule;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reductions as passes of their own, whatever they are part of. Those of many elements that no two
 * results share had better be one: of {@code x.mean(axis=0)} and {@code np.sqrt((x * x).sum(1))} a
 * pass adds what it reads to sums as it comes, where a body that goes on with each sum first
 * gathers all elements of one.
 */
final class LoneReduction {
  /** Fewer elements are gathered sooner than kernels begin another loop. */
  private static final long SHORTEST = 64;

  private LoneReduction() {}

  /** The loops of the pass that a reduction would be. */
  static LoopNest loop(Root root, StructuralIds ids, List<Rule> rules, BodyHeights heights) {
    NestBuilder nest = new NestBuilder(ids, rules, heights, SharedWork.FUSED, new Anywhere());
    nest.add(root, new HashSet<>());
    return nest.build(0).loop();
  }

  /** Whether a reduction is of many elements of which each is part of one result alone. */
  static boolean isBetterAlone(
      Reduce reduce, StructuralIds ids, List<Rule> rules, BodyHeights heights) {
    Root root = Root.reduction(reduce);
    return root.reducedShape().size() >= SHORTEST && isOfOwn(loop(root, ids, rules, heights));
  }

  private static boolean isOfOwn(LoopNest loop) {
    return loop.axes().stream().noneMatch(axis -> axis.role() == Axis.Role.INNER)
        && loop.operands().stream().allMatch(operand -> isOfOwn(loop, operand));
  }

  /** Whether no element that is reduced is so for several results. */
  private static boolean isOfOwn(LoopNest loop, KernelOperand operand) {
    boolean isReduced = false;
    boolean isShared = false;
    for (int axis = 0; axis < loop.axes().size(); axis++) {
      boolean moves = operand.map().dependsOn(axis);
      boolean counts = loop.axes().get(axis).extent() > 1;
      isReduced |= moves && loop.axes().get(axis).role() == Axis.Role.REDUCED;
      isShared |= !moves && counts && loop.axes().get(axis).role() == Axis.Role.PARALLEL;
    }
    return !isReduced || !isShared;
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
