package io.github.sparkndarray.plan.logical;

import static io.github.sparkndarray.plan.Arrays.file;
import static io.github.sparkndarray.plan.Arrays.reduce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.shape.IndexMap;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogicalInvariantsTest {
  // x / x.sum(0): nest 0 sums, nest 1 divides
  private final Expr x = file("x", 10_000, 4);
  private final Expr shares =
      Elementwise.of(Operator.DIVIDE, x, Reduce.of(Reduction.SUM, x, new int[] {0}, false));
  private final LogicalPlan plan = Lowering.lower(List.of(shares));

  private void refuses(LogicalPlan broken, String message) {
    assertThatThrownBy(() -> LogicalInvariants.hold(broken, List.of(shares)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a broken plan: " + message);
  }

  private LogicalPlan with(LogicalNest nest) {
    List<LogicalNest> nests = new ArrayList<>(plan.nests());
    nests.set(nest.id(), nest);
    return new LogicalPlan(nests, plan.outputs(), List.of());
  }

  @Test
  void aPlanThatWasMadeHolds() {
    assertThat(plan.nests()).hasSize(2);
    assertThat(LogicalInvariants.hold(plan, List.of(shares))).isTrue();
  }

  @Test
  void outputsAreThoseOfTheExpressions() {
    assertThatThrownBy(() -> LogicalInvariants.hold(plan, List.of(reduce(Reduction.ARGMIN, x, 0))))
        .hasMessage("a broken plan: output 0 is float64 (10000, 4) instead of int64 (4,)");
  }

  @Test
  void nestsComeInOrder() {
    refuses(
        new LogicalPlan(
            List.of(plan.nests().get(1), plan.nests().get(0)), plan.outputs(), List.of()),
        "nest 1 is in place 0");
  }

  @Test
  void resultsAreReadAfterTheyAreMade() {
    LogicalNest second = plan.nests().get(1);
    List<ArrayRef> inputs = new ArrayList<>(second.inputs());
    inputs.replaceAll(
        array ->
            array instanceof ArrayRef.Result result
                ? new ArrayRef.Result(1, 0, result.dtype(), result.shape())
                : array);
    refuses(
        with(second.withInputs(inputs)),
        "nest 1 reads a result of nest 1, which does not come before it");
    inputs.replaceAll(
        array ->
            array instanceof ArrayRef.Result result
                ? new ArrayRef.Result(0, 0, DType.INT64, result.shape())
                : array);
    refuses(
        with(second.withInputs(inputs)),
        "nest 1 reads Result[nest=0, output=0, dtype=int64, shape=(4,)], which nest 0 does not"
            + " make");
  }

  @Test
  void operandsStayInsideTheirArrays() {
    LogicalNest first = plan.nests().get(0);
    LoopNest loop = first.loop();
    KernelOperand.Memory operand = (KernelOperand.Memory) loop.operands().get(0);
    IndexMap shifted =
        IndexMap.of(
            operand.map().target(),
            new int[] {operand.map().axis(0), operand.map().axis(1)},
            new long[] {1, 0},
            new long[] {1, 1});
    refuses(
        with(withOperand(first, new KernelOperand.Memory(0, operand.dtype(), shifted))),
        "nest 0 reads outside of an array of shape (10000, 4): (4, 10000) -> [1+i1, i0]");
    refuses(
        with(withOperand(first, new KernelOperand.Memory(0, DType.FLOAT32, operand.map()))),
        "nest 0 reads float64 as float32");
    IndexMap elsewhere =
        IndexMap.of(Shape.of(4, 5), new int[] {1, 0}, new long[2], new long[] {1, 1});
    refuses(
        with(withOperand(first, new KernelOperand.Memory(0, operand.dtype(), elsewhere))),
        "nest 0 reads over axes of (4, 5) instead of its own of (4, 10000)");
  }

  private static LogicalNest withOperand(LogicalNest nest, KernelOperand operand) {
    LoopNest loop = nest.loop();
    return new LogicalNest(
        nest.id(),
        new LoopNest(loop.axes(), loop.inputs(), List.of(operand), loop.outputs()),
        nest.inputs());
  }
}
