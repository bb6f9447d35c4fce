package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.IndexMap;
import io.github.sparkndarray.shape.Shape;

/**
 * An operand of a block as an affine function: the C-ordered offset of the element at a point of
 * the nest's axes, counted from the block's origin, is {@code start + sum(byAxis[a] * index[a])}.
 */
record Strides(long start, long[] byAxis) {

  /**
   * @param layout the shape over which the elements lie in C order
   * @param box which part of the array that is
   * @param origin the block's origin along each axis of the nest
   */
  static Strides of(KernelOperand operand, Shape layout, Box box, long[] origin) {
    IndexMap map = operand.map();
    long[] source = layout.strides();
    long start = 0;
    long[] byAxis = new long[origin.length];
    for (int d = 0; d < source.length; d++) {
      start += (map.start(d) - box.origin(d)) * source[d];
      if (map.axis(d) != IndexMap.NO_AXIS) {
        long step = map.step(d) * source[d];
        byAxis[map.axis(d)] += step;
        start += step * origin[map.axis(d)];
      }
    }
    return new Strides(start, byAxis);
  }
}
