package io.github.sparkndarray.expr;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The nodes below some expressions, each after all that it reads, found without recursion. */
public final class DeepFirst {
  private DeepFirst() {}

  /**
   * The nodes in order, each once.
   *
   * @param inputs what a node reads
   */
  public static List<Expr> order(List<Expr> outputs, Function<Expr, List<Expr>> inputs) {
    List<Expr> order = new ArrayList<>();
    Set<Expr> entered = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Expr> left = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Expr> open = new ArrayDeque<>(outputs);
    while (!open.isEmpty()) {
      Expr expr = open.peek();
      if (entered.add(expr)) {
        for (Expr input : inputs.apply(expr)) {
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
}
