package io.github.sparkndarray.plan.logical;

import static io.github.sparkndarray.plan.Arrays.arange;
import static io.github.sparkndarray.plan.Arrays.distances;
import static io.github.sparkndarray.plan.Arrays.file;
import static io.github.sparkndarray.plan.Arrays.reduce;
import static io.github.sparkndarray.plan.Arrays.withoutSelf;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Constant;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.Stored;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Scalar;
import io.github.sparkndarray.shape.Index;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoweringTest {

  @Test
  void pairwiseDistancesAndTheirMinimaAreOneNest() {
    Expr other = withoutSelf(distances(file("x", 1000, 3)));

    LogicalPlan plan =
        Lowering.lower(
            List.of(reduce(Reduction.ARGMIN, other, 1), reduce(Reduction.MIN, other, 1)));

    assertThat(plan.nests()).hasSize(1);
    LoopNest loop = plan.nests().get(0).loop();
    assertThat(loop.axes())
        .containsExactly(
            new Axis(Axis.Role.PARALLEL, 1000),
            new Axis(Axis.Role.REDUCED, 1000),
            new Axis(Axis.Role.INNER, 3));
    assertThat(loop.outputs()).hasSize(2);
    assertThat(loop.outputs().get(0).body()).isSameAs(loop.outputs().get(1).body());
    assertThat(loop.inputs()).isEqualTo(1);
    assertThat(maps(loop))
        .containsExactlyInAnyOrder(
            "(1000, 1000, 3) -> [i0]",
            "(1000, 1000, 3) -> [i1]",
            "(1000, 1000, 3) -> [i0, i2]",
            "(1000, 1000, 3) -> [i1, i2]");
  }

  @Test
  void aLongChainIsCutIntoPassesOfBodiesThatAreNotTooDeep() {
    Expr y = file("y", 1000, 10);
    Expr x = y;
    for (int step = 0; step < 450; step++) {
      x = Elementwise.of(Operator.ADD, Elementwise.of(Operator.MULTIPLY, x, y), y);
    }

    LogicalPlan plan = Lowering.lower(List.of(reduce(Reduction.SUM, x, 0)));

    assertThat(plan.nests()).hasSize(5);
    for (LogicalNest nest : plan.nests()) {
      assertThat(depth(nest.loop().outputs().get(0).body()))
          .isLessThanOrEqualTo(BodyHeights.CUT_AT + 1);
    }
  }

  @Test
  void manyReductionsInsideOfOneValueAreOfOneNestUntilItHasTooManyAxes() {
    // Of 4,000 columns: six would loop over more points than a long counts.
    assertThat(Lowering.lower(List.of(sumOfMaxima(0, 20))).nests()).hasSize(1);

    LogicalPlan plan = Lowering.lower(List.of(sumOfMaxima(0, 100)));

    assertThat(plan.nests()).hasSize(2);
    assertThat(plan.nests().get(0).loop().axes()).hasSize(3);
    assertThat(plan.nests().get(0).loop().outputs()).hasSize(38);
    assertThat(plan.nests().get(1).loop().axes()).hasSize(64);
  }

  @Test
  void outputsThatHaveTooManyAxesTogetherAreOfSeveralNests() {
    List<Expr> outputs = IntStream.range(0, 100).mapToObj(i -> sumOfMaxima(i, i + 2)).toList();

    LogicalPlan plan = Lowering.lower(outputs);

    // Neighbours share a maximum, and the pairs have two axes too.
    assertThat(plan.nests())
        .extracting(nest -> nest.loop().outputs().size())
        .containsExactly(60, 40);
    assertThat(plan.outputs()).hasSize(100).doesNotHaveDuplicates();
  }

  /** {@code (x[:, None] * from * y).max(-1) + … + (x[:, None] * (to - 1) * y).max(-1)}. */
  private static Expr sumOfMaxima(int from, int to) {
    Expr x =
        Elementwise.of(
            Operator.MULTIPLY, View.expandDims(file("x", 1000, 4000), 1), file("y", 10, 4000));
    return IntStream.range(from, to)
        .mapToObj(
            i -> {
              Expr scaled = Elementwise.of(Operator.MULTIPLY, x, PythonScalar.of((double) i));
              return reduce(Reduction.MAX, scaled, 2);
            })
        .reduce((a, b) -> Elementwise.of(Operator.ADD, a, b))
        .orElseThrow();
  }

  private static int depth(Scalar body) {
    return 1 + body.inputs().stream().mapToInt(LoweringTest::depth).max().orElse(0);
  }

  @Test
  void aChainOfViewsIsOneIndexMap() {
    // x[::-1, 1:].T[None, ::2] of shape (4, 5)
    Expr x = file("x", 4, 5);
    Expr flipped =
        View.index(x, List.of(new Index.Range(null, null, -1L), new Index.Range(1L, null, null)));
    Expr view =
        View.index(
            View.transpose(flipped), List.of(new Index.NewAxis(), new Index.Range(null, null, 2L)));

    LoopNest loop = Lowering.lower(List.of(view)).nests().get(0).loop();

    assertThat(maps(loop)).containsExactly("(1, 2, 4) -> [3-i2, 1+2*i1]");
  }

  @Test
  void equalStructuresAreComputedOnce() {
    Expr x = file("x", 100);
    Expr a = Elementwise.of(Operator.EXP, Elementwise.of(Operator.ADD, x, PythonScalar.of(1.0)));
    Expr b = Elementwise.of(Operator.EXP, Elementwise.of(Operator.ADD, x, PythonScalar.of(1.0)));

    LoopNest loop =
        Lowering.lower(List.of(Elementwise.of(Operator.MULTIPLY, a, b))).nests().get(0).loop();

    Scalar product = loop.outputs().get(0).body();
    assertThat(product.inputs().get(0)).isSameAs(product.inputs().get(1));
    assertThat(nodes(product)).hasSize(5); // x, 1.0, x + 1.0, exp, product
  }

  @Test
  void stepByStepAndInOneLineAreTheSamePlan() {
    // c = (2.0 * a - 4.5 * b) + (sin(a) + cos(b))
    Expr a = file("a", 50, 60);
    Expr b = file("b", 50, 60);
    Expr twice = Elementwise.of(Operator.MULTIPLY, PythonScalar.of(2.0), a);
    Expr difference =
        Elementwise.of(
            Operator.SUBTRACT, twice, Elementwise.of(Operator.MULTIPLY, PythonScalar.of(4.5), b));
    Expr waves =
        Elementwise.of(
            Operator.ADD, Elementwise.of(Operator.SIN, a), Elementwise.of(Operator.COS, b));
    Expr c = Elementwise.of(Operator.ADD, difference, waves);

    LogicalPlan plan = Lowering.lower(List.of(c));

    assertThat(plan.nests()).hasSize(1);
    assertThat(plan.nests().get(0).loop().operands()).hasSize(2);
  }

  @Test
  void aReductionUsedAlongItsOwnAxisSplits() {
    // x - x.mean(0)
    Expr x = file("x", 100000, 8);
    Expr centred = Elementwise.of(Operator.SUBTRACT, x, Reduce.mean(x, new int[] {0}, false));

    LogicalPlan plan = Lowering.lower(List.of(centred));

    assertThat(plan.nests()).hasSize(2);
    assertThat(plan.nests().get(0).loop().isReduction()).isTrue();
    assertThat(plan.nests().get(1).inputs())
        .containsExactlyInAnyOrder(
            new ArrayRef.Source(((Stored) x).source()), plan.nests().get(0).result(0));
  }

  @Test
  void softmaxIsThreePasses() {
    Expr x = file("x", 1000, 100);
    Expr max = Reduce.of(Reduction.MAX, x, new int[] {-1}, true);
    Expr e = Elementwise.of(Operator.EXP, Elementwise.of(Operator.SUBTRACT, x, max));
    Expr softmax =
        Elementwise.of(Operator.DIVIDE, e, Reduce.of(Reduction.SUM, e, new int[] {-1}, true));

    LogicalPlan plan = Lowering.lower(List.of(softmax));

    assertThat(plan.nests().stream().map(n -> n.loop().isReduction()))
        .containsExactly(true, true, false);
  }

  @Test
  void independentReductionsOverTheSameAxesShareAPass() {
    Expr d = distances(file("x", 5000, 3));

    LogicalPlan plan = Lowering.lower(List.of(reduce(Reduction.MIN, d), reduce(Reduction.MAX, d)));

    assertThat(plan.nests()).hasSize(1);
    assertThat(plan.nests().get(0).loop().outputs()).hasSize(2);
  }

  @Test
  void whatIsExpensiveIsNotComputedAnewForEveryColumn() {
    // sin(a)[:, None] * b: the sines are an array of their own; abs(a)[:, None] * b is fused.
    Expr a = file("a", 1000);
    Expr b = file("b", 1000, 1000);
    Expr sines = View.expandDims(Elementwise.of(Operator.SIN, a), 1);
    Expr sizes = View.expandDims(Elementwise.of(Operator.ABSOLUTE, a), 1);

    assertThat(Lowering.lower(List.of(Elementwise.of(Operator.MULTIPLY, sines, b))).nests())
        .hasSize(2);
    assertThat(Lowering.lower(List.of(Elementwise.of(Operator.MULTIPLY, sizes, b))).nests())
        .hasSize(1);
  }

  @Test
  void aLongInnerReductionIsAPassOfItsOwn() {
    // Of distances: part of the body up to a length, its own pass beyond.
    assertThat(Lowering.lower(List.of(distances(file("x", 100, 768)))).nests()).hasSize(1);
    assertThat(Lowering.lower(List.of(distances(file("x", 100, 1_000_000)))).nests()).hasSize(2);
  }

  @Test
  void aReductionOfWhatNoOthersShareIsAPassOfItsOwnUnlessItIsShort() {
    // sqrt((x ** 2).sum(-1)), x.mean(0), and what is reduced itself: (x.sum(-1) ** 2).sum()
    assertThat(Lowering.lower(List.of(norm(63))).nests()).hasSize(1);
    assertThat(Lowering.lower(List.of(norm(64))).nests()).hasSize(2);
    Expr sums = reduce(Reduction.SUM, file("x", 1000, 200), 0);
    Expr means = Elementwise.of(Operator.DIVIDE, sums, PythonScalar.of(1000.0));
    assertThat(Lowering.lower(List.of(means)).nests()).hasSize(2);
    assertThat(Lowering.lower(List.of(reduce(Reduction.SUM, norm(64)))).nests()).hasSize(1);
    // Both are read once.
    Expr x = file("x", 1000, 200);
    Expr range =
        Elementwise.of(Operator.SUBTRACT, reduce(Reduction.MAX, x, 1), reduce(Reduction.MIN, x, 1));
    assertThat(Lowering.lower(List.of(range)).nests())
        .extracting(nest -> nest.loop().outputs().size())
        .containsExactly(2, 1);
  }

  private static Expr norm(long length) {
    Expr squares = Elementwise.of(Operator.SQUARE, file("x", 100, length));
    return Elementwise.of(Operator.SQRT, reduce(Reduction.SUM, squares, -1));
  }

  @Test
  void constantsAndRangesAreNoInputs() {
    Expr x =
        Elementwise.of(
            Operator.ADD, arange(10), Constant.of(DType.INT64, 3).filling(arange(10).shape()));

    LoopNest loop = Lowering.lower(List.of(x)).nests().get(0).loop();

    assertThat(loop.inputs()).isZero();
    assertThat(loop.operands()).hasSize(1);
  }

  private static List<String> maps(LoopNest loop) {
    return loop.operands().stream().map(KernelOperand::map).map(Object::toString).toList();
  }

  private static Set<Scalar> nodes(Scalar root) {
    Set<Scalar> nodes = new HashSet<>(Set.of(root));
    root.inputs().forEach(input -> nodes.addAll(nodes(input)));
    return nodes;
  }
}
