package io.github.sparkndarray.kernel.codegen;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One position of the reductions being written: the innermost has the nodes that vary with it. */
final class Frame {
  final @Nullable Frame outer;
  final long axes;
  final Map<Integer, String> index;
  final Map<Node, String[]> names = new HashMap<>();
  final boolean unrolled;

  /**
   * @param axes the axes that are open here and not around it, one bit for each
   * @param index their loop variables or numbers
   * @param unrolled whether there is no loop over them
   */
  Frame(@Nullable Frame outer, long axes, Map<Integer, String> index, boolean unrolled) {
    this.outer = outer;
    this.axes = axes;
    this.index = index;
    this.unrolled = unrolled;
  }

  /** The frame around which a node's values do not change any more. */
  Frame home(Node node) {
    Frame at = this;
    while (at.outer != null && (node.innerAxes() & at.axes) == 0) {
      at = at.outer;
    }
    return at;
  }

  /** The loop variable or number of an axis. */
  String index(int axis) {
    for (Frame at = this; at != null; at = at.outer) {
      String known = at.index.get(axis);
      if (known != null) {
        return known;
      }
    }
    throw new IllegalStateException("no loop over axis " + axis);
  }

  /** Whether there is a loop around this place over each of the axes, one bit for each. */
  boolean areOpen(long wanted) {
    for (long rest = wanted; rest != 0; rest &= rest - 1) {
      int axis = Long.numberOfTrailingZeros(rest);
      boolean open = false;
      for (Frame at = this; at != null; at = at.outer) {
        open |= at.index.containsKey(axis);
      }
      if (!open) {
        return false;
      }
    }
    return true;
  }

  /** Whether there is no loop around this place but that over the tile. */
  boolean isAhead() {
    for (Frame at = this; at != null; at = at.outer) {
      if (!at.unrolled) {
        return false;
      }
    }
    return true;
  }
}
