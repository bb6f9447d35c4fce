package io.github.sparkndarray.script.function;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Bits;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Joining;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reshape;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Axes;
import io.github.sparkndarray.shape.Shape;
import java.util.List;

/** Bytes as their bits, and back. */
final class BitFunctions {
  private BitFunctions() {}

  static List<Function> rows() {
    return List.of(
        Function.of("packbits", "a, /, axis=None, bitorder='big'", BitFunctions::pack, Place.NUMPY),
        Function.of(
            "unpackbits",
            "a, /, axis=None, count=None, bitorder='big'",
            BitFunctions::unpack,
            Place.NUMPY));
  }

  private static boolean isLittle(BoundArguments a, String problem) {
    String order = a.text("bitorder");
    if (!order.startsWith("l") && !order.startsWith("b")) {
      throw NDArrayException.of(ErrorCode.VALUE, problem);
    }
    return order.startsWith("l");
  }

  private static Expr flat(BoundArguments a, Expr x) {
    return a.isNone("axis") ? Reshape.ravel(x) : x;
  }

  private static int axis(BoundArguments a, Expr x) {
    return a.isNone("axis") ? 0 : Axes.normalize(a.axis("axis"), x.shape().rank());
  }

  private static Value pack(BoundArguments a) {
    Expr given = a.expr("a");
    if (!given.dtype().isInteger() && given.dtype() != DType.BOOL) {
      throw NDArrayException.of(
          ErrorCode.DTYPE, "Expected an input array of integer or boolean data type");
    }
    Expr x = flat(a, given);
    int axis = axis(a, x);
    Expr packed =
        Bits.pack(
            View.moveAxis(x, axis, -1), isLittle(a, "'order' must be either 'little' or 'big'"));
    return ArrayValue.array(View.moveAxis(packed, -1, axis));
  }

  private static Value unpack(BoundArguments a) {
    Expr given = a.expr("a");
    if (given.dtype() != DType.UINT8) {
      throw NDArrayException.of(
          ErrorCode.DTYPE, "Expected an input array of unsigned byte data type");
    }
    Expr x = flat(a, given);
    int axis = axis(a, x);
    Expr bits =
        Bits.unpack(View.moveAxis(x, axis, -1), isLittle(a, "'order' must begin with 'l' or 'b'"));
    return ArrayValue.array(View.moveAxis(counted(a, bits), -1, axis));
  }

  /** As many bits as are asked for, or all but so many; zeros where there are no more. */
  private static Expr counted(BoundArguments a, Expr bits) {
    int last = bits.shape().rank() - 1;
    long[] extents = bits.shape().extents();
    if (a.isNone("count")) {
      return bits;
    }
    long count = a.integer("count");
    long wanted = count < 0 ? extents[last] + count : count;
    if (wanted < 0) {
      throw NDArrayException.of(ErrorCode.VALUE, "-count larger than number of elements");
    }
    if (wanted <= extents[last]) {
      return View.slice(bits, last, 0, wanted);
    }
    extents[last] = wanted - extents[last];
    Expr zeros = View.broadcastTo(PythonScalar.of(0L).as(DType.UINT8), Shape.of(extents));
    return Joining.concatenate(List.of(bits, zeros), last);
  }
}
