package io.github.sparkndarray.script.function;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Conversions;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Axes;
import java.util.ArrayList;
import java.util.List;

/** Functions that turn an array or cut it apart. */
final class SplittingFunctions {
  private SplittingFunctions() {}

  static List<Function> rows() {
    return List.of(
        numpy("flip", "m, axis=None", SplittingFunctions::flip),
        numpy("flipud", "m", a -> flipped(a, 0, 1)),
        numpy("fliplr", "m", a -> flipped(a, 1, 2)),
        numpy("rot90", "m, k=1, axes=None", SplittingFunctions::rot90),
        numpy("moveaxis", "a, source, destination", SplittingFunctions::moveAxis),
        numpy("rollaxis", "a, axis, start=0", SplittingFunctions::rollAxis),
        numpy("permute_dims", "a, axes", SplittingFunctions::permuteDims),
        numpy("matrix_transpose", "x, /", a -> matrixTranspose(a.array("x"))),
        Function.of(
            "matrix_transpose", "x, /", a -> matrixTranspose(a.array("x")), Place.NUMPY_LINALG),
        numpy("split", "ary, indices_or_sections, axis=0", a -> split(a, a.axis("axis"), true)),
        numpy(
            "array_split",
            "ary, indices_or_sections, axis=0",
            a -> split(a, a.axis("axis"), false)),
        numpy("vsplit", "ary, indices_or_sections", a -> split(a, "vsplit", 2, 0)),
        numpy(
            "hsplit",
            "ary, indices_or_sections",
            a -> split(a, "hsplit", 1, a.expr("ary").shape().rank() > 1 ? 1 : 0)),
        numpy("dsplit", "ary, indices_or_sections", a -> split(a, "dsplit", 3, 2)),
        numpy("unstack", "x, /, *, axis=0", SplittingFunctions::unstack));
  }

  private static Function numpy(String name, String signature, Function.Body body) {
    return Function.of(name, signature, body, Place.NUMPY);
  }

  private static Function method(String name, String signature, Function.Body body) {
    return Function.of(name, signature, body, Place.ARRAY_METHOD);
  }

  private static Value flip(BoundArguments a) {
    int[] given = a.axes("axis");
    int[] axes = given == null ? Axes.all(a.expr("m").shape().rank()) : given;
    return a.array("m").view(x -> View.flip(x, axes));
  }

  private static Value flipped(BoundArguments a, int axis, int least) {
    if (a.expr("m").shape().rank() < least) {
      throw NDArrayException.of(ErrorCode.VALUE, "Input must be >= %d-d.", least);
    }
    return a.array("m").view(x -> View.flip(x, axis));
  }

  /** A quarter turn from the first axis towards the second. */
  private static Value rot90(BoundArguments a) {
    int[] given = a.axes("axes");
    int[] axes = given == null ? new int[] {0, 1} : given;
    if (axes.length != 2) {
      throw NDArrayException.of(ErrorCode.VALUE, "len(axes) must be 2.");
    }
    int rank = a.expr("m").shape().rank();
    if (axes[0] == axes[1] || Math.abs(axes[0] - axes[1]) == rank) {
      throw NDArrayException.of(ErrorCode.VALUE, "Axes must be different.");
    }
    int first = Axes.normalize(axes[0], rank);
    int second = Axes.normalize(axes[1], rank);
    int turns = (int) Math.floorMod(a.integer("k"), 4L);
    return a.array("m")
        .view(
            x ->
                switch (turns) {
                  case 1 -> View.swapAxes(View.flip(x, second), first, second);
                  case 2 -> View.flip(x, first, second);
                  case 3 -> View.flip(View.swapAxes(x, first, second), second);
                  default -> x;
                });
  }

  private static Value moveAxis(BoundArguments a) {
    int[] source = Conversions.toAxes(a.value("source"), a.environment());
    int[] destination = Conversions.toAxes(a.value("destination"), a.environment());
    return a.array("a").view(x -> View.moveAxes(x, source, destination));
  }

  /** One axis before another. */
  private static Value rollAxis(BoundArguments a) {
    int rank = a.expr("a").shape().rank();
    int axis = Axes.normalize(a.axis("axis"), rank);
    long given = a.integer("start");
    long start = given < 0 ? given + rank : given;
    if (start < 0 || start > rank) {
      throw NDArrayException.of(
          ErrorCode.AXIS,
          "'start' arg requires %d <= start < %d, but %d was passed in",
          -rank,
          rank + 1,
          given);
    }
    int to = (int) (axis < start ? start - 1 : start);
    return a.array("a").view(x -> View.moveAxis(x, axis, to));
  }

  private static Value permuteDims(BoundArguments a) {
    int[] axes = Conversions.toAxes(a.value("axes"), a.environment());
    return a.array("a").view(x -> axes.length == 0 ? x : View.transpose(x, axes));
  }

  static Value matrixTranspose(ArrayValue array) {
    if (array.expr().shape().rank() < 2) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "Input array must be at least 2-dimensional, but it is %d",
          array.expr().shape().rank());
    }
    return array.view(x -> View.swapAxes(x, -1, -2));
  }

  private static Value split(BoundArguments a, String name, int least, int axis) {
    if (a.expr("ary").shape().rank() < least) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "%s only works on arrays of %d or more dimensions", name, least);
    }
    return split(a, axis, true);
  }

  private static Value split(BoundArguments a, int axis, boolean equally) {
    ArrayValue array = a.array("ary");
    int along = Axes.normalize(axis, array.expr().shape().rank());
    long extent = array.expr().shape().extent(along);
    List<Long> cuts = new ArrayList<>();
    Value sections = a.value("indices_or_sections");
    if (sections instanceof Value.Sequence || isVector(sections)) {
      for (Expr index : a.exprs("indices_or_sections")) {
        long at = a.environment().compute(index).getLong(0);
        cuts.add(Math.max(0, Math.min(extent, at < 0 ? at + extent : at)));
      }
    } else {
      long count = a.integer("indices_or_sections");
      if (count <= 0) {
        throw NDArrayException.of(ErrorCode.VALUE, "number sections must be larger than 0.");
      }
      if (equally && extent % count != 0) {
        throw NDArrayException.of(
            ErrorCode.VALUE, "array split does not result in an equal division");
      }
      for (long i = 1; i < count; i++) {
        cuts.add(i * (extent / count) + Math.min(i, extent % count));
      }
    }
    cuts.add(extent);
    List<Value> parts = new ArrayList<>();
    long start = 0;
    for (long cut : cuts) {
      long from = start;
      long to = Math.max(from, cut);
      parts.add(array.view(x -> View.slice(x, along, from, to)));
      start = cut;
    }
    return Value.Sequence.list(parts);
  }

  private static boolean isVector(Value value) {
    return value instanceof ArrayValue array && array.expr().shape().rank() > 0;
  }

  private static Value unstack(BoundArguments a) {
    Expr x = a.expr("x");
    if (x.shape().rank() == 0) {
      throw NDArrayException.of(ErrorCode.VALUE, "Input array must be at least 1-d.");
    }
    int along = Axes.normalize(a.axis("axis"), x.shape().rank());
    List<Value> parts = new ArrayList<>();
    for (long i = 0; i < x.shape().extent(along); i++) {
      long at = i;
      parts.add(a.array("x").view(e -> View.squeeze(View.slice(e, along, at, at + 1), along)));
    }
    return Value.Sequence.tuple(parts);
  }
}
