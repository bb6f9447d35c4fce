package io.github.sparkndarray.plan.explain;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.github.sparkndarray.plan.physical.Measured;
import io.github.sparkndarray.plan.physical.MemoryProjection;
import java.util.List;

/**
 * Plans as JSON, the components of {@link PlanDescription} by their names; those of a stage's
 * projection are the stage's own, and what was measured is named alike.
 */
public final class JsonRenderer {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .addMixIn(Measured.class, MeasuredNames.class)
          .addMixIn(MemoryProjection.class, MemoryNames.class);

  /** What was measured has the names of what was projected. */
  private interface MeasuredNames {
    @JsonProperty("broadcastBytes")
    long broadcast();

    @JsonProperty("shuffledBytes")
    long shuffled();

    @JsonUnwrapped
    MemoryProjection memory();
  }

  private interface MemoryNames {
    @JsonProperty("taskBytes")
    long task();

    @JsonProperty("executorBytes")
    long executorShared();

    @JsonProperty("driverBytes")
    long driver();
  }

  private JsonRenderer() {}

  /** One plan as an object. */
  public static String render(PlanDescription plan) {
    return write(plan);
  }

  /** The plans of a script as an array, each with the line and the text of its statement. */
  public static String render(List<StatementPlan> plans) {
    return write(plans);
  }

  private static String write(Object plans) {
    try {
      return JSON.writeValueAsString(plans) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a plan that cannot be written as JSON", e);
    }
  }
}
