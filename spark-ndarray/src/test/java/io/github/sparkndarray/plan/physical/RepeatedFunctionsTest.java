package io.github.sparkndarray.plan.physical;

import static io.github.sparkndarray.plan.Arrays.CLUSTER;
import static io.github.sparkndarray.plan.Arrays.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.kernel.Scalar;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.plan.logical.Lowering;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Transcendental functions that several passes of a stage need are computed once. */
class RepeatedFunctionsTest {
  private static final long ROWS = 1_000_000;

  private static PhysicalPlan plan(Expr output, Sink sink) {
    return PlanChoice.plan(
        sharedWork -> Lowering.lower(List.of(output), Map.of(), sharedWork),
        sink,
        CLUSTER,
        PlanSettings.DEFAULT);
  }

  private static PhysicalPlan fused(Expr output, Sink sink) {
    return Planner.plan(Lowering.lower(List.of(output)), sink, CLUSTER, PlanSettings.DEFAULT);
  }

  private static Expr apply(Operator operator, Expr... arguments) {
    return Elementwise.of(operator, arguments);
  }

  private static Expr reduce(Reduction reduction, Expr x, int axis) {
    return Reduce.of(reduction, x, new int[] {axis}, true);
  }

  private static Expr softmax(Expr x, int axis, Operator... functions) {
    Expr e = apply(Operator.SUBTRACT, x, reduce(Reduction.MAX, x, axis));
    for (Operator function : functions) {
      e = apply(function, e);
    }
    return apply(Operator.DIVIDE, e, reduce(Reduction.SUM, e, axis));
  }

  /** How often passes compute transcendental functions, each counted once for each pass. */
  private static int functions(PhysicalPlan plan) {
    int count = 0;
    for (Stage stage : plan.stages()) {
      List<LogicalNest> nests = new ArrayList<>(stage.producers());
      nests.add(stage.terminal());
      for (LogicalNest nest : nests) {
        Set<Scalar> found = new HashSet<>();
        nest.loop().outputs().forEach(output -> collect(output.body(), found));
        count += found.size();
      }
    }
    return count;
  }

  private static void collect(Scalar scalar, Set<Scalar> found) {
    if (scalar instanceof Scalar.Apply apply && apply.operator().isTranscendental()) {
      found.add(scalar);
    }
    scalar.inputs().forEach(input -> collect(input, found));
  }

  static List<Arguments> once() {
    Expr x = file("x", ROWS, 100);
    Expr e = apply(Operator.EXP, x);
    return List.of(
        Arguments.of("softmax of rows", softmax(x, 1, Operator.EXP), 1),
        Arguments.of("a function of a function", softmax(x, 1, Operator.EXP, Operator.LOG1P), 2),
        Arguments.of(
            "three passes",
            apply(
                Operator.ADD,
                apply(
                    Operator.MAXIMUM,
                    e,
                    reduce(
                        Reduction.MAX,
                        apply(Operator.SUBTRACT, e, reduce(Reduction.SUM, e, 1)),
                        1)),
                e),
            1));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("once")
  void whatIsStillInCacheIsComputedOnce(String what, Expr output, int functions) {
    PhysicalPlan plan = plan(output, Sink.WRITE_SLABS);
    PhysicalPlan fused = fused(output, Sink.WRITE_SLABS);

    assertThat(functions(plan)).isEqualTo(functions).isLessThan(functions(fused));
    assertThat(plan.stages()).hasSize(1);
    assertThat(PlanInvariants.hold(plan)).isTrue();
    assertThat(plan.stages().get(0).memory().task())
        .as("a slab of the intermediate, not a block")
        .isBetween(
            fused.stages().get(0).memory().task() + 1,
            fused.stages().get(0).memory().task() + 2 * Slabs.BYTES);
  }

  static List<Arguments> again() {
    Expr x = file("x", ROWS, 100);
    Expr e = apply(Operator.EXP, x);
    Expr half = View.slice(e, 1, 0, 50);
    return List.of(
        Arguments.of("along columns, in two stages", softmax(x, 0, Operator.EXP)),
        Arguments.of("rows of many blocks", softmax(file("wide", 2, 100_000_000), 1, Operator.EXP)),
        Arguments.of(
            "summed up, block by block",
            Reduce.of(Reduction.SUM, softmax(x, 1, Operator.EXP), null, false)),
        Arguments.of("at other points", apply(Operator.DIVIDE, half, reduce(Reduction.SUM, e, 1))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("again")
  void allElseIsComputedWhereItIsRead(String what, Expr output) {
    assertThat(functions(plan(output, Sink.WRITE_SLABS)))
        .isEqualTo(functions(fused(output, Sink.WRITE_SLABS)));
  }

  @Test
  void blocksThatAreCollectedWholeAreNotInCache() {
    assertThat(functions(plan(softmax(file("x", ROWS, 100), 1, Operator.EXP), Sink.COLLECT)))
        .isEqualTo(2);
  }
}
