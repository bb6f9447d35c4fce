package io.github.sparkndarray.plan.logical;

import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Persist;
import io.github.sparkndarray.expr.Shuffled;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The nodes below some expressions, each after all that it reads, found without recursion. */
final class DeepFirst {
  private DeepFirst() {}

  static List<Expr> order(List<Expr> outputs, PersistSnapshot persisted) {
    List<Expr> order = new ArrayList<>();
    Set<Expr> entered = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Expr> left = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Expr> open = new ArrayDeque<>(outputs);
    while (!open.isEmpty()) {
      Expr expr = open.peek();
      if (entered.add(expr)) {
        for (Expr input : inputs(expr, persisted)) {
          if (!entered.contains(input)) {
            open.push(input);
          }
        }
      } else {
        open.pop();
        if (left.add(expr)) {
          order.add(expr);
        }
      }
    }
    return order;
  }

  private static List<Expr> inputs(Expr expr, PersistSnapshot persisted) {
    if (expr instanceof Persist kept) {
      Expr source = persisted.sourceOf(kept);
      return List.of(source == null ? kept.input() : source);
    }
    if (expr instanceof Shuffled shuffled) {
      return List.of(persisted.sourceOf(shuffled));
    }
    return expr.inputs();
  }
}
