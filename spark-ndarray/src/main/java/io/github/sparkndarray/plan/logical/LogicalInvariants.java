package io.github.sparkndarray.plan.logical;

import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.kernel.Scalar;
import io.github.sparkndarray.shape.IndexMap;
import io.github.sparkndarray.shape.Shape;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * What holds for every logical plan: nests read only what is there, inside its bounds and in its
 * dtype, and the requested arrays have the shapes and dtypes of their expressions.
 */
public final class LogicalInvariants {
  private final LogicalPlan plan;

  private LogicalInvariants(LogicalPlan plan) {
    this.plan = plan;
  }

  /**
   * Checks a plan; meant to be asserted.
   *
   * @param outputs the expressions that it computes
   * @return true
   * @throws IllegalStateException that names the nest and what is wrong with it
   */
  public static boolean hold(LogicalPlan plan, List<Expr> outputs) {
    LogicalInvariants invariants = new LogicalInvariants(plan);
    for (int id = 0; id < plan.nests().size(); id++) {
      LogicalNest nest = plan.nests().get(id);
      require(nest.id() == id, "nest %d is in place %d", nest.id(), id);
      invariants.check(nest);
    }
    require(
        plan.outputs().size() == outputs.size(),
        "%d arrays are computed for %d expressions",
        plan.outputs().size(),
        outputs.size());
    for (int i = 0; i < outputs.size(); i++) {
      ArrayRef.Result result = plan.outputs().get(i);
      invariants.checkResult(result, plan.nests().size(), "the plan's output " + i);
      require(
          result.shape().equals(outputs.get(i).shape()) && result.dtype() == outputs.get(i).dtype(),
          "output %d is %s %s instead of %s %s",
          i,
          result.dtype(),
          result.shape(),
          outputs.get(i).dtype(),
          outputs.get(i).shape());
    }
    return true;
  }

  private void check(LogicalNest nest) {
    LoopNest loop = nest.loop();
    String name = "nest " + nest.id();
    require(
        loop.inputs() == nest.inputs().size(),
        "%s has %d inputs for %d",
        name,
        nest.inputs().size(),
        loop.inputs());
    for (ArrayRef input : nest.inputs()) {
      if (input.origin() instanceof ArrayRef.Result result) {
        checkResult(result, nest.id(), name);
      }
    }
    checkAxes(loop, name);
    long[] extents = loop.axes().stream().mapToLong(Axis::extent).toArray();
    for (KernelOperand operand : loop.operands()) {
      checkOperand(nest, operand, Shape.ofLoops(extents));
    }
    Set<Scalar> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Output output : loop.outputs()) {
      require(
          (output.reduction() != null) == loop.isReduction(),
          "%s has reduced axes for an output that has none, or none for one that has",
          name);
      checkBody(output.body(), loop, name, seen);
    }
  }

  private static void checkAxes(LoopNest loop, String name) {
    Axis.Role last = Axis.Role.PARALLEL;
    for (Axis axis : loop.axes()) {
      require(axis.role().compareTo(last) >= 0, "%s has its axes in disorder", name);
      last = axis.role();
    }
  }

  private void checkResult(ArrayRef.Result result, int before, String reader) {
    require(
        result.nest() >= 0 && result.nest() < before,
        "%s reads a result of nest %d, which does not come before it",
        reader,
        result.nest());
    LogicalNest nest = plan.nests().get(result.nest());
    require(
        result.output() < nest.loop().outputs().size()
            && nest.result(result.output()).equals(result),
        "%s reads %s, which nest %d does not make",
        reader,
        result,
        result.nest());
  }

  private static void checkOperand(LogicalNest nest, KernelOperand operand, Shape extents) {
    IndexMap map = operand.map();
    Shape shape;
    if (operand instanceof KernelOperand.Memory memory) {
      ArrayRef array = nest.inputs().get(memory.input());
      shape = array.shape();
      require(
          memory.dtype() == array.dtype(),
          "nest %d reads %s as %s",
          nest.id(),
          array.dtype(),
          memory.dtype());
    } else {
      shape = ((KernelOperand.Generated) operand).shape();
    }
    require(
        map.target().equals(extents),
        "nest %d reads over axes of %s instead of its own of %s",
        nest.id(),
        map.target(),
        extents);
    require(
        map.isWithin(shape),
        "nest %d reads outside of an array of shape %s: %s",
        nest.id(),
        shape,
        map);
  }

  private static void checkBody(Scalar body, LoopNest loop, String name, Set<Scalar> seen) {
    if (!seen.add(body)) {
      return;
    }
    if (body instanceof Scalar.Load load) {
      require(
          load.operand() < loop.operands().size()
              && loop.operands().get(load.operand()).dtype() == load.dtype(),
          "%s loads operand %d, which is not there or of another dtype",
          name,
          load.operand());
    }
    if (body instanceof Scalar.Inner inner) {
      for (int axis : inner.axes()) {
        require(
            loop.axes().get(axis).role() == Axis.Role.INNER,
            "%s reduces its axis %d inside the body and outside",
            name,
            axis);
      }
    }
    for (Scalar input : body.inputs()) {
      checkBody(input, loop, name, seen);
    }
  }

  private static void require(boolean holds, String problem, Object... values) {
    if (!holds) {
      throw new IllegalStateException("a broken plan: " + problem.formatted(values));
    }
  }
}
