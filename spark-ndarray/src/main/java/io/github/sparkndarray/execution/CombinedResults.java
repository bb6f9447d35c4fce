package io.github.sparkndarray.execution;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;

/** A task's results, the partials of blocks that contribute to the same outputs combined. */
final class CombinedResults implements Iterator<BlockResult> {
  private final Iterator<BlockResult> blocks;
  private final long perOutput;
  private final PartialTree tree;
  private final Queue<BlockResult> ready = new ArrayDeque<>();
  private long output = -1;

  /**
   * @param tree where partials wait to be combined
   * @param perOutput how many blocks contribute to the same outputs; they follow one another
   */
  CombinedResults(Iterator<BlockResult> blocks, PartialTree tree, long perOutput) {
    this.blocks = blocks;
    this.tree = tree;
    this.perOutput = perOutput;
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && blocks.hasNext()) {
      BlockResult next = blocks.next();
      long own = next.block() / perOutput;
      if (own != output) {
        release();
        output = own;
      }
      tree.add(next.node(perOutput));
    }
    if (ready.isEmpty()) {
      release();
    }
    return !ready.isEmpty();
  }

  private void release() {
    for (PartialTree.Node node : tree.removeAll(perOutput)) {
      ready.add(BlockResult.of(node, output * perOutput));
    }
  }

  @Override
  public BlockResult next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }
}
