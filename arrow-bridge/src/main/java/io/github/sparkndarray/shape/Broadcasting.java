package io.github.sparkndarray.shape;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * NumPy's broadcasting rule.
 *
 * @see <a href="https://numpy.org/doc/stable/user/basics.broadcasting.html">Broadcasting</a>
 */
public final class Broadcasting {
  private Broadcasting() {}

  /** The common shape of all the given ones, or NumPy's error when there is none. */
  public static Shape broadcast(List<Shape> shapes) {
    int rank = shapes.stream().mapToInt(Shape::rank).max().orElse(0);
    long[] extents = new long[rank];
    Arrays.fill(extents, 1);
    for (Shape shape : shapes) {
      int lead = rank - shape.rank();
      for (int axis = 0; axis < shape.rank(); axis++) {
        long extent = shape.extent(axis);
        long common = extents[lead + axis];
        if (common == 1) {
          extents[lead + axis] = extent;
        } else if (extent != 1 && extent != common) {
          throw NDArrayException.of(
              ErrorCode.SHAPE,
              "operands could not be broadcast together with shapes %s",
              shapes.stream().map(Shape::compact).collect(Collectors.joining(" ")));
        }
      }
    }
    return Shape.of(extents);
  }

  /** The common shape of all the given ones, or NumPy's error when there is none. */
  public static Shape broadcast(Shape... shapes) {
    return broadcast(List.of(shapes));
  }

  /**
   * The view of an array of shape {@code from} as one of shape {@code to}: {@code broadcast_to}.
   */
  public static IndexMap broadcastTo(Shape from, Shape to) {
    int lead = to.rank() - from.rank();
    if (lead < 0) {
      throw NDArrayException.of(
          ErrorCode.SHAPE,
          to.rank() == 0
              ? "cannot broadcast a non-scalar to a scalar array"
              : "input operand has more dimensions than allowed by the axis remapping");
    }
    int[] axis = new int[from.rank()];
    for (int d = 0; d < from.rank(); d++) {
      boolean same = from.extent(d) == to.extent(lead + d);
      if (!same && from.extent(d) != 1) {
        throw cannotBroadcastTo(from, to);
      }
      axis[d] = same ? lead + d : IndexMap.NO_AXIS;
    }
    long[] start = new long[from.rank()];
    long[] step = new long[from.rank()];
    Arrays.fill(step, 1);
    return IndexMap.of(to, axis, start, step);
  }

  private static NDArrayException cannotBroadcastTo(Shape from, Shape to) {
    return NDArrayException.of(
        ErrorCode.SHAPE,
        "operands could not be broadcast together with remapped shapes [original->remapped]: %s "
            + "and requested shape %s",
        from.compact(),
        to.compact());
  }
}
