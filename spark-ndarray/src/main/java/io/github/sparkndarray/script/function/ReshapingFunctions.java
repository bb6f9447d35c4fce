package io.github.sparkndarray.script.function;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Indices;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reshape;
import io.github.sparkndarray.expr.Taking;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Conversions;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Functions that give an array another shape. The result is a view where NumPy's is one: where the
 * elements lie in memory as the other shape wants them.
 */
final class ReshapingFunctions {
  private ReshapingFunctions() {}

  static List<Function> rows() {
    return List.of(
        Function.of(
            "reshape",
            "a, /, shape, order='C', *, !copy=None",
            a -> reshaped(a, a.integers("shape")),
            Place.NUMPY),
        Function.of(
            "reshape", "a, *shape, order='C'", ReshapingFunctions::reshape, Place.ARRAY_METHOD),
        Function.of(
            "ravel", "a, order='C'", ReshapingFunctions::ravel, Place.NUMPY, Place.ARRAY_METHOD),
        Function.of("resize", "a, new_shape", ReshapingFunctions::resized, Place.NUMPY),
        Function.of("flatten", "a, order='C'", ReshapingFunctions::flatten, Place.ARRAY_METHOD));
  }

  private static Value reshape(BoundArguments a) {
    List<Value> given = a.rest("shape");
    List<Value> extents =
        given.size() == 1 && given.get(0) instanceof Value.Sequence shape ? shape.items() : given;
    return reshaped(
        a, extents.stream().mapToLong(e -> Conversions.toInteger(e, a.environment())).toArray());
  }

  private static Value reshaped(BoundArguments a, long... extents) {
    ArrayValue array = a.array("a");
    UnaryOperator<Expr> reshape = reshape(a, extents);
    Shape shape = reshape.apply(array.expr()).shape();
    boolean isView =
        a.text("order").equals("F")
            ? Strides.reshaped(
                    reversed(array.expr().shape()), reversed(Strides.of(array)), reversed(shape))
                .isPresent()
            : Strides.reshaped(array.expr().shape(), Strides.of(array), shape).isPresent();
    return viewOrCopy(array, reshape, isView);
  }

  /** A view only where the elements lie in memory one after the other. */
  private static Value ravel(BoundArguments a) {
    ArrayValue array = a.array("a");
    Shape shape = array.expr().shape();
    boolean isColumnMajor = a.text("order").equals("F");
    Shape inOrder = isColumnMajor ? reversed(shape) : shape;
    long[] strides = isColumnMajor ? reversed(Strides.of(array)) : Strides.of(array);
    boolean isView = Strides.isContiguous(inOrder, strides, array.expr().dtype());
    return viewOrCopy(array, reshape(a, Reshape.REST), isView);
  }

  private static Value flatten(BoundArguments a) {
    return viewOrCopy(a.array("a"), reshape(a, Reshape.REST), false);
  }

  /** The elements again and again, until another shape is full. */
  private static Value resized(BoundArguments a) {
    Expr flat = Reshape.ravel(a.expr("a"));
    Shape shape = a.shape("new_shape");
    long size = flat.shape().size();
    if (size == 0) {
      return ArrayValue.array(View.broadcastTo(PythonScalar.of(0L).as(flat.dtype()), shape));
    }
    Expr positions =
        Elementwise.of(Operator.REMAINDER, Indices.positions(shape), PythonScalar.of(size));
    return ArrayValue.array(Taking.elements(flat, positions));
  }

  private static Value viewOrCopy(ArrayValue array, UnaryOperator<Expr> reshape, boolean isView) {
    return isView && !array.isScalar()
        ? array.view(reshape)
        : ArrayValue.array(reshape.apply(array.expr()));
  }

  /** The elements under other extents, in C order or with the first index changing fastest. */
  private static UnaryOperator<Expr> reshape(BoundArguments a, long... extents) {
    String order = a.text("order");
    if (order.equals("F")) {
      return x -> View.transpose(Reshape.of(View.transpose(x), reversed(extents)));
    }
    if (!order.equals("C")) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "order must be one of 'C' or 'F', as arrays have no other (got '%s')",
          order);
    }
    return x -> Reshape.of(x, extents);
  }

  private static Shape reversed(Shape shape) {
    return Shape.of(reversed(shape.extents()));
  }

  private static long[] reversed(long[] numbers) {
    long[] reversed = new long[numbers.length];
    Arrays.setAll(reversed, i -> numbers[numbers.length - 1 - i]);
    return reversed;
  }
}
