package io.github.sparkndarray.plan.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.List;

/**
 * Plans as JSON, the components of {@link PlanDescription} by their names; those of a stage's
 * projection are the stage's own.
 */
public final class JsonRenderer {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

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
