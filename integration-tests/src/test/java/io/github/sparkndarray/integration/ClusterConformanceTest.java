package io.github.sparkndarray.integration;

import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.testing.SparkTest;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * The same answers as Spark jobs over chunks so small that even tiny arrays have several, along
 * reduced axes too, and with nothing kept on the driver between stages.
 */
@SparkTest(
    conf = {
      "spark.ndarray.driver.maxPoints=0",
      "spark.ndarray.driver.maxIntermediateBytes=0",
      "spark.ndarray.block.bytes=64",
      "spark.ndarray.reduction.blockElements=5",
      "spark.serializer=org.apache.spark.serializer.KryoSerializer",
      "spark.kryo.registrator=io.github.sparkndarray.execution.NDArrayKryoRegistrator"
    })
class ClusterConformanceTest {

  @TestFactory
  Stream<DynamicNode> answersAsNumPy(SparkSession spark) {
    return Conformance.tests(new InterpretedScript(NDContext.of(spark).scriptHost()));
  }
}
