package io.github.sparkndarray.kernel.codegen;

import static io.github.sparkndarray.kernel.codegen.Problem.apply;
import static io.github.sparkndarray.kernel.codegen.Problem.inner;
import static io.github.sparkndarray.kernel.codegen.Problem.value;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Generator;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.ArrayRegion;
import io.github.sparkndarray.kernel.BlockKernel;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Scalar;
import io.github.sparkndarray.kernel.run.Instructions;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.Shape;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Times kernels on one thread: {@code java … KernelBenchmark [scalar] [source] [name …]}. Prints
 * the median of several runs in seconds of the thread's CPU time, and per element of the iteration
 * space in nanoseconds; in brackets the least and the median wall-clock time.
 */
public final class KernelBenchmark {
  private static final int RUNS = 9;
  private static final int POINTS = 10_000;

  private KernelBenchmark() {}

  public static void main(String[] arguments) {
    List<String> wanted = new ArrayList<>(List.of(arguments));
    Instructions instructions = wanted.remove("scalar") ? Instructions.SCALAR : Instructions.VECTOR;
    boolean source = wanted.remove("source");
    Map<String, Problem> problems = problems();
    problems.keySet().removeIf(name -> !wanted.isEmpty() && !wanted.contains(name));
    for (var problem : problems.entrySet()) {
      Kernels kernels = new Kernels(instructions, 10);
      if (source) {
        System.out.println(kernels.source(problem.getValue().nest()));
      }
      time(problem.getKey(), kernels, problem.getValue());
    }
  }

  private static Map<String, Problem> problems() {
    Random random = new Random(1);
    Map<String, Problem> problems = new LinkedHashMap<>();
    problems.put("distances", distances(random, DType.FLOAT64, 3, POINTS));
    problems.put("nearest", nearest(random, false));
    problems.put("nearest-others", nearest(random, true));
    HostArray a = Runs.plain(DType.FLOAT64, random, 10_000_000);
    HostArray b = Runs.plain(DType.FLOAT64, random, 10_000_000);
    Problem sines = new Problem().parallel(10_000_000);
    Scalar x = sines.load(a, 0);
    Scalar y = sines.load(b, 0);
    sines.output(
        apply(
            Operator.ADD,
            apply(
                Operator.SUBTRACT,
                apply(Operator.MULTIPLY, value(2), x),
                apply(Operator.MULTIPLY, value(4.5), y)),
            apply(Operator.ADD, apply(Operator.SIN, x), apply(Operator.COS, y))));
    problems.put("sines", sines);
    Problem add = new Problem().parallel(10_000_000);
    add.output(apply(Operator.ADD, add.load(a, 0), add.load(b, 0)));
    problems.put("add", add);
    for (DType dtype : List.of(DType.INT64, DType.INT32, DType.FLOAT32)) {
      Problem mixed = new Problem().parallel(1000, 10_000);
      Scalar other = mixed.load(Runs.plain(dtype, random, 1000, 10_000), 0, 1);
      Scalar real = mixed.load(a.reshaped(Shape.of(1000, 10_000)), 0, 1);
      mixed.output(apply(Operator.ADD, new Scalar.Cast(DType.FLOAT64, other), real));
      problems.put(dtype + " + float64", mixed);
    }
    Problem sum = new Problem().reduced(10_000_000);
    problems.put("sum", sum.output(Reduction.SUM, sum.load(a, 0)));
    HostArray square = a.reshaped(Shape.of(2500, 4000));
    Problem first = new Problem().parallel(4000).reduced(2500);
    problems.put("sum(axis=0)", first.output(Reduction.SUM, first.load(square, 1, 0)));
    Problem last = new Problem().parallel(2500).reduced(4000);
    problems.put("sum(axis=1)", last.output(Reduction.SUM, last.load(square, 0, 1)));
    Problem shortAxis = new Problem().parallel(200_000).reduced(50);
    problems.put(
        "sum(axis=1) of 50",
        shortAxis.output(Reduction.SUM, shortAxis.load(a.reshaped(Shape.of(200_000, 50)), 0, 1)));
    Problem max = new Problem().reduced(10_000_000);
    problems.put("max", max.output(Reduction.MAX, max.load(a, 0)));
    Problem argmin0 = new Problem().parallel(4000).reduced(2500);
    problems.put("argmin(axis=0)", argmin0.output(Reduction.ARGMIN, argmin0.load(square, 1, 0)));
    Problem transposed = new Problem().parallel(3000, 3000);
    HostArray c = Runs.plain(DType.FLOAT64, random, 3000, 3000);
    transposed.output(apply(Operator.ADD, transposed.load(c, 0, 1), transposed.again(0, 1, 0)));
    problems.put("x + x.T", transposed);
    Problem column = new Problem().parallel(1_000_000, 3);
    HostArray points = Runs.plain(DType.FLOAT64, random, 1_000_000, 3);
    column.output(
        apply(
            Operator.SUBTRACT,
            column.load(points, 0, 1),
            column.load(Runs.plain(DType.FLOAT64, random, 3), 1)));
    problems.put("points - mean", column);
    Problem kernelSum = new Problem().parallel(2000).reduced(2000).inner(3);
    Scalar p = kernelSum.load(Runs.plain(DType.FLOAT64, random, 2000, 3), 0, 2);
    Scalar q = kernelSum.again(0, 1, 2);
    Scalar r2 = inner(Reduction.SUM, apply(Operator.SQUARE, apply(Operator.SUBTRACT, p, q)), 2);
    kernelSum.output(Reduction.SUM, apply(Operator.EXP, apply(Operator.NEGATIVE, r2)));
    problems.put("kernel sum", kernelSum);
    Problem product = new Problem().parallel(600, 600).reduced(600);
    Scalar left = product.load(Runs.plain(DType.FLOAT64, random, 600, 600), 0, 2);
    Scalar right = product.load(Runs.plain(DType.FLOAT64, random, 600, 600), 2, 1);
    product.output(Reduction.SUM, apply(Operator.MULTIPLY, left, right));
    problems.put("product 600", product);
    for (DType dtype : List.of(DType.INT64, DType.INT32)) {
      problems.put("squares d=3 " + dtype, distances(random, dtype, 3, 4096));
    }
    problems.put("squares d=768 float32", distances(random, DType.FLOAT32, 768, 1024));
    Problem matmul = new Problem().parallel(600, 600).inner(600);
    Scalar l = matmul.load(Runs.plain(DType.FLOAT64, random, 600, 600), 0, 2);
    Scalar m = matmul.load(Runs.plain(DType.FLOAT64, random, 600, 600), 2, 1);
    matmul.output(inner(Reduction.SUM, apply(Operator.MULTIPLY, l, m), 2));
    problems.put("matmul 600", matmul);
    return problems;
  }

  private static Problem distances(Random random, DType dtype, long dimensions, long points) {
    Problem problem = new Problem().parallel(points, points).inner(dimensions);
    Scalar a = problem.load(Runs.plain(dtype, random, points, dimensions), 0, 2);
    Scalar b = problem.again(0, 1, 2);
    Scalar square =
        apply(Operator.POWER, apply(Operator.SUBTRACT, a, b), new Scalar.Value(dtype, 2, 2));
    Scalar sum = inner(Reduction.SUM, square, 2);
    return problem.output(dtype.isFloat() ? apply(Operator.SQRT, sum) : sum);
  }

  private static Problem nearest(Random random, boolean others) {
    Problem problem = new Problem().parallel(POINTS).reduced(POINTS).inner(3);
    Scalar a = problem.load(Runs.plain(DType.FLOAT64, random, POINTS, 3), 0, 2);
    Scalar b = problem.again(0, 1, 2);
    Scalar square = apply(Operator.SQUARE, apply(Operator.SUBTRACT, a, b));
    Scalar distance = apply(Operator.SQRT, inner(Reduction.SUM, square, 2));
    if (others) {
      Generator range = new Generator.IntegerRange(DType.INT64, 0, 1);
      Scalar i = problem.generate(range, Shape.of(POINTS), 0);
      Scalar j = problem.generate(range, Shape.of(POINTS), 1);
      distance =
          apply(
              Operator.WHERE,
              apply(Operator.EQUAL, i, j),
              value(Double.POSITIVE_INFINITY),
              distance);
    }
    return problem.output(Reduction.ARGMIN, distance).output(Reduction.MIN, distance);
  }

  private static void time(String name, Kernels kernels, Problem problem) {
    LoopNest nest = problem.nest();
    Box whole = Box.whole(Runs.space(nest));
    List<ArrayRegion> regions = Runs.regions(nest, problem.inputs(), whole);
    List<ByteBuffer> outputs = new ArrayList<>();
    if (!nest.isReduction()) {
      for (var output : nest.outputs()) {
        int bytes = (int) (whole.shape().size() * output.dtype().itemSize());
        outputs.add(ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN));
      }
    }
    BlockKernel kernel = kernels.compile(nest);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double[] seconds = new double[RUNS];
    double[] wall = new double[RUNS];
    for (int run = -3; run < RUNS; run++) {
      long wallStart = System.nanoTime();
      long start = threads.getCurrentThreadCpuTime();
      if (nest.isReduction()) {
        kernel.reduce(whole, regions);
      } else {
        kernel.map(whole, regions, outputs);
      }
      if (run >= 0) {
        seconds[run] = (threads.getCurrentThreadCpuTime() - start) / 1e9;
        wall[run] = (System.nanoTime() - wallStart) / 1e9;
      }
    }
    Arrays.sort(seconds);
    Arrays.sort(wall);
    double median = seconds[RUNS / 2];
    System.out.printf(
        "%-24s %8.4f s (%.4f, %.4f) %8.3f ns per element, compiled in %d ms%n",
        name,
        median,
        seconds[0],
        wall[RUNS / 2],
        median * 1e9 / whole.shape().size(),
        kernels.statistics().compileNanos() / 1_000_000);
  }
}
