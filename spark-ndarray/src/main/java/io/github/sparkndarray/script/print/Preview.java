package io.github.sparkndarray.script.print;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.value.PrintOptions;
import io.github.sparkndarray.shape.Index;
import io.github.sparkndarray.shape.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The part of an array that its text shows: all of a small one, the corners of a large one. */
public final class Preview {
  private final Expr array;
  private final PrintOptions options;
  private final List<Expr> parts = new ArrayList<>();

  private Preview(Expr array, PrintOptions options) {
    this.array = array;
    this.options = options;
  }

  /** What is shown of an array with the given options. */
  public static Preview of(Expr array, PrintOptions options) {
    Preview preview = new Preview(array, options);
    if (array.shape().size() > options.threshold()) {
      preview.addCorners(array, new ArrayList<>(), preview.parts);
    } else if (array.shape().size() > 0) {
      preview.parts.add(array);
    }
    return preview;
  }

  private void addCorners(Expr array, List<Index> index, List<Expr> corners) {
    int axis = index.size();
    if (axis == array.shape().rank()) {
      corners.add(View.index(array, index));
      return;
    }
    long edge = options.edgeItems();
    List<Index> pieces =
        isCut(array.shape().extent(axis))
            ? List.of(
                new Index.Range(null, edge, null),
                new Index.Range(edge == 0 ? Long.MAX_VALUE : -edge, null, null))
            : List.of(Index.Range.ALL);
    for (Index piece : pieces) {
      index.add(piece);
      addCorners(array, index, corners);
      index.remove(axis);
    }
  }

  private boolean isCut(long extent) {
    return extent > 2L * options.edgeItems();
  }

  /** What has to be computed before there is a text: corners in C order. */
  public List<Expr> parts() {
    return parts;
  }

  /** {@code str}, from the values of {@link #parts}. */
  public String str(List<HostArray> values) {
    return ArrayText.str(array.shape(), join(values), options);
  }

  /** {@code repr}, from the values of {@link #parts}. */
  public String repr(List<HostArray> values) {
    return ArrayText.repr(array.shape(), join(values), options);
  }

  /** {@code np.array2string}, from the values of {@link #parts}. */
  public String text(List<HostArray> values, String separator, int before, int after) {
    return ArrayText.of(array.shape(), join(values), options, separator, before, after);
  }

  /** The corners side by side in one array. */
  private HostArray join(List<HostArray> values) {
    if (values.size() == 1) {
      return values.get(0);
    }
    Shape shape = array.shape();
    boolean isSummarized = shape.size() > options.threshold();
    long[] shown = shape.extents();
    for (int axis = 0; axis < shown.length; axis++) {
      if (isSummarized && isCut(shown[axis])) {
        shown[axis] = 2L * options.edgeItems();
      }
    }
    HostArray joined = HostArray.allocate(array.dtype(), Shape.of(shown));
    long[] origin = new long[shown.length];
    for (HostArray corner : values) {
      copy(corner, joined, origin);
      advance(origin, corner.shape(), joined.shape());
    }
    return joined;
  }

  private static void copy(HostArray corner, HostArray joined, long[] origin) {
    int itemSize = corner.dtype().itemSize();
    long[] strides = joined.shape().strides();
    long[] cornerStrides = corner.shape().strides();
    ByteBuffer target = joined.writableBuffer();
    for (int i = 0; i < corner.size(); i++) {
      long to = 0;
      long rest = i;
      for (int axis = 0; axis < origin.length; axis++) {
        to += (origin[axis] + rest / cornerStrides[axis]) * strides[axis];
        rest %= cornerStrides[axis];
      }
      target.put((int) to * itemSize, corner.bytes(), i * itemSize, itemSize);
    }
  }

  /** Steps to where the next corner in C order begins. */
  private static void advance(long[] origin, Shape corner, Shape joined) {
    for (int axis = origin.length - 1; axis >= 0; axis--) {
      origin[axis] += corner.extent(axis);
      if (origin[axis] < joined.extent(axis)) {
        return;
      }
      origin[axis] = 0;
    }
  }
}
