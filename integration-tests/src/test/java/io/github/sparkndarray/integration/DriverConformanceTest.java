package io.github.sparkndarray.integration;

import io.github.sparkndarray.api.NDContext;
import io.github.sparkndarray.execution.Progress;
import io.github.sparkndarray.execution.SparkAccess;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** What is small is computed on the driver, and gives NumPy's answers without any Spark. */
class DriverConformanceTest {

  @TestFactory
  Stream<DynamicNode> answersAsNumPy() {
    SparkAccess none =
        SparkAccess.whenNeeded(
            () -> {
              throw new AssertionError("A small plan must not start Spark");
            });
    NDContext nd = new NDContext(none, Map.of(), Progress.NONE);
    return Conformance.tests(new InterpretedScript(nd.scriptHost()));
  }
}
