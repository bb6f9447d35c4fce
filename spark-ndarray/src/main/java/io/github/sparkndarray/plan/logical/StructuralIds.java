package io.github.sparkndarray.plan.logical;

import io.github.sparkndarray.expr.Constant;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Generated;
import io.github.sparkndarray.expr.Hint;
import io.github.sparkndarray.expr.Literal;
import io.github.sparkndarray.expr.Persist;
import io.github.sparkndarray.expr.Rechunk;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Shuffled;
import io.github.sparkndarray.expr.Stored;
import io.github.sparkndarray.expr.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers expressions so that equal structures over equal leaves have one number. What is kept has
 * the number of what it is read from; what is still to be kept is equal only to itself.
 */
final class StructuralIds {
  private final Map<Expr, Integer> byNode = new IdentityHashMap<>();
  private final Map<List<Object>, Integer> byStructure = new HashMap<>();
  private final PersistSnapshot persisted;

  StructuralIds(PersistSnapshot persisted) {
    this.persisted = persisted;
  }

  int idOf(Expr expr) {
    Integer known = byNode.get(expr);
    if (known != null) {
      return known;
    }
    Expr source =
        expr instanceof Persist kept
            ? persisted.sourceOf(kept)
            : expr instanceof Shuffled shuffled ? persisted.sourceOf(shuffled) : null;
    if (source != null) {
      int id = idOf(source);
      byNode.put(expr, id);
      return id;
    }
    List<Object> structure = new ArrayList<>();
    structure.add(expr.getClass());
    structure.add(expr.dtype());
    structure.add(expr.shape());
    addOwn(expr, structure);
    if (expr instanceof Persist) {
      structure.add(byNode.size());
    } else {
      expr.inputs().forEach(input -> structure.add(idOf(input)));
    }
    int id = byStructure.computeIfAbsent(structure, absent -> byStructure.size());
    byNode.put(expr, id);
    return id;
  }

  private static void addOwn(Expr expr, List<Object> structure) {
    if (expr instanceof Constant constant) {
      structure.add(constant.bits());
    } else if (expr instanceof Literal literal) {
      structure.add(new ArrayRef.Host(literal.values()));
    } else if (expr instanceof Generated generated) {
      structure.add(generated.generator());
    } else if (expr instanceof Stored stored) {
      structure.add(stored.source());
    } else if (expr instanceof View view) {
      structure.add(view.map());
    } else if (expr instanceof Elementwise elementwise) {
      structure.add(elementwise.operator());
    } else if (expr instanceof Reduce reduce) {
      structure.add(reduce.reduction());
      structure.add(Arrays.toString(reduce.axes()));
      structure.add(reduce.slots());
    } else if (expr instanceof Hint hint) {
      structure.add(hint.delivery());
    } else if (expr instanceof Rechunk cut) {
      structure.add(cut.chunkShape());
    } else if (!(expr instanceof Convert || expr instanceof Persist)) {
      throw new IllegalStateException("unknown node " + expr.getClass());
    }
  }
}
