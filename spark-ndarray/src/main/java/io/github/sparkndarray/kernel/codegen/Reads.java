package io.github.sparkndarray.kernel.codegen;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which tiles the steps of a schedule read that other steps compute. */
final class Reads {
  private final Analysis analysis;
  private final Set<Node> computed = new HashSet<>();

  Reads(Analysis analysis, Schedule schedule) {
    this.analysis = analysis;
    schedule.tileSteps().forEach(step -> addComputed(step, computed));
    schedule.rowSteps().forEach(step -> addComputed(step, computed));
  }

  private static void addComputed(Step step, Set<Node> into) {
    if (step instanceof Step.Stage stage) {
      into.addAll(stage.nodes());
    } else if (step instanceof Step.Call call) {
      into.add(call.node());
    } else if (step instanceof Step.Loop loop) {
      into.add(loop.inner());
      loop.body().forEach(inside -> addComputed(inside, into));
    }
  }

  /** The nodes of other steps that a step reads. */
  Set<Node> of(Step step) {
    Set<Node> own = new HashSet<>();
    addComputed(step, own);
    Set<Node> reads = new LinkedHashSet<>();
    Set<Node> seen = new HashSet<>();
    for (Node node : List.copyOf(own)) {
      visit(node, own, seen, reads);
    }
    return reads;
  }

  private void visit(Node node, Set<Node> own, Set<Node> seen, Set<Node> reads) {
    for (Node input : node.inputs()) {
      if (!analysis.alongTile(input) || own.contains(input) || !seen.add(input)) {
        continue;
      }
      if (computed.contains(input)) {
        reads.add(input);
      } else {
        visit(input, own, seen, reads);
      }
    }
  }
}
