package io.github.sparkndarray.plan.physical;

import static io.github.sparkndarray.plan.Arrays.CLUSTER;
import static io.github.sparkndarray.plan.Arrays.chunked;
import static io.github.sparkndarray.plan.Arrays.distances;
import static io.github.sparkndarray.plan.Arrays.file;
import static io.github.sparkndarray.plan.Arrays.reduce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.DeliveryHint;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Hint;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Rechunk;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.plan.logical.Lowering;
import io.github.sparkndarray.plan.logical.SharedWork;
import io.github.sparkndarray.shape.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Work on operands is done before they are sent where that makes them smaller, else after. */
class PlanChoiceTest {
  private static final long N = 2_000_000;
  private static final long SIDE = 20_000;

  private static PhysicalPlan plan(Expr output, ClusterSpec cluster) {
    return PlanChoice.plan(
        sharedWork -> Lowering.lower(List.of(output), Map.of(), sharedWork),
        Sink.WRITE,
        cluster,
        PlanSettings.DEFAULT);
  }

  private static PhysicalPlan fused(Expr output) {
    return Planner.plan(Lowering.lower(List.of(output)), Sink.WRITE, CLUSTER, PlanSettings.DEFAULT);
  }

  private static Expr nearest(Expr x, Expr y) {
    return reduce(Reduction.ARGMIN, distances(x, y), 1);
  }

  private static Expr points(String name) {
    return file(name, N, 3);
  }

  private static Expr add(Expr a, Expr b) {
    return Elementwise.of(Operator.ADD, a, b);
  }

  static List<Arguments> shrinking() {
    Expr sum = add(points("a"), points("b"));
    Expr a = chunked("a", 500, SIDE, SIDE);
    Expr b = chunked("b", 500, SIDE, SIDE);
    return List.of(
        Arguments.of("both terms of what is broadcast", nearest(points("x"), sum)),
        Arguments.of("with itself", nearest(sum, sum)),
        Arguments.of(
            "narrower numbers", nearest(points("x"), Convert.of(points("y"), DType.FLOAT32))),
        Arguments.of(
            "a transposed sum",
            Rechunk.of(add(chunked("c", 500, SIDE, SIDE), View.transpose(add(a, b))), 500, -1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shrinking")
  void whatShrinksIsDoneBefore(String what, Expr output) {
    PhysicalPlan chosen = plan(output, CLUSTER);

    assertThat(chosen.moved()).isLessThan(0.85 * fused(output).moved());
    assertThat(PlanInvariants.hold(chosen)).isTrue();
  }

  static List<Arguments> growing() {
    Expr x = points("x");
    Expr scaled = Elementwise.of(Operator.MULTIPLY, points("y"), PythonScalar.of(2.0));
    Expr hinted = add(Hint.of(points("a"), DeliveryHint.BROADCAST), points("b"));
    return List.of(
        Arguments.of("an operand as it is", nearest(x, points("y"))),
        Arguments.of("as many bytes", nearest(x, scaled)),
        Arguments.of("a user has said how it travels", nearest(x, hinted)),
        Arguments.of("too small to matter", nearest(file("x", 1000, 3), file("y", 1000, 3))),
        Arguments.of("nothing travels", add(x, add(points("a"), points("b")))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("growing")
  void allElseIsDoneWhereItIsRead(String what, Expr output) {
    PhysicalPlan chosen = plan(output, CLUSTER);

    assertThat(chosen.stages()).hasSameSizeAs(fused(output).stages());
    assertThat(chosen.moved()).isEqualTo(fused(output).moved());
  }

  @Test
  void whatWouldNotFitIsTriedWithWorkDoneBefore() {
    ClusterSpec small = new ClusterSpec(2, 1, 64L << 20, 64L << 20, 1L << 30);
    Expr tooLarge = nearest(points("x"), points("y"));
    Expr fitting =
        Elementwise.of(Operator.ADD, file("x", 100), reduce(Reduction.SUM, file("y", 9)));

    PhysicalPlan plan =
        PlanChoice.plan(
            sharedWork ->
                Lowering.lower(List.of(sharedWork == SharedWork.FUSED ? tooLarge : fitting)),
            Sink.COLLECT,
            small,
            PlanSettings.DEFAULT);

    assertThat(plan.outputs().get(0).shape()).isEqualTo(Shape.of(100));
  }

  @Test
  void aPlanThatDoesNotFitEitherWayIsRefusedOnce() {
    ClusterSpec tiny = new ClusterSpec(2, 1, 1L << 16, 1L << 16, 1L << 30);
    Expr output = nearest(points("x"), add(points("a"), points("b")));

    assertThatThrownBy(() -> plan(output, tiny))
        .isInstanceOf(NDArrayException.class)
        .hasMessageContaining("spark.executor.memory");
  }

  private static Expr sumOfThree(long... shape) {
    return add(add(file("a", shape), file("b", shape)), file("c", shape));
  }

  @Test
  void whatIsMadeForAReaderIsCutInWholeRoundsOfCores() {
    ClusterSpec cluster = new ClusterSpec(10, 4, 16L << 30, 4L << 30, 1L << 30);
    Expr pairs = distances(sumOfThree(5_000_000, 3), file("d", 50_000, 3));

    PhysicalPlan plan = plan(reduce(Reduction.ARGMIN, pairs, 0), cluster);

    assertThat(plan.stages()).extracting(Stage::tasks).containsExactly(80, 80);
    assertThat(plan.stages().get(1).inputs().get(0).delivery()).isEqualTo(Delivery.ALIGNED);
  }

  @Test
  void whatIsReadWholeIsMadeByAllCores() {
    Expr pairs = distances(sumOfThree(1_000_000, 8), file("d", 100_000, 8));

    PhysicalPlan plan = plan(reduce(Reduction.SUM, pairs, 0), CLUSTER);

    assertThat(plan.stages()).hasSize(2);
    assertThat(plan.stages().get(0).tasks()).isGreaterThanOrEqualTo(CLUSTER.slots());
  }
}
