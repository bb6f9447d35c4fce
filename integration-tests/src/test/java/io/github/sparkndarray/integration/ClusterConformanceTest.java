package io.github.sparkndarray.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.testing.SparkTest;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The same answers as Spark jobs over chunks so small that even tiny arrays have several, along
 * reduced axes too, and with nothing kept on the driver between stages.
 */
@SparkTest(
    conf = {
      TinyBlocks.NOTHING_ON_THE_DRIVER,
      TinyBlocks.NO_INTERMEDIATES_ON_THE_DRIVER,
      TinyBlocks.BLOCK_BYTES,
      TinyBlocks.REDUCTION_BLOCKS
    })
class ClusterConformanceTest {

  @TestFactory
  Stream<DynamicNode> answersAsNumPy(SparkSession spark) {
    TaskCounter counter = TaskCounter.on(spark.sparkContext());
    InterpretedScript scripts = new InterpretedScript(NDContext.of(spark).scriptHost());
    DynamicTest onSpark =
        DynamicTest.dynamicTest(
            "as Spark jobs of several tasks each",
            () -> {
              assertThat(counter.jobs()).isGreaterThan(500);
              assertThat(2 * counter.tasks()).isGreaterThan(3 * counter.jobs());
            });
    boolean all = Fixtures.ONE_IN > 1;
    return Stream.concat(Conformance.someTests(scripts), all ? Stream.of(onSpark) : Stream.empty());
  }
}
