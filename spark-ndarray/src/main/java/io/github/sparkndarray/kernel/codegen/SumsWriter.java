package io.github.sparkndarray.kernel.codegen;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a kernel's rows where all that they are for is to be added up: sums stay in registers, and
 * have the bits of storing the values and adding them up afterwards.
 */
interface SumsWriter {
  /** Whether a node's values are added up where they are computed, and stored nowhere. */
  boolean isAddedUp(Node node);

  /** The statements of the kernel's rows, from {@code first} on, {@code count} of them. */
  String rows();

  /** The methods that these call. */
  String methods();

  /** The only stage that computes rows, without nodes where these are only read; or nothing. */
  static Step.@Nullable Stage onlyStage(Lane lane, Schedule schedule) {
    List<Step> steps = schedule.rowSteps();
    if (steps.isEmpty()) {
      return new Step.Stage(lane, List.of());
    }
    return steps.size() == 1 && steps.get(0) instanceof Step.Stage only && only.lane() == lane
        ? only
        : null;
  }
}
