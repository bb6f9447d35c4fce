package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.kernel.Scalar;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * How long a stage takes on one core: as long as its arithmetic or as its traffic with memory,
 * whichever is longer (S. Williams, A. Waterman, D. Patterson, "Roofline: an insightful visual
 * performance model", CACM 52(4), 2009). Arithmetic goes by the length of a core's vectors. With
 * these constants it is within a factor of about two of each row of kernels in docs/benchmark.md.
 * Unlike {@link WorkEstimate}, it has no part in how finely work is cut.
 */
final class KernelTime {
  /** An addition of float64s, of several in a row, with one vector each: 0.03 ns with AVX2. */
  private static final double VECTOR_NANOS = 0.12;

  private static final double RANDOM_NANOS = 1.5;

  /** A byte that is read from memory or written to it. */
  private static final double MEMORY_NANOS = 0.06;

  /** A number that may be among the k best, and one that is. */
  private static final double CANDIDATE_NANOS = 40;

  private static final double SORTED_NANOS = 50;

  private static final double FLOAT64_BYTES = 8;

  private final LoopNest nest;
  private final Set<Scalar> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Square roots that need not be taken at every point. */
  private final Set<Scalar> roots = Collections.newSetFromMap(new IdentityHashMap<>());

  /** What an addition of float64s takes. */
  private final double additionNanos;

  private KernelTime(LoopNest nest, ClusterSpec cluster) {
    this.nest = nest;
    this.additionNanos = VECTOR_NANOS * Double.SIZE / cluster.vectorBits();
  }

  /** The seconds that all blocks of a stage take on one core, one after another. */
  static double seconds(Stage stage, ClusterSpec cluster) {
    return seconds(stage.producers(), stage.terminal(), stage.grid(), stage.blockCount(), cluster);
  }

  /**
   * The seconds that blocks take on one core, one after another.
   *
   * @param grid all blocks
   * @param blocks how many of them are run
   */
  static double seconds(
      List<LogicalNest> producers,
      LogicalNest terminal,
      ChunkGrid grid,
      long blocks,
      ClusterSpec cluster) {
    if (grid.size() == 0) {
      return 0;
    }
    double arithmetic = new KernelTime(terminal.loop(), cluster).arithmetic();
    for (LogicalNest producer : producers) {
      arithmetic += new KernelTime(producer.loop(), cluster).arithmetic();
    }
    arithmetic *= (double) blocks / grid.size();
    double traffic = traffic(producers, terminal, grid.box(0), blocks);
    return Math.max(arithmetic, traffic * MEMORY_NANOS) / 1e9;
  }

  /** The bytes that all blocks read, each what it needs once, and those of the results. */
  private static double traffic(
      List<LogicalNest> producers, LogicalNest terminal, Box first, long blocks) {
    BlockRegions regions = BlockRegions.of(producers, terminal, first);
    double read =
        regions.arrays().entrySet().stream()
            .mapToDouble(entry -> ArrayBytes.of(entry.getKey(), entry.getValue()))
            .sum();
    double written = 0;
    for (int output = 0; output < terminal.loop().outputs().size(); output++) {
      written += ArrayBytes.of(terminal.result(output));
    }
    return read * blocks + written;
  }

  private double arithmetic() {
    double perPoint = 0;
    for (KernelOperand operand : nest.operands()) {
      boolean drawn =
          operand instanceof KernelOperand.Generated generated && generated.generator().isDrawn();
      perPoint += drawn ? RANDOM_NANOS : 0;
    }
    for (Output output : nest.outputs()) {
      if (ranks(output)) {
        addRoots(output.body());
      }
      perPoint += nanos(output.body()) + (output.reduction() == null ? 0 : additionNanos);
    }
    double states = points(Axis.Role.PARALLEL);
    double reduced = points(Axis.Role.REDUCED);
    double selecting =
        nest.outputs().stream()
            .filter(output -> output.reduction() != null && output.reducing().isSelection())
            .mapToDouble(output -> selecting(output.slots(), reduced))
            .max()
            .orElse(0);
    return states * reduced * perPoint + states * selecting;
  }

  private double points(Axis.Role role) {
    return nest.axes().stream()
        .filter(axis -> axis.role() == role)
        .mapToDouble(Axis::extent)
        .reduce(1, (a, b) -> a * b);
  }

  /**
   * The k best of n numbers in no order: whenever there are k more candidates the worst of 2k are
   * dropped, after which half as many of the others are candidates.
   */
  private static double selecting(int k, double n) {
    double rounds = Math.max(0, Math.log(n / (2.0 * k)) / Math.log(2));
    double candidates = Math.min(n, k * (2 + rounds));
    return candidates * CANDIDATE_NANOS + Math.min(k, n) * SORTED_NANOS;
  }

  /** Per point of the axes around the body. */
  private double nanos(Scalar body) {
    if (!seen.add(body)) {
      return 0;
    }
    double below = 0;
    for (Scalar input : body.inputs()) {
      below += nanos(input);
    }
    double arithmetic = additionNanos * itemSize(body) / FLOAT64_BYTES;
    if (body instanceof Scalar.Inner inner) {
      double points = 1;
      for (int axis : inner.axes()) {
        points *= nest.axes().get(axis).extent();
      }
      return (below + arithmetic) * points;
    }
    if (body instanceof Scalar.Apply apply) {
      return below + (roots.contains(body) ? 1 : apply.operator().cost()) * arithmetic;
    }
    return body instanceof Scalar.Cast ? below + arithmetic : below;
  }

  /** Comparisons work on what they compare, not on what they say. */
  private static double itemSize(Scalar body) {
    double size = body.dtype().itemSize();
    for (Scalar input : body.inputs()) {
      size = Math.max(size, input.dtype().itemSize());
    }
    return size;
  }

  private static boolean ranks(Output output) {
    return output.reduction() != null
        && switch (output.reducing()) {
          case MIN, MAX, ARGMIN, ARGMAX, SMALLEST, LARGEST, ARGSMALLEST, ARGLARGEST -> true;
          case SUM, SQUARED_DEVIATIONS, PROD, ANY, ALL, BINCOUNT -> false;
        };
  }

  /** Square roots have the order of what is under them, and are taken of the best alone. */
  private void addRoots(Scalar body) {
    if (body instanceof Scalar.Apply apply) {
      if (apply.operator() == Operator.SQRT) {
        roots.add(body);
      } else if (apply.operator() == Operator.WHERE) {
        apply.inputs().forEach(this::addRoots);
      }
    }
  }
}
