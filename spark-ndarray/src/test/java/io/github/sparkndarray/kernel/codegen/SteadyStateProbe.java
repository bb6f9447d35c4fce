package io.github.sparkndarray.kernel.codegen;

import static io.github.sparkndarray.kernel.codegen.Problem.apply;
import static io.github.sparkndarray.kernel.codegen.Problem.inner;

import com.sun.management.ThreadMXBean;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.ArrayRegion;
import io.github.sparkndarray.kernel.BlockKernel;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Scalar;
import io.github.sparkndarray.kernel.run.Simd;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.Shape;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;

/** Prints what each of some kernels allocates once it is warm: its name and a number of bytes. */
final class SteadyStateProbe {
  private static final long PATIENCE_NANOS = 10_000_000_000L;
  private static final List<String> NAMES = List.of("sines", "distances", "sum", "nearest");
  private static final int ROWS = 2000;

  private final Random random = new Random(20261123);

  private Problem problem(String name) {
    return switch (name) {
      case "sines" -> {
        Problem sines = new Problem().parallel(ROWS, 1000);
        Scalar x = sines.load(Runs.plain(DType.FLOAT64, random, ROWS, 1000), 0, 1);
        yield sines.output(apply(Operator.ADD, apply(Operator.SIN, x), x));
      }
      case "distances" -> distances(new Problem().parallel(ROWS, 1000).inner(3), null);
      case "sum" -> {
        Problem sum = new Problem().parallel(ROWS).reduced(1000);
        yield sum.output(
            Reduction.SUM, sum.load(Runs.plain(DType.FLOAT64, random, ROWS, 1000), 0, 1));
      }
      default -> distances(new Problem().parallel(ROWS).reduced(1000).inner(3), Reduction.ARGMIN);
    };
  }

  private Problem distances(Problem problem, Reduction reduction) {
    Scalar a = problem.load(Runs.plain(DType.FLOAT64, random, ROWS, 3), 0, 2);
    Scalar b = problem.load(Runs.plain(DType.FLOAT64, random, 1000, 3), 1, 2);
    Scalar squares = apply(Operator.SQUARE, apply(Operator.SUBTRACT, a, b));
    Scalar distance = apply(Operator.SQRT, inner(Reduction.SUM, squares, 2));
    return reduction == null ? problem.output(distance) : problem.output(reduction, distance);
  }

  public static void main(String[] arguments) {
    for (String name : NAMES) {
      System.out.println(name + " " + new SteadyStateProbe().excess(name));
    }
  }

  /** The bytes more for eight times the elements, once there are few or patience has ended. */
  private long excess(String name) {
    Problem problem = problem(name);
    LoopNest nest = problem.nest();
    BlockKernel kernel = new Kernels(Simd.preferred(), 4).compile(nest);
    ByteBuffer output = ByteBuffer.allocateDirect(8 * ROWS * 1000).order(ByteOrder.LITTLE_ENDIAN);
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    long excess;
    do {
      long few = allocated(kernel, problem, nest, output, ROWS / 8);
      long many = allocated(kernel, problem, nest, output, ROWS);
      // A reduction's result has a few words for each row.
      long results = nest.isReduction() ? 64L * (ROWS - ROWS / 8) : 0;
      excess = many - few - results;
    } while (excess > SteadyStateAllocationTest.ALLOWED_BYTES && System.nanoTime() < deadline);
    return excess;
  }

  private static long allocated(
      BlockKernel kernel, Problem problem, LoopNest nest, ByteBuffer output, int rows) {
    Box block = Box.whole(Shape.of(rows, 1000));
    List<ArrayRegion> inputs =
        problem.inputs().stream()
            .map(a -> new ArrayRegion(a.dtype(), Box.whole(a.shape()), a.buffer()))
            .toList();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    if (nest.isReduction()) {
      kernel.reduce(block, inputs);
    } else {
      kernel.map(block, inputs, List.of(output));
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }
}
