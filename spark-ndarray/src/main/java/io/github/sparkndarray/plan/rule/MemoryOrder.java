package io.github.sparkndarray.plan.rule;

import io.github.sparkndarray.expr.Constant;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Generated;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.shape.Axes;
import io.github.sparkndarray.shape.IndexMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The order in which the arrays that an expression reads lie in memory, in C order each. */
public final class MemoryOrder {
  /** More nodes than that are not looked at: a body is short, a script need not be. */
  private static final int MOST_NODES = 64;

  private final List<IndexMap> reads;

  private MemoryOrder(List<IndexMap> reads) {
    this.reads = reads;
  }

  /**
   * The order of what an expression reads.
   *
   * @param map from the axes that are asked for to the expression's indices
   */
  public static MemoryOrder of(Expr expr, IndexMap map) {
    List<IndexMap> reads = new ArrayList<>();
    return new MemoryOrder(addReads(expr, map, reads, new int[1]) ? reads : List.of());
  }

  /**
   * Adds how each array is read, or gives up where there are too many nodes.
   *
   * @param map from the reduced expression's indices to the node's
   * @param nodes how many have been looked at
   */
  private static boolean addReads(Expr expr, IndexMap map, List<IndexMap> reads, int[] nodes) {
    if (++nodes[0] > MOST_NODES) {
      return false;
    }
    if (expr instanceof View view) {
      return addReads(view.base(), view.map().then(map), reads, nodes);
    }
    if (expr instanceof Elementwise || expr instanceof Convert) {
      return expr.inputs().stream().allMatch(input -> addReads(input, map, reads, nodes));
    }
    // What is reduced is made in the order that its reader wants, and is small.
    boolean isMade =
        expr instanceof Generated || expr instanceof Constant || expr instanceof Reduce;
    if (!isMade) {
      reads.add(map);
    }
    return true;
  }

  /** The axes in the order in which all arrays lie, or as they are where there is no such order. */
  public int[] order(int[] axes) {
    int[] ordered = axes;
    int longest = 1;
    for (IndexMap read : reads) {
      int[] own = moved(read, axes);
      if (own.length > longest) {
        longest = own.length;
        ordered = own;
      }
    }
    if (longest < axes.length) {
      return axes;
    }
    for (IndexMap read : reads) {
      int[] own = moved(read, axes);
      for (int i = 1; i < own.length; i++) {
        if (indexOf(ordered, own[i - 1]) > indexOf(ordered, own[i])) {
          return axes;
        }
      }
    }
    return ordered;
  }

  /** Those of the axes along which an array is read, from its first dimension to its last. */
  private static int[] moved(IndexMap read, int[] axes) {
    return IntStream.range(0, read.sourceRank())
        .map(read::axis)
        .filter(axis -> Arrays.binarySearch(axes, axis) >= 0)
        .distinct()
        .toArray();
  }

  static int indexOf(int[] axes, int axis) {
    return IntStream.range(0, axes.length).filter(i -> axes[i] == axis).findFirst().orElseThrow();
  }

  /** Whether the first axes, so many of them, are in this order. */
  public boolean isOf(int count) {
    int[] axes = Axes.all(count);
    return Arrays.equals(axes, order(axes));
  }
}
