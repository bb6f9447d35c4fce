package io.github.sparkndarray.kernel.math;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Compiled vector loops allocate nothing. A vector that the compiler fails to keep in a register is
 * allocated, and the loop is then about twenty times slower.
 */
class AllocationTest {
  private static final int SIZE = 256;
  private static final int CALLS = 500;
  private static final long BYTES_PER_CALL = 64;
  private static final long PATIENCE_SECONDS = 60;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @EnumSource
  void unary(Unary function) {
    double[] x = new double[SIZE];
    float[] floats = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      x[i] = (i + 0.5) / SIZE;
      floats[i] = (float) x[i];
    }
    double[] y = new double[SIZE];
    float[] floatResult = new float[SIZE];
    checkSteadyState(() -> function.vector.apply(x, 0, y, 0, SIZE));
    checkSteadyState(() -> function.floatVector.apply(floats, 0, floatResult, 0, SIZE));
  }

  @ParameterizedTest
  @EnumSource
  void binary(Binary function) {
    double[] x = new double[SIZE];
    double[] y = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      x[i] = (i + 0.5) / SIZE;
      y[i] = (SIZE / 2 - i) / 16.0;
    }
    float[] floats = Operands.floats(x);
    float[] secondFloats = Operands.floats(y);
    double[] z = new double[SIZE];
    float[] floatResult = new float[SIZE];
    checkSteadyState(() -> function.vector.apply(x, 0, y, 0, z, 0, SIZE));
    checkSteadyState(
        () -> function.floatVector.apply(floats, 0, secondFloats, 0, floatResult, 0, SIZE));
  }

  private static void checkSteadyState(Runnable call) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    long bytes;
    do {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < CALLS; i++) {
        call.run();
      }
      bytes = (THREADS.getCurrentThreadAllocatedBytes() - before) / CALLS;
    } while (bytes > BYTES_PER_CALL && System.nanoTime() < deadline);
    assertThat(bytes).as("bytes allocated per call").isLessThanOrEqualTo(BYTES_PER_CALL);
  }
}
