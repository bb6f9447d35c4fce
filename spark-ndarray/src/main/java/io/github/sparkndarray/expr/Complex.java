package io.github.sparkndarray.expr;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Broadcasting;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Complex numbers: an array of their real and one of their imaginary parts, of the same shape and
 * floating dtype. Whatever is made of complex arrays is made of their parts at once, so that no
 * plan ever has this node: what it computes is an array of real numbers.
 */
public final class Complex extends Expr {
  private final Expr real;
  private final Expr imaginary;

  private Complex(Expr real, Expr imaginary) {
    super(real.dtype().complex(), real.shape());
    this.real = real;
    this.imaginary = imaginary;
  }

  /** The numbers with the given parts of one floating dtype, broadcast against each other. */
  public static Complex of(Expr real, Expr imaginary) {
    if (!real.dtype().isFloat() || real.dtype() != imaginary.dtype()) {
      throw NDArrayException.of(
          ErrorCode.INTERNAL, "parts of %s and %s", real.dtype(), imaginary.dtype());
    }
    Shape shape = Broadcasting.broadcast(List.of(real.shape(), imaginary.shape()));
    return new Complex(View.broadcastTo(real, shape), View.broadcastTo(imaginary, shape));
  }

  /** Real numbers as complex ones of a complex dtype. */
  static Complex ofReal(Expr real, DType dtype) {
    Expr part = Convert.of(real, dtype.part());
    return new Complex(part, Constant.of(dtype.part(), 0L).filling(part.shape()));
  }

  /** The numbers whose parts lie side by side along an axis of extent 2. */
  public static Complex ofPairs(Expr pairs, int axis) {
    return new Complex(
        View.squeeze(View.slice(pairs, axis, 0, 1), axis),
        View.squeeze(View.slice(pairs, axis, 1, 2), axis));
  }

  /** An array on the driver as an expression, complex or not. */
  public static Expr literal(HostArray values) {
    return values.dtype().isComplex()
        ? ofPairs(new Literal(values.asParts()), values.shape().rank())
        : new Literal(values);
  }

  /** What the numbers of a complex dtype lie in memory and in files as: see {@link #ofPairs}. */
  public static Expr stored(Expr array) {
    return array instanceof Complex z
        ? Joining.stack(List.of(z.real, z.imaginary), z.shape().rank())
        : array;
  }

  public Expr real() {
    return real;
  }

  public Expr imaginary() {
    return imaginary;
  }

  /** The numbers whose parts a function makes of these numbers' parts. */
  public Complex map(UnaryOperator<Expr> function) {
    return of(function.apply(real), function.apply(imaginary));
  }

  /** What has to be computed for an array: the parts of a complex one, any other itself. */
  public static List<Expr> parts(Expr array) {
    return array instanceof Complex z ? z.inputs() : List.of(array);
  }

  /** What has to be computed for arrays, in their order. */
  public static List<Expr> parts(List<Expr> arrays) {
    return arrays.stream().flatMap(array -> parts(array).stream()).toList();
  }

  /** The values of arrays, from those of their {@link #parts(List) parts}. */
  public static List<HostArray> whole(List<Expr> arrays, List<HostArray> parts) {
    List<HostArray> whole = new ArrayList<>();
    int next = 0;
    for (Expr array : arrays) {
      HostArray first = parts.get(next++);
      whole.add(array instanceof Complex ? HostArray.ofParts(first, parts.get(next++)) : first);
    }
    return whole;
  }

  @Override
  public List<Expr> inputs() {
    return List.of(real, imaginary);
  }
}
