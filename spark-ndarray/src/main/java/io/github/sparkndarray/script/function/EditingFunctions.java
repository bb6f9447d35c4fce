package io.github.sparkndarray.script.function;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Editing;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Joining;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.Reshape;
import io.github.sparkndarray.expr.Selection;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Conversions;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Axes;
import io.github.sparkndarray.shape.Index;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** {@code np.delete}, {@code np.insert}, {@code np.trim_zeros} and {@code np.block}. */
final class EditingFunctions {
  private EditingFunctions() {}

  static List<Function> rows() {
    return List.of(
        Function.of("delete", "arr, obj, axis=None", EditingFunctions::delete, Place.NUMPY),
        Function.of("insert", "arr, obj, values, axis=None", EditingFunctions::insert, Place.NUMPY),
        Function.of(
            "trim_zeros", "filt, trim='fb', axis=None", EditingFunctions::trim, Place.NUMPY),
        Function.of("block", "arrays", EditingFunctions::block, Place.NUMPY));
  }

  private static Expr array(BoundArguments a) {
    Expr x = a.expr("arr");
    return a.isNone("axis") ? Reshape.ravel(x) : x;
  }

  private static int axis(BoundArguments a, Expr x) {
    return a.isNone("axis") ? 0 : Axes.normalize(a.axis("axis"), x.shape().rank());
  }

  private static Value delete(BoundArguments a) {
    Expr x = array(a);
    int axis = axis(a, x);
    if (a.value("obj") instanceof ArrayValue mask && mask.expr().dtype() == DType.BOOL) {
      long extent = x.shape().extent(axis);
      if (mask.expr().shape().rank() != 1 || mask.expr().shape().size() != extent) {
        throw NDArrayException.of(
            ErrorCode.VALUE,
            "boolean array argument `obj` to delete must be one-dimensional and match the axis"
                + " length of %d",
            extent);
      }
      List<Selection.Item> items = new ArrayList<>();
      for (int d = 0; d < axis; d++) {
        items.add(new Selection.Basic(Index.Range.ALL));
      }
      items.add(new Selection.Mask(not(mask.expr())));
      return ArrayValue.array(Selection.of(x, items, IndexingFunctions.known(a)));
    }
    return ArrayValue.array(Editing.delete(x, indices(a), axis));
  }

  private static Expr not(Expr mask) {
    return Elementwise.of(Operator.LOGICAL_NOT, mask);
  }

  private static Value insert(BoundArguments a) {
    Expr x = array(a);
    int axis = axis(a, x);
    long[] indices = indices(a);
    Expr values = a.expr("values");
    if (indices.length == 0) {
      return ArrayValue.array(x);
    }
    return ArrayValue.array(Editing.insert(x, indices, isSingle(a), values, axis));
  }

  private static boolean isSingle(BoundArguments a) {
    Value given = a.value("obj");
    return given instanceof Value.Scalar
        || (given instanceof ArrayValue array && array.expr().shape().rank() == 0);
  }

  /** The positions along an axis that an integer or several integers say. */
  private static long[] indices(BoundArguments a) {
    Value given = a.value("obj");
    if (isSingle(a)) {
      return new long[] {toInteger(given, a)};
    }
    HostArray values = a.environment().compute(a.expr("obj"));
    if (values.size() > 0 && !values.dtype().isInteger()) {
      throw NDArrayException.of(
          ErrorCode.INDEX, "arrays used as indices must be of integer (or boolean) type");
    }
    return LongStream.range(0, values.size()).map(i -> values.getLong((int) i)).toArray();
  }

  private static long toInteger(Value value, BoundArguments a) {
    return Conversions.toInteger(value, a.environment());
  }

  /** Lists of lists: the innermost are joined along the last axis, those along the one before. */
  private static Value block(BoundArguments a) {
    Value arrays = a.value("arrays");
    int depth = depth(arrays);
    return ArrayValue.array(joined(arrays, depth, rank(arrays, depth, a), a));
  }

  private static int depth(Value value) {
    if (!(value instanceof Value.Sequence list)) {
      return 0;
    }
    if (list.kind() == Value.Sequence.Kind.TUPLE) {
      throw NDArrayException.of(
          ErrorCode.DTYPE,
          "arrays is a tuple. Only lists can be used to arrange blocks, and np.block does not allow"
              + " implicit conversion from tuple to ndarray.");
    }
    if (list.items().isEmpty()) {
      throw NDArrayException.of(ErrorCode.VALUE, "List at arrays cannot be empty");
    }
    int depth = depth(list.items().get(0));
    if (list.items().stream().anyMatch(item -> depth(item) != depth)) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "List depths are mismatched. All of them must be equally deep");
    }
    return depth + 1;
  }

  private static int rank(Value value, int least, BoundArguments a) {
    if (value instanceof Value.Sequence list) {
      return list.items().stream().mapToInt(item -> rank(item, least, a)).max().orElse(least);
    }
    return Math.max(least, Conversions.toArray(value, a.environment()).expr().shape().rank());
  }

  private static Expr joined(Value value, int depth, int rank, BoundArguments a) {
    if (value instanceof Value.Sequence list) {
      List<Expr> parts =
          list.items().stream().map(item -> joined(item, depth - 1, rank, a)).toList();
      return Joining.concatenate(parts, rank - depth);
    }
    Expr array = Conversions.toArray(value, a.environment()).expr();
    int missing = rank - array.shape().rank();
    return missing == 0 ? array : View.expandDims(array, IntStream.range(0, missing).toArray());
  }

  /** Without what is zero before the first element, or after the last one, that is not. */
  private static Value trim(BoundArguments a) {
    String trim = a.text("trim").toLowerCase(Locale.ROOT);
    if (!List.of("fb", "bf", "f", "b").contains(trim)) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "unexpected character(s) in `trim`: '%s'", a.text("trim"));
    }
    Expr x = a.expr("filt");
    int rank = x.shape().rank();
    int @Nullable [] given = a.axes("axis");
    int[] axes = given == null ? Axes.all(rank) : Axes.normalize(given, rank);
    List<Index> kept = new ArrayList<>(Collections.nCopies(rank, Index.Range.ALL));
    List<Expr> ends = new ArrayList<>();
    if (x.shape().size() > 0) {
      IntStream.of(axes).forEach(axis -> ends.addAll(ends(x, axis)));
    }
    List<HostArray> found = ends.isEmpty() ? List.of() : a.environment().host().compute(ends);
    for (int i = 0; 3 * i < found.size(); i++) {
      long extent = x.shape().extent(axes[i]);
      boolean isSome = found.get(3 * i).getBoolean(0);
      long from = isSome ? found.get(3 * i + 1).getLong(0) : extent;
      long first = trim.contains("f") ? from : 0;
      long last = isSome ? extent - found.get(3 * i + 2).getLong(0) : first;
      long end = trim.contains("b") ? last : extent;
      if (a.value("filt") instanceof Value.Sequence list && rank == 1) {
        return new Value.Sequence(list.kind(), list.items().subList((int) first, (int) end));
      }
      kept.set(axes[i], new Index.Range(first, end, null));
    }
    return a.array("filt").view(expr -> View.index(expr, kept));
  }

  /** Whether anything is not zero, and how far from both ends of an axis the nearest of that is. */
  private static List<Expr> ends(Expr x, int axis) {
    int rank = x.shape().rank();
    int[] others = IntStream.range(0, rank).filter(d -> d != axis).toArray();
    Expr some = Reduce.of(Reduction.ANY, x, others, false);
    return List.of(
        Reduce.of(Reduction.ANY, some, null, false),
        Reduce.of(Reduction.ARGMAX, some, null, false),
        Reduce.of(Reduction.ARGMAX, View.flip(some, 0), null, false));
  }
}
