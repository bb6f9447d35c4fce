package io.github.sparkndarray.kernel.math;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Prints for every function how many bytes a call allocates once it is compiled: for common
 * operands, and for operands of which one in sixteen is special.
 */
final class AllocationProbe {
  private static final int SIZE = 256;
  private static final int CALLS = 500;

  /** One vector per iteration would be twice as much; StrictMath needs some for huge arguments. */
  static final long BYTES_PER_CALL = 8 * SIZE;

  private static final long PATIENCE_SECONDS = 8;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private AllocationProbe() {}

  public static void main(String[] arguments) {
    for (boolean special : new boolean[] {false, true}) {
      for (Unary function : Unary.values()) {
        double[] x = operands(1, special);
        double[] y = new double[SIZE];
        float[] floats = Operands.floats(x);
        float[] floatResult = new float[SIZE];
        print(function, () -> function.vector.apply(x, 0, y, 0, SIZE));
        print(function, () -> function.floatVector.apply(floats, 0, floatResult, 0, SIZE));
      }
      for (Binary function : Binary.values()) {
        double[] x = operands(2, special);
        double[] y = operands(3, special);
        double[] z = new double[SIZE];
        float[] floats = Operands.floats(x);
        float[] second = Operands.floats(y);
        float[] floatResult = new float[SIZE];
        print(function, () -> function.vector.apply(x, 0, y, 0, z, 0, SIZE));
        print(
            function, () -> function.floatVector.apply(floats, 0, second, 0, floatResult, 0, SIZE));
      }
    }
  }

  private static double[] operands(long seed, boolean special) {
    Random random = new Random(seed);
    double[] x = Operands.array(random, Operands.Kind.USUAL, 0, 1, SIZE);
    for (int i = 0; special && i < SIZE; i += 16) {
      x[i] = Operands.next(random, Operands.Kind.SPECIAL, 0, 1);
    }
    return x;
  }

  private static void print(Enum<?> function, Runnable call) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    long bytes;
    do {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        call.run();
      }
      bytes = (THREADS.getCurrentThreadAllocatedBytes() - before) / CALLS;
    } while (bytes > BYTES_PER_CALL && System.nanoTime() < deadline);
    System.out.println(function + " " + bytes);
  }
}
