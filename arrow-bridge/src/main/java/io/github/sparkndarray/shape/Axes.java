package io.github.sparkndarray.shape;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.util.stream.IntStream;

/** Axis arguments, read as NumPy reads them. */
public final class Axes {
  private Axes() {}

  /** The axis counted from 0; a negative one counts from the end. */
  public static int normalize(int axis, int rank) {
    return normalized("", axis, rank);
  }

  /** As {@link #normalize(int, int)}, of one of several parameters, which an error names. */
  public static int normalize(String parameter, int axis, int rank) {
    return normalized(parameter + ": ", axis, rank);
  }

  private static int normalized(String prefix, int axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw NDArrayException.of(
          ErrorCode.AXIS,
          "%saxis %d is out of bounds for array of dimension %d",
          prefix,
          axis,
          rank);
    }
    return axis < 0 ? axis + rank : axis;
  }

  /** Several axes, each counted from 0, in ascending order. */
  public static int[] normalize(int[] axes, int rank) {
    return normalize(axes, rank, "duplicate value in 'axis'");
  }

  /** As {@link #normalize(int[], int)}, in the words of NumPy's functions that are no ufuncs. */
  public static int[] normalizeTuple(int[] axes, int rank) {
    return normalize(axes, rank, "repeated axis");
  }

  private static int[] normalize(int[] axes, int rank, String refusal) {
    int[] normal = IntStream.of(axes).map(axis -> normalize(axis, rank)).sorted().toArray();
    for (int i = 1; i < normal.length; i++) {
      if (normal[i] == normal[i - 1]) {
        throw new NDArrayException(ErrorCode.AXIS, refusal);
      }
    }
    return normal;
  }

  /** All axes of an array of the given rank: what {@code axis=None} means. */
  public static int[] all(int rank) {
    return IntStream.range(0, rank).toArray();
  }
}
