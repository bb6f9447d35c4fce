package io.github.sparkndarray.sql.row;

import io.github.sparkndarray.expr.Expr;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A block of generated statements inside the loops over some indices. */
final class RowScope {
  private final @Nullable RowScope outer;
  private final String index;
  private final StringBuilder code = new StringBuilder();
  private final Map<Object, RowValue> known = new HashMap<>();

  private RowScope(@Nullable RowScope outer, String index) {
    this.outer = outer;
    this.index = index;
  }

  static RowScope outermost() {
    return new RowScope(null, "");
  }

  /** The body of a loop over an index. */
  RowScope loop(String over) {
    return new RowScope(this, over);
  }

  /** The outermost block in which all the given indices are known. */
  RowScope where(Set<String> indices) {
    RowScope outside = outer;
    return outside == null || indices.contains(index) ? this : outside.where(indices);
  }

  /** An element of an expression: what it was made before, here or around here, or makes it. */
  RowValue once(Expr expr, List<RowValue> at, Supplier<RowValue> element) {
    List<Object> key = List.of(new ExprIdentity(expr), at);
    RowValue value = known(key);
    if (value == null) {
      value = element.get();
      where(value.indices()).known.put(key, value);
    }
    return value;
  }

  private @Nullable RowValue known(Object key) {
    RowValue value = known.get(key);
    RowScope outside = outer;
    return value != null || outside == null ? value : outside.known(key);
  }

  void add(String statement) {
    code.append(statement).append('\n');
  }

  String text() {
    return code.toString();
  }
}
