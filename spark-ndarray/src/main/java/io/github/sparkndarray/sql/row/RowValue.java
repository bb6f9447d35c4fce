package io.github.sparkndarray.sql.row;

import java.util.Set;
import java.util.TreeSet;

/**
 * A Java expression for one element.
 *
 * @param text without side effects
 * @param indices the loop indices that it depends on
 */
record RowValue(String text, Set<String> indices) {

  /** The indices of several together. */
  static Set<String> union(Iterable<RowValue> values) {
    Set<String> all = new TreeSet<>();
    values.forEach(value -> all.addAll(value.indices()));
    return all;
  }
}
