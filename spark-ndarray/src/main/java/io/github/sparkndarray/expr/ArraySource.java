package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.shape.Shape;
import java.util.Optional;

/** An array that lies somewhere outside the expression: in a file, or in a cluster's cache. */
public interface ArraySource {
  DType dtype();

  Shape shape();

  /** How plans and errors name it, for example the file's path. */
  String name();

  /** Whether there is anything to read: plans can be made for arrays that are not there. */
  default boolean isThere() {
    return true;
  }

  /** Whether plans of its own make it before a plan that reads it is run. */
  default boolean isMadeBefore() {
    return false;
  }

  /**
   * The same elements in C order under another shape of the same size; nothing where they do not
   * lie so that they can be read like that.
   */
  default Optional<ArraySource> reshaped(Shape shape) {
    return Optional.empty();
  }

  /**
   * The elements at some positions of an axis; nothing where these cannot be read without others.
   *
   * @param positions from 0 to the axis's extent
   */
  default Optional<ArraySource> taken(int axis, long[] positions) {
    return Optional.empty();
  }
}
