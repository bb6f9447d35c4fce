package io.github.sparkndarray.execution;

import io.github.sparkndarray.plan.physical.BlockBox;
import io.github.sparkndarray.plan.physical.Blocks;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.Shape;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which blocks of a pass read a chunk that lies with them: one, or all that lie side by side along
 * axes that the chunks do not follow.
 *
 * @param pass the blocks of the pass
 * @param isHalved whether only those on or above the diagonal of the last two axes are run
 * @param axes the axes of the blocks along which the chunks are cut
 */
record AlignedBlocks(BlockBox pass, boolean isHalved, List<Integer> axes) implements Serializable {

  /** The blocks that read a chunk; nothing if the pass has none of them. */
  Optional<Blocks> of(long chunk) {
    Box cells = pass.cells();
    long[] origin = IntStream.range(0, cells.shape().rank()).mapToLong(cells::origin).toArray();
    long[] extents = cells.shape().extents();
    long rest = chunk;
    for (int i = axes.size() - 1; i >= 0; i--) {
      int axis = axes.get(i);
      long count = pass.blocks().counts().extent(axis);
      origin[axis] = rest % count;
      extents[axis] = 1;
      rest /= count;
    }
    return new Box(origin, Shape.of(extents))
        .intersection(cells)
        .map(own -> Blocks.of(new BlockBox(pass.blocks(), own), isHalved));
  }
}
