package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.io.RegionRuns;
import io.github.sparkndarray.shape.Box;
import java.io.Serializable;
import java.nio.ByteBuffer;

/**
 * Part of an array on its way to where it is read.
 *
 * @param input which of several arrays that travel together
 * @param box where it lies in the array
 */
record Piece(int input, Box box, HostArray values) implements Serializable {

  /** Part of a chunk, copied unless it is all of it. */
  static Piece of(int input, HostArray chunk, Box chunkBox, Box part) {
    if (part.equals(chunkBox)) {
      return new Piece(input, part, chunk);
    }
    HostArray values = HostArray.allocate(chunk.dtype(), part.shape());
    RegionRuns runs = new RegionRuns(chunkBox.shape(), part.relativeTo(chunkBox));
    int itemSize = chunk.dtype().itemSize();
    int bytes = (int) (runs.length() * itemSize);
    for (int at = 0; runs.next(); at += bytes) {
      System.arraycopy(chunk.bytes(), (int) (runs.start() * itemSize), values.bytes(), at, bytes);
    }
    return new Piece(input, part, values);
  }

  /** Copies the piece to its place in a region's elements. */
  void copyTo(ByteBuffer target, Box region) {
    RegionRuns runs = new RegionRuns(region.shape(), box.relativeTo(region));
    int itemSize = values.dtype().itemSize();
    int bytes = (int) (runs.length() * itemSize);
    ByteBuffer from = values.buffer();
    for (int at = 0; runs.next(); at += bytes) {
      target.put((int) (runs.start() * itemSize), from, at, bytes);
    }
  }
}
