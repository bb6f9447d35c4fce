package io.github.sparkndarray.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.execution.NDArraySettings;
import io.github.sparkndarray.execution.Progress;
import io.github.sparkndarray.execution.SparkAccess;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * All the same answers in chunks so small that even tiny arrays have several, along reduced axes,
 * too. Stages run on the driver, in the blocks that a cluster would run; what is shuffled is so in
 * chunks in {@link ClusterConformanceTest}.
 */
class TinyChunksConformanceTest {
  private final NDContext nd =
      new NDContext(
          SparkAccess.whenNeeded(
              () -> {
                throw new AssertionError("A small plan must not start Spark");
              }),
          Map.of(
              NDArraySettings.BLOCK_BYTES,
              TinyBlocks.BYTES,
              NDArraySettings.REDUCED_ELEMENTS,
              TinyBlocks.ELEMENTS),
          Progress.NONE);

  @TestFactory
  Stream<DynamicNode> answersAsNumPy() {
    return Conformance.tests(new InterpretedScript(nd.scriptHost()));
  }

  @Test
  void tinyArraysHaveSeveralChunks() {
    assertThat(nd.eval("np.arange(12.0).reshape(3, 4) * 2", Map.of()).explain())
        .contains("blocks", "on the driver")
        .doesNotContain("1 block ");
    assertThat(nd.eval("np.arange(12.0).sum()", Map.of()).explain()).contains("4 blocks of (3,)");
  }
}
