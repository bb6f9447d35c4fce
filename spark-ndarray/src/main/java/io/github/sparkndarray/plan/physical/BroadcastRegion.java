package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.plan.physical.Stage.Input;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import java.util.List;

/** Which part of an array is broadcast to all blocks: what they read of it, in whatever ways. */
final class BroadcastRegion {
  private BroadcastRegion() {}

  /**
   * The region of one of a stage's inputs that are broadcast at once.
   *
   * @param nests in the order in which they run
   */
  static Box of(Input input, List<Input> inputs, List<LogicalNest> nests, ChunkGrid blocks) {
    int last = nests.size() - 1;
    BlockRegions all =
        BlockRegions.of(nests.subList(0, last), nests.get(last), Box.whole(blocks.shape()));
    ArrayRef origin = input.array().origin();
    Box region = all.read(input.array());
    for (Input other : inputs) {
      if (other.delivery() == Delivery.BROADCAST && other.array().origin().equals(origin)) {
        region = region.hull(all.read(other.array()));
      }
    }
    return region;
  }
}
