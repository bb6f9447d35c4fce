package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.kernel.run.Form;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the operands that a kernel reads where they are. */
final class InPlace {
  private InPlace() {}

  /** Those of the operands that could be read in place that only such loops read as can. */
  static Set<Integer> operands(
      Analysis analysis, Schedule schedule, Trackers trackers, boolean addsUp) {
    Set<Node> computed = new HashSet<>();
    List<Step> steps = new ArrayList<>(schedule.tileSteps());
    steps.addAll(schedule.rowSteps());
    for (Step step : steps) {
      if (step instanceof Step.Stage stage && analysis.reachesMemory(stage.lane())) {
        computed.addAll(stage.nodes());
      }
    }
    Set<Integer> found = new HashSet<>();
    analysis.layout().inPlace().stream().forEach(found::add);
    for (Node node : analysis.graph().nodes()) {
      for (Node input : node.inputs()) {
        if (input.kind() == Node.Kind.LOAD && !computed.contains(node)) {
          found.remove(input.index());
        }
      }
    }
    List<Node> roots = analysis.graph().roots();
    for (int output = 0; output < roots.size(); output++) {
      Node root = roots.get(output);
      if (root.kind() == Node.Kind.LOAD
          && !addsUp
          && trackers.isHandedOn(output)
          && !isCopied(analysis, root)) {
        found.remove(root.index());
      }
    }
    return found;
  }

  /**
   * Whether an operand that is handed on as it is, is copied to a tile row by row: while a sink
   * looks at a row, the next ones come from memory.
   */
  private static boolean isCopied(Analysis analysis, Node load) {
    return analysis.layout().form() == Form.REDUCE_ROWS
        && analysis.reachesMemory(Lane.vector(load.dtype()));
  }
}
