package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.expr.Operator;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The order of the work on a row of a tile. Each node that varies along the tile gets a level, as
 * late as its readers allow, so that values rest in scratch tiles for as short as can be; the nodes
 * of a level that are computed in the same way make a stage. What does not vary along rows and is
 * expensive is computed once per tile.
 */
final class Schedule {
  /** A stage's loop has at most about so many operators, to stay well within the JIT's limits. */
  private static final int STAGE_OPERATORS = 32;

  private static final Set<Operator> EXPENSIVE =
      Set.of(
          Operator.DIVIDE,
          Operator.SQRT,
          Operator.FLOOR_DIVIDE,
          Operator.REMAINDER,
          Operator.POWER);

  private final Analysis analysis;
  private final List<Node> scalars = new ArrayList<>();
  private final List<Step> tileSteps;
  private final List<Step> rowSteps;
  private final Set<Node> hoisted = new HashSet<>();
  private final Set<Node> needed = new HashSet<>();

  /**
   * @param targets the nodes to compute
   */
  Schedule(Analysis analysis, List<Node> targets) {
    this.analysis = analysis;
    targets.forEach(this::addNeeded);
    List<Node> tileNodes = new ArrayList<>();
    List<Node> rowNodes = new ArrayList<>();
    hoist();
    for (Node node : analysis.graph().nodes()) {
      boolean computed = node.kind() != Node.Kind.LOAD && node.kind() != Node.Kind.LITERAL;
      if (!computed || node.innerAxes() != 0 || !needed.contains(node)) {
        continue;
      }
      if (!analysis.alongTile(node)) {
        scalars.add(node);
      } else {
        (hoisted.contains(node) ? tileNodes : rowNodes).add(node);
      }
    }
    tileSteps = order(tileNodes, 0);
    rowSteps = order(rowNodes, 0);
  }

  /** What is computed per row and does not vary along the tile. */
  List<Node> scalars() {
    return scalars;
  }

  /** What is computed once per tile. */
  List<Step> tileSteps() {
    return tileSteps;
  }

  List<Step> rowSteps() {
    return rowSteps;
  }

  /** Whether a node is computed once per tile. */
  boolean isHoisted(Node node) {
    return hoisted.contains(node);
  }

  private void addNeeded(Node node) {
    if (needed.add(node)) {
      node.inputs().forEach(this::addNeeded);
    }
  }

  private void hoist() {
    if (analysis.layout().alongRows().isEmpty()) {
      return;
    }
    Set<Node> expensive = new HashSet<>();
    for (Node node : analysis.graph().nodes()) {
      boolean costs =
          (node.kind() == Node.Kind.APPLY
                  && (EXPENSIVE.contains(node.operator()) || Analysis.isCall(node)))
              || node.kind() == Node.Kind.INNER;
      for (Node input : node.inputs()) {
        costs |= expensive.contains(input);
      }
      if (costs) {
        expensive.add(node);
        if (needed.contains(node)
            && node.innerAxes() == 0
            && analysis.alongTile(node)
            && !analysis.alongRows(node)) {
          addWithInputs(node);
        }
      }
    }
  }

  private void addWithInputs(Node node) {
    if (node.kind() != Node.Kind.LOAD && analysis.alongTile(node) && hoisted.add(node)) {
      node.inputs().forEach(this::addWithInputs);
    }
  }

  /** The steps that compute some nodes within the reductions over the open axes. */
  private List<Step> order(List<Node> nodes, long open) {
    Set<Node> scope = new HashSet<>(nodes);
    Map<Node, List<Node>> needs = new HashMap<>();
    Map<Node, Integer> earliest = new HashMap<>();
    int last = 0;
    for (Node node : nodes) {
      List<Node> needed = new ArrayList<>();
      collect(node, scope, new HashSet<>(), needed);
      needs.put(node, needed);
      int level = 0;
      for (Node input : needed) {
        level = Math.max(level, earliest.getOrDefault(input, 0) + distance(input, node));
      }
      earliest.put(node, level);
      last = Math.max(last, level);
    }
    Map<Node, Integer> latest = new HashMap<>();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      int level = latest.getOrDefault(node, last);
      latest.put(node, level);
      for (Node input : needs.getOrDefault(node, List.of())) {
        latest.merge(input, level - distance(input, node), Math::min);
      }
    }
    TreeMap<Integer, EnumMap<Lane, List<Node>>> levels = new TreeMap<>();
    for (Node node : nodes) {
      levels
          .computeIfAbsent(latest.get(node), level -> new EnumMap<>(Lane.class))
          .computeIfAbsent(analysis.lane(node), lane -> new ArrayList<>())
          .add(node);
    }
    List<Step> steps = new ArrayList<>();
    for (EnumMap<Lane, List<Node>> level : levels.values()) {
      level.forEach((lane, members) -> addSteps(lane, members, open, steps));
    }
    return steps;
  }

  private int distance(Node input, Node reader) {
    Lane lane = analysis.lane(reader);
    return lane.isFused() && analysis.lane(input) == lane ? 0 : 1;
  }

  /** The nodes of a scope that a node reads, also from inside an inner reduction. */
  private void collect(Node node, Set<Node> scope, Set<Node> seen, List<Node> needed) {
    for (Node input : node.inputs()) {
      if (scope.contains(input)) {
        if (!needed.contains(input)) {
          needed.add(input);
        }
      } else if (seen.add(input)) {
        collect(input, scope, seen, needed);
      }
    }
  }

  private void addSteps(Lane lane, List<Node> members, long open, List<Step> steps) {
    if (lane == Lane.CALL) {
      members.forEach(node -> steps.add(new Step.Call(node)));
    } else if (lane == Lane.LOOP) {
      members.forEach(node -> steps.add(loop(node, open)));
    } else {
      List<Node> stage = new ArrayList<>();
      int operators = 0;
      for (Node node : members) {
        int weight = weight(node);
        if (!stage.isEmpty() && operators + weight > STAGE_OPERATORS) {
          steps.add(new Step.Stage(lane, stage));
          stage = new ArrayList<>();
          operators = 0;
        }
        stage.add(node);
        operators += weight;
      }
      steps.add(new Step.Stage(lane, stage));
    }
  }

  private Step loop(Node inner, long open) {
    List<Node> scalar = new ArrayList<>();
    List<Node> along = new ArrayList<>();
    for (Node node : analysis.body(inner, open)) {
      if (node.kind() != Node.Kind.LOAD) {
        (analysis.alongTile(node) ? along : scalar).add(node);
      }
    }
    return new Step.Loop(inner, scalar, order(along, open | inner.reducedAxes()));
  }

  private int weight(Node node) {
    if (node.kind() != Node.Kind.INNER) {
      return 1;
    }
    int body = 1;
    for (Node member : analysis.body(node, node.innerAxes())) {
      body += weight(member);
    }
    return analysis.isUnrolled(node) ? body * (int) analysis.positions(node) : 4 * body;
  }
}
