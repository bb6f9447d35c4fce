package io.github.sparkndarray.integration;

import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.testing.SparkTest;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The same answers where operands travel in parts to the tasks that read them. */
@SparkTest(
    conf = {
      TinyBlocks.NOTHING_ON_THE_DRIVER,
      TinyBlocks.NO_INTERMEDIATES_ON_THE_DRIVER,
      TinyBlocks.BLOCK_BYTES,
      TinyBlocks.REDUCTION_BLOCKS,
      TinyBlocks.REPLICATED
    })
class ReplicatedConformanceTest {
  /** How operands travel does not depend on what is done with them: some cases tell. */
  private static final int ONE_IN = 8;

  @TestFactory
  Stream<DynamicNode> answersAsNumPy(SparkSession spark) {
    return Conformance.oneIn(
        ONE_IN, new InterpretedScript(NDContext.of(spark).scriptHost()), Fixtures.BASICS);
  }
}
