package io.github.sparkndarray.kernel.math;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Random;

/**
 * Prints processor time in nanoseconds per element (the median and the best of several rounds) of
 * every function, for a tile of 1,024 elements. Not a test: run the main method with {@code
 * --add-modules jdk.incubator.vector}.
 */
final class MathTimings {
  private static final int SIZE = 1024;
  private static final int WARM_UP = 4000;
  private static final int CALLS = 400;
  private static final int ROUNDS = 15;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private MathTimings() {}

  public static void main(String[] arguments) {
    System.out.printf("%-8s %-16s %-16s %-16s%n", "", "vector", "scalar", "vector, floats");
    Random random = new Random(1);
    double[] z = new double[SIZE];
    float[] floatResult = new float[SIZE];
    for (Unary function : Unary.values()) {
      double low = Math.max(function.low, -20);
      double high = Math.min(function.high, 20);
      double[] x = Operands.array(random, Operands.Kind.USUAL, low, high, SIZE);
      float[] floats = Operands.floats(x);
      print(
          function,
          () -> function.vector.apply(x, 0, z, 0, SIZE),
          () -> function.scalar.apply(x, 0, z, 0, SIZE),
          () -> function.floatVector.apply(floats, 0, floatResult, 0, SIZE));
    }
    for (Binary function : Binary.values()) {
      double[] x = Operands.array(random, Operands.Kind.USUAL, function.low, function.high, SIZE);
      double[] y = Operands.array(random, Operands.Kind.USUAL, -4, 4, SIZE);
      float[] floats = Operands.floats(x);
      float[] secondFloats = Operands.floats(y);
      print(
          function,
          () -> function.vector.apply(x, 0, y, 0, z, 0, SIZE),
          () -> function.scalar.apply(x, 0, y, 0, z, 0, SIZE),
          () -> function.floatVector.apply(floats, 0, secondFloats, 0, floatResult, 0, SIZE));
    }
  }

  private static void print(Enum<?> function, Runnable... calls) {
    StringBuilder line = new StringBuilder(String.format("%-8s", function));
    for (Runnable call : calls) {
      line.append(' ').append(time(call));
    }
    System.out.println(line);
  }

  private static String time(Runnable call) {
    for (int i = 0; i < WARM_UP; i++) {
      call.run();
    }
    double[] rounds = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long start = THREADS.getCurrentThreadCpuTime();
      for (int i = 0; i < CALLS; i++) {
        call.run();
      }
      rounds[round] = (THREADS.getCurrentThreadCpuTime() - start) / (double) (CALLS * SIZE);
    }
    Arrays.sort(rounds);
    return String.format("%6.2f (%6.2f) ", rounds[ROUNDS / 2], rounds[0]);
  }
}
