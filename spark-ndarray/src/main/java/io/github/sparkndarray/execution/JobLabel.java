package io.github.sparkndarray.execution;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.spark.SparkContext;
import org.jspecify.annotations.Nullable;

/**
 * Names the jobs of this thread in the Spark UI while it is open, then restores what was set
 * before.
 */
final class JobLabel implements AutoCloseable {
  private static final List<String> PROPERTIES =
      List.of(
          "spark.jobGroup.id",
          "spark.job.description",
          "spark.job.interruptOnCancel",
          "callSite.short",
          "callSite.long");

  private final SparkContext context;
  private final Map<String, @Nullable String> before = new HashMap<>();

  JobLabel(SparkContext context, String description) {
    this.context = context;
    for (String property : PROPERTIES) {
      before.put(property, context.getLocalProperty(property));
    }
    context.setJobGroup("spark-ndarray-" + UUID.randomUUID(), description, true);
    context.setCallSite(description);
  }

  @Override
  public void close() {
    before.forEach(context::setLocalProperty);
  }
}
