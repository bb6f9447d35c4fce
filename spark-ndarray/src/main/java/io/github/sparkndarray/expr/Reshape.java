package io.github.sparkndarray.expr;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * {@code np.reshape}: the same elements in C order under another shape. Where only axes of extent 1
 * come or go it is a view; what lies in C order under any shape is read under this one; all else is
 * cut into other chunks.
 */
public final class Reshape {
  /** In a shape: what is left of the elements. */
  public static final long REST = -1;

  private Reshape() {}

  /**
   * The array under the given extents, of which one may be {@link #REST}.
   *
   * @throws NDArrayException in NumPy's words when the number of elements differs
   */
  public static Expr of(Expr x, long... extents) {
    return of(x, resolve(x.shape().size(), extents));
  }

  /** All elements along one axis. */
  public static Expr ravel(Expr x) {
    return of(x, Shape.of(x.shape().size()));
  }

  private static Shape resolve(long size, long[] extents) {
    long known = 1;
    int rests = 0;
    for (long extent : extents) {
      rests += extent < 0 ? 1 : 0;
      known = extent < 0 ? known : Math.multiplyExact(known, extent);
    }
    if (rests > 1) {
      throw NDArrayException.of(ErrorCode.SHAPE, "can only specify one unknown dimension");
    }
    if (rests == 1 ? known == 0 || size % known != 0 : known != size) {
      throw cannot(size, extents);
    }
    long rest = rests == 1 ? size / known : 1;
    return Shape.of(LongStream.of(extents).map(extent -> extent < 0 ? rest : extent).toArray());
  }

  private static NDArrayException cannot(long size, long[] extents) {
    // NumPy leaves out what is unknown before all that is known.
    List<String> parts =
        Arrays.stream(extents)
            .dropWhile(extent -> extent < 0)
            .mapToObj(extent -> extent < 0 ? "newaxis" : Long.toString(extent))
            .toList();
    String shape = String.join(",", parts) + (extents.length == 1 ? "," : "");
    return NDArrayException.of(
        ErrorCode.SHAPE, "cannot reshape array of size %d into shape (%s)", size, shape);
  }

  /** The array under a shape of the same size. */
  static Expr of(Expr x, Shape shape) {
    if (x.shape().equals(shape)) {
      return x;
    }
    if (x instanceof Complex z) {
      return z.map(part -> of(part, shape));
    }
    if (isReshape(x)) {
      return of(x.inputs().get(0), shape);
    }
    if (longAxes(x.shape()).equals(longAxes(shape))) {
      return View.ofUnitAxes(x, shape);
    }
    Optional<Expr> unmoved = ReshapedSources.of(x, shape);
    if (unmoved.isPresent()) {
      return unmoved.get();
    }
    if (x instanceof Convert convert && isReshape(convert.input())) {
      return Convert.of(of(convert.input(), shape), x.dtype());
    }
    return Growth.shuffle(
        x,
        small ->
            small == x
                ? new Shuffled(new Shuffle.Reshape(), x.dtype(), shape, List.of(x))
                : of(small, shape));
  }

  private static boolean isReshape(Expr x) {
    return x instanceof Shuffled shuffled && shuffled.shuffle() instanceof Shuffle.Reshape;
  }

  private static List<Long> longAxes(Shape shape) {
    return Arrays.stream(shape.extents()).filter(extent -> extent != 1).boxed().toList();
  }
}
