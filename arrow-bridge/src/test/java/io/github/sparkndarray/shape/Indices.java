package io.github.sparkndarray.shape;

import java.util.function.Consumer;

/** All the indices of a shape, in C order. */
final class Indices {
  private Indices() {}

  static void forEach(Shape shape, Consumer<long[]> action) {
    long[] index = new long[shape.rank()];
    for (long position = 0; position < shape.size(); position++) {
      long rest = position;
      for (int axis = index.length - 1; axis >= 0; axis--) {
        index[axis] = rest % shape.extent(axis);
        rest /= shape.extent(axis);
      }
      action.accept(index);
    }
  }

  /** The C-ordered position that a map reads in a source for an index of its target. */
  static long position(Shape source, IndexMap map, long[] index) {
    long position = 0;
    for (int d = 0; d < source.rank(); d++) {
      long at = map.sourceIndex(d, index);
      if (at < 0 || at >= source.extent(d)) {
        throw new AssertionError(map + " reads " + at + " of axis " + d + " of " + source);
      }
      position = position * source.extent(d) + at;
    }
    return position;
  }

  /** The C-ordered positions that a map reads in a source, in the order of its target. */
  static long[] positions(Shape source, IndexMap map) {
    long[] positions = new long[(int) map.target().size()];
    int[] at = {0};
    forEach(map.target(), index -> positions[at[0]++] = position(source, map, index));
    return positions;
  }
}
