package io.github.sparkndarray.plan.physical;

import java.util.List;

/**
 * What a run of a plan was measured to use.
 *
 * @param plan the plan that was run
 * @param stages one for each of the plan's stages
 */
public record MeasuredRun(PhysicalPlan plan, List<Measured> stages) {
  public MeasuredRun {
    stages = List.copyOf(stages);
    if (stages.size() != plan.stages().size()) {
      throw new IllegalArgumentException(
          stages.size() + " stages were measured, but the plan has " + plan.stages().size());
    }
  }
}
