package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.expr.Generator;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.run.Comparison;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Comparisons of positions ({@code i == j}, {@code i < j}) that the runner can decide for a whole
 * tile of a row, and the outcomes for which a row has a variant of its own, without them.
 */
final class Decisions {
  private static final Set<Operator> EQUALITIES = Set.of(Operator.EQUAL, Operator.NOT_EQUAL);
  private static final Set<Operator> ORDERS =
      Set.of(Operator.LESS, Operator.LESS_EQUAL, Operator.GREATER, Operator.GREATER_EQUAL);

  private final List<Node> nodes = new ArrayList<>();

  Decisions(Analysis analysis) {
    for (Node node : analysis.graph().nodes()) {
      boolean compares =
          node.operator() != null
              && (EQUALITIES.contains(node.operator()) || ORDERS.contains(node.operator()));
      if (compares
          && analysis.alongTile(node)
          && node.innerAxes() == 0
          && isRange(analysis.graph(), node.input(0))
          && isRange(analysis.graph(), node.input(1))) {
        nodes.add(node);
      }
    }
  }

  private static boolean isRange(Graph graph, Node node) {
    return node.kind() == Node.Kind.LOAD && isRange(graph.nest().operands().get(node.index()));
  }

  /** Whether an operand is a range of integers. */
  static boolean isRange(KernelOperand operand) {
    return operand instanceof KernelOperand.Generated generated
        && generated.generator() instanceof Generator.IntegerRange;
  }

  List<Comparison> comparisons() {
    return nodes.stream()
        .map(node -> new Comparison(node.applied(), node.input(0).index(), node.input(1).index()))
        .toList();
  }

  /** The outcomes, one for each comparison, that have a variant. */
  List<List<Boolean>> variants() {
    if (nodes.size() == 1 && ORDERS.contains(nodes.get(0).operator())) {
      return List.of(List.of(false), List.of(true));
    }
    if (nodes.isEmpty() || nodes.stream().anyMatch(node -> ORDERS.contains(node.operator()))) {
      return List.of();
    }
    // Ranges that do not meet.
    return List.of(nodes.stream().map(node -> node.operator() == Operator.NOT_EQUAL).toList());
  }

  Map<Node, Boolean> known(List<Boolean> outcomes) {
    Map<Node, Boolean> known = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      known.put(nodes.get(i), outcomes.get(i));
    }
    return known;
  }
}
