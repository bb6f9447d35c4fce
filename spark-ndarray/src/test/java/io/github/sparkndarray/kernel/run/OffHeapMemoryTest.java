package io.github.sparkndarray.kernel.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class OffHeapMemoryTest {
  private static final int JDK = Runtime.version().feature();

  /** JDKs 19 to 21 have neither the methods for buffers nor final segments. */
  private static final boolean HAS_A_WAY = Simd.isAvailable() && (JDK < 19 || JDK > 21);

  @Test
  void vectorsAreStoredWhereTheJdkHasAWay() {
    assertThat(OffHeapMemory.isAvailable(Instructions.VECTOR)).isEqualTo(HAS_A_WAY);
    assertThat(OffHeapMemory.isAvailable(Instructions.SCALAR)).isTrue();
  }

  @Test
  void nativeMemoryIsReadWhereItIs() {
    ByteBuffer memory = ByteBuffer.allocateDirect(64);
    assertThat(OffHeapMemory.isLoadedFrom(memory, Instructions.VECTOR)).isEqualTo(HAS_A_WAY);
    Object handed = OffHeapMemory.of(memory, Instructions.VECTOR);
    assertThat(handed instanceof ByteBuffer).isEqualTo(!HAS_A_WAY || JDK < 19);
  }
}
