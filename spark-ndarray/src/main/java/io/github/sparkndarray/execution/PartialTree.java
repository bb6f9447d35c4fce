package io.github.sparkndarray.execution;

import io.github.sparkndarray.kernel.Partial;
import io.github.sparkndarray.kernel.Partials;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Combines the partials of some blocks pairwise, then the pairs, and so on. Which are combined goes
 * by the blocks' numbers alone, so that whoever combines how many of them gives the same bits: a
 * task its own blocks, the driver or another task what is left.
 *
 * <p>A node of level {@code n} stands for the blocks from a multiple of 2<sup>n</sup> on to the
 * next one, or to the last block.
 */
final class PartialTree {
  private final Deque<Node> nodes = new ArrayDeque<>();

  /**
   * Some blocks' contributions.
   *
   * @param first the first block, counted among those that contribute to the same outputs
   * @param partials one for each output
   */
  record Node(long first, int level, List<Partial> partials) {

    /** The number of blocks, of so many that there are. */
    long size(long blocks) {
      return Math.min(1L << level, blocks - first);
    }

    private boolean isLeftOf(Node next) {
      return level == next.level
          && (first >> level) % 2 == 0
          && first + (1L << level) == next.first;
    }

    private Node with(Node right, int combined) {
      List<Partial> both = new ArrayList<>();
      for (int output = 0; output < partials.size(); output++) {
        both.add(Partials.merge(partials.get(output), right.partials.get(output)));
      }
      return new Node(first, combined, both);
    }
  }

  /** Adds a node; combines best if they come in ascending order. */
  void add(Node node) {
    Node last = node;
    while (!nodes.isEmpty() && nodes.getLast().isLeftOf(last)) {
      last = nodes.removeLast().with(last, last.level() + 1);
    }
    nodes.addLast(last);
  }

  /**
   * What could not be combined yet, and removes it: one node if it is of all blocks.
   *
   * @param blocks how many blocks there are
   */
  List<Node> removeAll(long blocks) {
    boolean all = nodes.stream().mapToLong(node -> node.size(blocks)).sum() == blocks;
    List<Node> left = all ? List.of(root()) : new ArrayList<>(nodes);
    nodes.clear();
    return left;
  }

  /** The size of all that waits to be combined, in bytes. */
  long bytes() {
    return nodes.stream().flatMap(node -> node.partials().stream()).mapToLong(Partial::bytes).sum();
  }

  /** The one node of all blocks, which have been added in ascending order. */
  Node root() {
    Iterator<Node> fromLast = nodes.descendingIterator();
    Node root = fromLast.next();
    // To the right of the last power of two there are fewer blocks: they are the right hand side.
    while (fromLast.hasNext()) {
      Node left = fromLast.next();
      root = left.with(root, left.level() + 1);
    }
    return root;
  }
}
