package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.shape.Box;

/** Sizes of arrays and their parts. */
final class ArrayBytes {
  private ArrayBytes() {}

  /** The size of a whole array, in bytes. */
  static long of(ArrayRef array) {
    return array.shape().bytes(array.dtype().itemSize());
  }

  /** The size of a part of an array, in bytes. */
  static long of(ArrayRef array, Box part) {
    return part.shape().bytes(array.dtype().itemSize());
  }
}
