package io.github.sparkndarray.plan;

import static io.github.sparkndarray.plan.Arrays.CLUSTER;
import static io.github.sparkndarray.plan.Arrays.arange;
import static io.github.sparkndarray.plan.Arrays.chunked;
import static io.github.sparkndarray.plan.Arrays.distances;
import static io.github.sparkndarray.plan.Arrays.file;
import static io.github.sparkndarray.plan.Arrays.mapped;
import static io.github.sparkndarray.plan.Arrays.reduce;
import static io.github.sparkndarray.plan.Arrays.withoutSelf;

import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.plan.physical.ClusterSpec;
import io.github.sparkndarray.shape.Index;
import java.util.List;
import java.util.stream.Stream;

/**
 * What tests of whole plans go through: a case for each delivery and each shape that plans have.
 */
public final class Plans {
  /** 4 executors with 2 cores and 1 GiB each. */
  private static final ClusterSpec SMALL = new ClusterSpec(4, 2, 1L << 30, 1L << 30, 1L << 30);

  /** 4 executors with 2 cores and 256 MiB each. */
  private static final ClusterSpec TINY = new ClusterSpec(4, 2, 256L << 20, 256L << 20, 1L << 30);

  /** 400 such executors. */
  private static final ClusterSpec MANY_TINY =
      new ClusterSpec(400, 2, 256L << 20, 256L << 20, 1L << 30);

  /** 1,000 executors with 4 cores and 16 GiB each. */
  private static final ClusterSpec LARGE =
      new ClusterSpec(1000, 4, 16L << 30, 16L << 30, 16L << 30);

  private Plans() {}

  /**
   * Expressions that are planned together.
   *
   * @param name also the name of the golden files
   */
  public record Case(String name, ClusterSpec cluster, List<Expr> outputs) {
    Case(String name, ClusterSpec cluster, Expr... outputs) {
      this(name, cluster, List.of(outputs));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** All cases. */
  public static Stream<Case> all() {
    return Stream.of(
        new Case("on-the-driver", CLUSTER, reduce(Reduction.SUM, file("x", 100, 10), 0)),
        new Case("slices-read", CLUSTER, add(file("a", 10_000, 5_000), file("b", 10_000, 5_000))),
        new Case("aligned", CLUSTER, square(chunked("table", 100_000, 10_000_000, 4))),
        new Case(
            "broadcast",
            CLUSTER,
            reduce(Reduction.ARGMIN, withoutSelf(distances(file("cities", 171_075, 3))), 1),
            reduce(Reduction.MIN, withoutSelf(distances(file("cities", 171_075, 3))), 1)),
        new Case("each-pair-once", CLUSTER, kernelSum(file("points", 100_000, 3))),
        new Case(
            "mapped",
            new ClusterSpec(1, 2, 4L << 30, 4L << 30, 1L << 30).withinDriver(),
            reduce(Reduction.ARGMIN, distances(mapped("cities", 171_075, 3)), 1)),
        new Case(
            "panels", SMALL, nearest(file("some", 20_000_000, 3), file("many", 30_000_000, 3))),
        new Case("search", SMALL, nearest(file("few", 1_000, 3), file("many", 30_000_000, 3))),
        new Case("in-parts", MANY_TINY, nearest(table(), table())),
        new Case("panels-beside-chunks", TINY, nearest(table(), table())),
        new Case(
            "sums-in-panels",
            SMALL,
            reduce(Reduction.SUM, distances(file("vectors", 1_000_000, 768)), 1)),
        new Case("softmax-times-matrix", CLUSTER, softmaxTimesMatrix()),
        new Case("standardized-columns", CLUSTER, standardized(file("table", 20_000_000, 12))),
        new Case("kept-in-the-cluster", CLUSTER, keptInTheCluster()),
        new Case("long-chain", CLUSTER, reduce(Reduction.SUM, chain(file("x", 1_000_000), 450))),
        new Case(
            "part-of-a-selection",
            CLUSTER,
            Reduce.select(
                Reduction.ARGSMALLEST,
                View.index(
                    distances(file("points", 50_000, 3)),
                    List.of(new Index.Range(0L, 10_000L, null))),
                8,
                1)),
        new Case("generated", CLUSTER, reduce(Reduction.SUM, square(arange(500_000_000)))),
        new Case(
            "thousand-executors",
            LARGE,
            nearest(file("points", 1_000_000_000, 3), file("centres", 1_000_000, 3))));
  }

  private static Expr table() {
    return chunked("table", 100_000, 10_000_000, 3);
  }

  private static Expr add(Expr a, Expr b) {
    return Elementwise.of(Operator.ADD, a, b);
  }

  private static Expr square(Expr x) {
    return Elementwise.of(Operator.SQUARE, x);
  }

  /** {@code np.exp(-D).sum()}. */
  private static Expr kernelSum(Expr x) {
    Expr minus = Elementwise.of(Operator.NEGATIVE, distances(x));
    return reduce(Reduction.SUM, Elementwise.of(Operator.EXP, minus));
  }

  private static Expr nearest(Expr x, Expr y) {
    return reduce(Reduction.ARGMIN, distances(x, y), 1);
  }

  /** {@code e = np.exp(x - x.max(1, keepdims=True)); (e / e.sum(1, keepdims=True)) @ w}. */
  private static Expr softmaxTimesMatrix() {
    Expr x = file("logits", 1_000_000, 512);
    Expr most = Reduce.of(Reduction.MAX, x, new int[] {1}, true);
    Expr e = Elementwise.of(Operator.EXP, Elementwise.of(Operator.SUBTRACT, x, most));
    Expr shares =
        Elementwise.of(Operator.DIVIDE, e, Reduce.of(Reduction.SUM, e, new int[] {1}, true));
    Expr products =
        Elementwise.of(Operator.MULTIPLY, View.expandDims(shares, 2), file("weights", 512, 64));
    return reduce(Reduction.SUM, products, 1);
  }

  /** {@code (x - x.mean(0)) / np.sqrt(((x - x.mean(0)) ** 2).mean(0))}. */
  private static Expr standardized(Expr x) {
    Expr centred = Elementwise.of(Operator.SUBTRACT, x, Reduce.mean(x, new int[] {0}, false));
    Expr variance = Reduce.mean(square(centred), new int[] {0}, false);
    return Elementwise.of(Operator.DIVIDE, centred, Elementwise.of(Operator.SQRT, variance));
  }

  /** {@code sums - sums.min()}: two later nests read the sums of long rows. */
  private static Expr keptInTheCluster() {
    Expr sums = reduce(Reduction.SUM, file("x", 8_000_000, 5_000), 1);
    return Elementwise.of(Operator.SUBTRACT, sums, reduce(Reduction.MIN, sums));
  }

  /** {@code x = x * 0.5 + 1.0}, so many times. */
  private static Expr chain(Expr x, int steps) {
    Expr step = x;
    for (int i = 0; i < steps; i++) {
      Expr half = Elementwise.of(Operator.MULTIPLY, step, PythonScalar.of(0.5));
      step = Elementwise.of(Operator.ADD, half, PythonScalar.of(1.0));
    }
    return step;
  }
}
