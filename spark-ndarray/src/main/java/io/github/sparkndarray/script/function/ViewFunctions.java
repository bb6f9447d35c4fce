package io.github.sparkndarray.script.function;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Conversions;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Axes;
import io.github.sparkndarray.shape.Shape;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Functions that only rename the indices of an array. */
final class ViewFunctions {
  private static final int[] NO_AXES = {};

  private ViewFunctions() {}

  static List<Function> rows() {
    return List.of(
        Function.of(
            "transpose", "a, axes=None", a -> transpose(a.array("a"), a.axes("axes")), Place.NUMPY),
        Function.of("transpose", "a, *axes", ViewFunctions::transposeMethod, Place.ARRAY_METHOD),
        Function.of(
            "swapaxes",
            "a, axis1, axis2",
            ViewFunctions::swapAxes,
            Place.NUMPY,
            Place.ARRAY_METHOD),
        Function.of(
            "squeeze",
            "a, axis=None",
            a -> squeeze(a.array("a"), a.axes("axis")),
            Place.NUMPY,
            Place.ARRAY_METHOD),
        Function.of("expand_dims", "a, axis", ViewFunctions::expandDims, Place.NUMPY),
        Function.of(
            "broadcast_to", "array, shape, !subok=False", ViewFunctions::broadcastTo, Place.NUMPY));
  }

  private static Value transpose(ArrayValue array, int @Nullable [] axes) {
    if (axes != null && axes.length == 0 && array.expr().shape().rank() > 0) {
      throw NDArrayException.of(ErrorCode.AXIS, "axes don't match array");
    }
    int[] order = axes == null ? NO_AXES : axes;
    return array.view(expr -> View.transpose(expr, order));
  }

  /** {@code x.transpose()}, {@code x.transpose(1, 0)}, {@code x.transpose((1, 0))}. */
  private static Value transposeMethod(BoundArguments a) {
    List<Value> axes = a.rest("axes");
    if (axes.isEmpty() || (axes.size() == 1 && axes.get(0).equals(Value.NONE))) {
      return transpose(a.array("a"), null);
    }
    Value given =
        axes.size() == 1 && axes.get(0) instanceof Value.Sequence
            ? axes.get(0)
            : Value.Sequence.tuple(axes);
    return transpose(a.array("a"), Conversions.toAxes(given, a.environment()));
  }

  private static Value swapAxes(BoundArguments a) {
    int first = axis(a, "axis1");
    int second = axis(a, "axis2");
    return a.array("a").view(expr -> View.swapAxes(expr, first, second));
  }

  private static int axis(BoundArguments a, String name) {
    return Math.toIntExact(Math.max(-100, Math.min(100, a.integer(name))));
  }

  private static Value squeeze(ArrayValue array, int @Nullable [] axes) {
    if (axes != null && axes.length == 0) {
      return array.view(expr -> expr);
    }
    int[] dropped = axes == null ? NO_AXES : axes;
    return array.view(expr -> View.squeeze(expr, dropped));
  }

  private static Value expandDims(BoundArguments a) {
    int[] axes = Conversions.toAxes(a.value("axis"), a.environment());
    int rank = a.array("a").expr().shape().rank() + axes.length;
    if (IntStream.of(axes).map(axis -> Axes.normalize(axis, rank)).distinct().count()
        < axes.length) {
      throw NDArrayException.of(ErrorCode.AXIS, "repeated axis");
    }
    return a.array("a").view(expr -> View.expandDims(expr, axes));
  }

  private static Value broadcastTo(BoundArguments a) {
    if (LongStream.of(a.integers("shape")).anyMatch(extent -> extent < 0)) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "all elements of broadcast shape must be non-negative");
    }
    Shape shape = a.shape("shape");
    return a.array("array").readOnlyView(expr -> View.broadcastTo(expr, shape));
  }
}
