package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.run.Form;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which outputs are tracked inside a stage's loop: extremes along the tile of a body that is
 * computed in vectors. The least of a square root is tracked by what is under the root.
 */
final class Trackers {
  private final Analysis analysis;
  private final LoopNest nest;
  private final List<Integer> primaries;
  private final Set<Integer> fused = new LinkedHashSet<>();

  private Trackers(Analysis analysis, Set<Integer> candidates) {
    this.analysis = analysis;
    this.nest = analysis.graph().nest();
    this.primaries = primaries(analysis.graph());
    if (analysis.layout().form() != Form.REDUCE_TILE) {
      return;
    }
    for (int output : candidates) {
      Node key = analysis.graph().keys().get(output);
      if (isTracked(output)
          && primaries.get(output) == output
          && analysis.alongTile(key)
          && analysis.lane(key).isVector()
          && key.dtype() != DType.BOOL
          && (analysis.layout().alongRows().isEmpty() || analysis.alongRows(key))) {
        fused.add(output);
      }
    }
  }

  /** Selections have no limit to compare integers with before they are full. */
  private boolean isTracked(int output) {
    var reduction = nest.outputs().get(output).reducing();
    boolean real = analysis.graph().keys().get(output).dtype().isFloat();
    return reduction.isTracked() && (real || !reduction.isSelection());
  }

  static Trackers of(Analysis analysis) {
    Set<Integer> all = new LinkedHashSet<>();
    for (int output = 0; output < analysis.graph().roots().size(); output++) {
      all.add(output);
    }
    return new Trackers(analysis, all);
  }

  /** The same in a variant of the graph, except where it has no vectors to track any more. */
  Trackers in(Analysis variant) {
    return new Trackers(variant, fused);
  }

  /**
   * For each output the first one that tracks the same extreme of the same body, by value or by
   * position: only that one is computed.
   */
  static List<Integer> primaries(Graph graph) {
    List<Integer> primaries = new ArrayList<>();
    var outputs = graph.nest().outputs();
    for (int output = 0; output < outputs.size(); output++) {
      var reduction = outputs.get(output).reduction();
      int primary = output;
      for (int other = 0; other < output && primary == output; other++) {
        var otherReduction = outputs.get(other).reduction();
        if (reduction != null
            && otherReduction != null
            && reduction.isTracked()
            && otherReduction.isTracked()
            && reduction.isGreatest() == otherReduction.isGreatest()
            && graph.roots().get(output) == graph.roots().get(other)) {
          primary = other;
        }
      }
      primaries.add(primary);
    }
    return primaries;
  }

  /** What has to be computed: the keys of what is tracked, the bodies of all other outputs. */
  List<Node> targets() {
    List<Node> targets = new ArrayList<>();
    for (int output = 0; output < nest.outputs().size(); output++) {
      if (fused.contains(output)) {
        targets.add(key(output));
      } else if (isHandedOn(output)) {
        targets.add(analysis.graph().roots().get(output));
      }
    }
    return targets;
  }

  /** Whether an output's values are handed on to its sink. */
  boolean isHandedOn(int output) {
    return primaries.get(output) == output && !fused.contains(output);
  }

  Node key(int output) {
    return analysis.graph().keys().get(output);
  }

  boolean isMax(int output) {
    return nest.outputs().get(output).reducing().isGreatest();
  }

  /** The outputs whose keys a stage computes. */
  List<Integer> in(Step.Stage stage) {
    List<Integer> outputs = new ArrayList<>();
    for (int output : fused) {
      if (stage.nodes().contains(key(output))) {
        outputs.add(output);
      }
    }
    return outputs;
  }

  /** The outputs of which squares are tracked. */
  Set<Integer> rooted() {
    Set<Integer> rooted = new HashSet<>();
    for (int output : fused) {
      if (key(output) != analysis.graph().roots().get(output)) {
        rooted.add(output);
      }
    }
    return rooted;
  }
}
