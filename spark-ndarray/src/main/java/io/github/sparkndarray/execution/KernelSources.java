package io.github.sparkndarray.execution;

import io.github.sparkndarray.kernel.codegen.Kernels;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.plan.physical.PhysicalPlan;
import io.github.sparkndarray.plan.physical.Stage;
import java.util.ArrayList;
import java.util.List;

/** The generated source of a plan's kernels, for those who want to see it. */
public final class KernelSources {
  private KernelSources() {}

  /** The sources of all nests, each under a comment that says where it runs. */
  public static String of(PhysicalPlan plan) {
    StringBuilder text = new StringBuilder();
    for (Stage stage : plan.stages()) {
      List<LogicalNest> nests = new ArrayList<>(stage.producers());
      nests.add(stage.terminal());
      for (LogicalNest nest : nests) {
        text.append("// stage ").append(stage.id() + 1).append(", nest ").append(nest.id());
        text.append('\n').append(Kernels.shared().source(nest.loop())).append('\n');
      }
    }
    return text.toString();
  }
}
