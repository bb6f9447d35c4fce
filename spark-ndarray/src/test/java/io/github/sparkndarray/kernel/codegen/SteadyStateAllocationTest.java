package io.github.sparkndarray.kernel.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.kernel.math.ChildProcess;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Once it is warm, a kernel allocates for each block, but nothing for each element or row. */
class SteadyStateAllocationTest {
  static final long ALLOWED_BYTES = 64 << 10;

  private static final int MOST_JVMS = 3;

  /**
   * In JVMs without the profiles of other tests, and in more than one of them: on a busy machine C2
   * may fail for the longest to keep a vector of a long method in a register.
   */
  @Test
  void allocationDoesNotGrowWithTheBlock() throws IOException, InterruptedException {
    Set<String> failing = null;
    for (int jvm = 0; jvm < MOST_JVMS && (failing == null || !failing.isEmpty()); jvm++) {
      List<String> lines = ChildProcess.run(SteadyStateProbe.class);
      assertThat(lines).as("kernels").hasSize(4);
      Set<String> now = new HashSet<>();
      for (String line : lines) {
        String[] parts = line.split(" ");
        if (Long.parseLong(parts[1]) > ALLOWED_BYTES) {
          now.add(parts[0]);
        }
      }
      if (failing == null) {
        failing = now;
      } else {
        failing.retainAll(now);
      }
    }
    assertThat(failing).as("kernels that allocate more for eight times the elements").isEmpty();
  }
}
