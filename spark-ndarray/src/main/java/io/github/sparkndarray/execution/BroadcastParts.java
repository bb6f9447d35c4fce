package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.kernel.ArrayRegion;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.spark.broadcast.Broadcast;

/**
 * Part of an array, or all of it, in one or more broadcast variables, of which a task fetches those
 * that its blocks need.
 *
 * @param region which part of the array
 * @param parts the parts of the region
 * @param group a number that all variables have in common that live as long as these
 * @param variables one for each part
 * @param sent the size of each as it travels, in bytes
 */
record BroadcastParts(
    Box region, ChunkGrid parts, long group, List<Broadcast<HostArray>> variables, List<Long> sent)
    implements Serializable {

  /** A part that has all of what is needed, if one does. */
  Optional<ArrayRegion> view(Box needed) {
    for (int part = 0; part < variables.size(); part++) {
      Box box = box(part);
      if (needed.intersection(box).filter(needed::equals).isPresent()) {
        HostArray values = values(part);
        return Optional.of(new ArrayRegion(values.dtype(), box, values.buffer()));
      }
    }
    return Optional.empty();
  }

  /** Puts together what is needed. */
  void read(Box needed, ByteBuffer target) {
    for (int part = 0; part < variables.size(); part++) {
      Box box = box(part);
      Optional<Box> common = needed.intersection(box);
      if (common.isPresent()) {
        Piece.of(0, values(part), box, common.get()).copyTo(target, needed);
      }
    }
  }

  private HostArray values(int part) {
    HostArray values = variables.get(part).value();
    long variable = variables.get(part).id();
    FetchedVariables.note(group, variable, values.bytes().length, sent.get(part));
    return values;
  }

  /** A part as a box of the array. */
  Box box(long part) {
    return parts.box(part).within(region);
  }
}
