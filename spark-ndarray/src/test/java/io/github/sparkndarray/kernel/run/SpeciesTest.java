package io.github.sparkndarray.kernel.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpeciesTest {
  /** The build runs kernel tests a second time, with vectors of 128 bits. */
  @Test
  void vectorsHaveTheWidthThatTheBuildAskedFor() {
    int bits = Integer.getInteger("expected.vector.bits", Species.F64.vectorBitSize());
    assertThat(Species.F64.vectorBitSize()).isEqualTo(bits);
    assertThat(Species.LANES_64).isEqualTo(bits / 64);
    assertThat(Species.LANES_32).isEqualTo(bits / 32);
    assertThat(Simd.lanes64()).isEqualTo(Species.LANES_64);
  }
}
