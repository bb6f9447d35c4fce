package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.LoopNest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Inner sums of what is true or false: counts. They are added up in the dtype that was compared, so
 * that one loop over vectors compares and counts; a sum of few ones is exact in any dtype.
 *
 * <pre>
 * sum(int64(a != b))           =>   int64(sum(float32(a != b)))    where a and b are float32
 * float64(sum(int64(a != b)))  =>   sum(float64(a != b))           where a and b are float64
 * </pre>
 */
final class Counts {
  /** A float32 has all whole numbers up to this. */
  private static final long MOST = 1 << 24;

  private Counts() {}

  /**
   * The dtype in which to count.
   *
   * @param input what is added up, converted to the dtype of the sum
   * @return null where it is no count, or where that is the dtype of the sum already
   */
  static @Nullable DType dtype(LoopNest nest, Reduction reduction, Node input, List<Integer> axes) {
    if (reduction != Reduction.SUM
        || input.kind() != Node.Kind.CAST
        || input.input(0).dtype() != DType.BOOL) {
      return null;
    }
    long positions = 1;
    for (int axis : axes) {
      positions *= Math.min(nest.axes().get(axis).extent(), MOST + 1);
      if (positions == 0 || positions > MOST) {
        return null;
      }
    }
    DType compared = compared(input.input(0));
    return compared == input.dtype() ? null : compared;
  }

  /** The dtype of what a mask was made of, if that is one of those with vectors. */
  private static @Nullable DType compared(Node mask) {
    if (mask.kind() != Node.Kind.APPLY) {
      return null;
    }
    DType dtype = mask.computeDType();
    if (dtype != DType.BOOL) {
      return dtype.isFloat() || dtype == DType.INT32 ? dtype : null;
    }
    DType found = null;
    for (Node input : mask.inputs()) {
      found = found == null && input.dtype() == DType.BOOL ? compared(input) : found;
    }
    return found;
  }

  /**
   * What to convert to a floating dtype: a count before it became an integer, or the node itself.
   */
  static Node withoutDetour(DType dtype, Node node) {
    boolean isCount =
        dtype.isFloat()
            && node.kind() == Node.Kind.CAST
            && node.input(0).kind() == Node.Kind.INNER
            && node.input(0).reducing() == Reduction.SUM
            && node.input(0).input(0).kind() == Node.Kind.CAST
            && node.input(0).input(0).input(0).dtype() == DType.BOOL;
    return isCount ? node.input(0) : node;
  }
}
