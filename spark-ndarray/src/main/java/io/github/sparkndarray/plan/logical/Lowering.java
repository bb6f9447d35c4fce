package io.github.sparkndarray.plan.logical;

import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.plan.rule.Rule;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Turns requested expressions into as few passes as possible. First it finds what must be computed
 * as an array of its own, and how many passes each of these has to wait for; then those that wait
 * equally long and loop over the same axes become outputs of one nest.
 */
public final class Lowering {
  private final StructuralIds ids = new StructuralIds();
  private final Map<Key, Found> found = new LinkedHashMap<>();

  private record Key(int expr, boolean isReduction) {}

  /** A root, the roots it reads, and how many passes come before its own. */
  private record Found(Root root, Set<Key> reads, int level) {}

  private record Group(
      int level, boolean isReduction, Shape parallel, OptionalLong slots, Shape reduced) {}

  private final List<Rule> rules;

  private Lowering(List<Rule> rules) {
    this.rules = rules;
  }

  /** The plan that computes all the given expressions. */
  public static LogicalPlan lower(List<Expr> outputs) {
    return lower(outputs, Rule.ALL);
  }

  /**
   * The plan that computes all the given expressions.
   *
   * @param rules by which expressions are rewritten, in the order in which they are tried
   */
  public static LogicalPlan lower(List<Expr> outputs, List<Rule> rules) {
    LogicalPlan plan = DeepStack.call(() -> new Lowering(rules).plan(outputs));
    assert LogicalInvariants.hold(plan, outputs);
    return plan;
  }

  private LogicalPlan plan(List<Expr> outputs) {
    List<Key> requested = outputs.stream().map(this::rootOf).map(this::find).toList();

    Map<Group, Map<Key, Root>> groups = new LinkedHashMap<>();
    found.forEach(
        (key, entry) -> {
          Root root = entry.root();
          Group group =
              new Group(
                  entry.level(),
                  root.isReduction(),
                  root.parallelShape(),
                  root.slots(),
                  root.reducedShape());
          groups.computeIfAbsent(group, absent -> new LinkedHashMap<>()).put(key, root);
        });

    List<Group> order = new ArrayList<>(groups.keySet());
    order.sort((a, b) -> Integer.compare(a.level(), b.level()));
    Map<Key, ArrayRef.Result> results = new HashMap<>();
    List<LogicalNest> nests = new ArrayList<>();
    for (Group group : order) {
      NestBuilder builder = new NestBuilder(ids, rules, root -> results.get(keyOf(root)));
      Map<Key, Root> members = groups.getOrDefault(group, Map.of());
      members.values().forEach(builder::add);
      LogicalNest nest = builder.build(nests.size());
      nests.add(nest);
      int output = 0;
      for (Key key : members.keySet()) {
        results.put(key, nest.result(output++));
      }
    }
    return new LogicalPlan(nests, requested.stream().map(results::get).toList());
  }

  private Root rootOf(Expr requested) {
    Expr expr = Rule.applyAll(requested, rules);
    return expr instanceof Reduce reduce ? Root.reduction(reduce) : Root.map(expr);
  }

  private Key keyOf(Root root) {
    return new Key(ids.idOf(root.expr()), root.isReduction());
  }

  private Key find(Root root) {
    Key key = keyOf(root);
    if (found.containsKey(key)) {
      return key;
    }
    Set<Key> reads = new LinkedHashSet<>();
    NestBuilder trial =
        new NestBuilder(
            ids,
            rules,
            needed -> {
              reads.add(find(needed));
              return new ArrayRef.Result(0, 0, needed.expr().dtype(), needed.expr().shape());
            });
    trial.add(root);
    int level = 0;
    for (Key read : reads) {
      Found before = found.get(read);
      level = Math.max(level, before == null ? 0 : before.level() + 1);
    }
    found.put(key, new Found(root, reads, level));
    return key;
  }
}
