package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.dtype.Promotion;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Axes;
import io.github.sparkndarray.shape.Broadcasting;
import io.github.sparkndarray.shape.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Sums of products over shared axes. Each is a product of two views, broadcast against each other,
 * and a sum over the last axes, which the planner makes one contraction of. As in NumPy, the result
 * has the operands' promoted dtype, and bools are combined by {@code and} and {@code or}.
 */
public final class Products {
  private static final String MATMUL = "(n?,k),(k,m?)->(n?,m?)";

  private Products() {}

  /** {@code a @ b}: vectors are rows on the left and columns on the right. */
  public static Expr matmul(Expr a, Expr b) {
    refuseFewAxes("matmul", MATMUL, 0, a, 1);
    refuseFewAxes("matmul", MATMUL, 1, b, 1);
    int rankB = b.shape().rank();
    long inner = a.shape().extent(a.shape().rank() - 1);
    long other = b.shape().extent(Math.max(0, rankB - 2));
    if (inner != other) {
      throw mismatch("matmul", MATMUL, 0, other, inner);
    }
    if (rankB == 1) {
      return contractLast(a, b, 1);
    }
    Expr columns = View.swapAxes(b, -1, -2);
    if (a.shape().rank() == 1) {
      return contractLast(a, columns, 1);
    }
    refuseUnlikeStacks(a.shape(), b.shape());
    return contractLast(View.expandDims(a, -2), View.expandDims(columns, -3), 1);
  }

  private static void refuseUnlikeStacks(Shape a, Shape b) {
    Shape stackA = Shape.of(Arrays.copyOf(a.extents(), a.rank() - 2));
    Shape stackB = Shape.of(Arrays.copyOf(b.extents(), b.rank() - 2));
    try {
      Broadcasting.broadcast(List.of(stackA, stackB));
    } catch (NDArrayException e) {
      throw new NDArrayException(
          ErrorCode.SHAPE,
          "operands could not be broadcast together with remapped shapes [original->remapped]: "
              + remapped(a)
              + " "
              + remapped(b)
              + " and requested shape "
              + Shape.of(a.extent(a.rank() - 2), b.extent(b.rank() - 1)).compact(),
          e);
    }
  }

  private static String remapped(Shape shape) {
    String stack =
        Arrays.stream(shape.extents())
            .limit(shape.rank() - 2L)
            .mapToObj(extent -> extent + ",")
            .collect(Collectors.joining());
    return shape.compact() + "->(" + stack + "newaxis,newaxis)";
  }

  /** {@code np.dot}: over the last axis of a and the last but one of b. */
  public static Expr dot(Expr a, Expr b) {
    int rankA = a.shape().rank();
    int rankB = b.shape().rank();
    if (rankA == 0 || rankB == 0) {
      return multiply(a, b);
    }
    return tensorDot("dot", a, b, new int[] {rankA - 1}, new int[] {Math.max(0, rankB - 2)});
  }

  /** {@code np.inner}: over the last axes of both. */
  public static Expr inner(Expr a, Expr b) {
    int rankA = a.shape().rank();
    int rankB = b.shape().rank();
    if (rankA == 0 || rankB == 0) {
      return multiply(a, b);
    }
    return tensorDot("inner", a, b, new int[] {rankA - 1}, new int[] {rankB - 1});
  }

  /** {@code np.tensordot} over the last {@code count} axes of a and the first ones of b. */
  public static Expr tensorDot(Expr a, Expr b, int count) {
    int rankA = a.shape().rank();
    if (count < 0 || count > rankA || count > b.shape().rank()) {
      throw shapeMismatch();
    }
    return tensorDot(
        a, b, IntStream.range(rankA - count, rankA).toArray(), IntStream.range(0, count).toArray());
  }

  /** {@code np.tensordot} over given axes of both, in the same order. */
  public static Expr tensorDot(Expr a, Expr b, int[] axesOfA, int[] axesOfB) {
    return tensorDot("tensordot", a, b, axesOfA, axesOfB);
  }

  private static Expr tensorDot(String name, Expr a, Expr b, int[] axesOfA, int[] axesOfB) {
    int rankA = a.shape().rank();
    int rankB = b.shape().rank();
    int[] ofA = IntStream.of(axesOfA).map(axis -> Axes.normalize(axis, rankA)).toArray();
    int[] ofB = IntStream.of(axesOfB).map(axis -> Axes.normalize(axis, rankB)).toArray();
    if (ofA.length != ofB.length) {
      throw shapeMismatch();
    }
    for (int i = 0; i < ofA.length; i++) {
      long first = a.shape().extent(ofA[i]);
      long second = b.shape().extent(ofB[i]);
      if (first != second) {
        throw name.equals("tensordot")
            ? shapeMismatch()
            : NDArrayException.of(
                ErrorCode.SHAPE,
                "shapes %s and %s not aligned: %d (dim %d) != %d (dim %d)",
                a.shape().compact(),
                b.shape().compact(),
                first,
                ofA[i],
                second,
                ofB[i]);
      }
    }
    Expr left = lastAxes(a, ofA);
    Expr right = lastAxes(b, ofB);
    int freeOfA = rankA - ofA.length;
    int freeOfB = rankB - ofB.length;
    return contractLast(
        View.expandDims(left, IntStream.range(freeOfA, freeOfA + freeOfB).toArray()),
        View.expandDims(right, IntStream.range(0, freeOfA).toArray()),
        ofA.length);
  }

  private static NDArrayException shapeMismatch() {
    return NDArrayException.of(ErrorCode.SHAPE, "shape-mismatch for sum");
  }

  /** The given axes after all others. */
  private static Expr lastAxes(Expr x, int[] axes) {
    IntStream others =
        IntStream.range(0, x.shape().rank())
            .filter(d -> IntStream.of(axes).noneMatch(axis -> axis == d));
    int[] order = IntStream.concat(others, IntStream.of(axes)).toArray();
    return order.length == 0 ? x : View.transpose(x, order);
  }

  /**
   * {@code np.vecdot}: over one axis of both, which are broadcast against each other; of complex
   * vectors the first is conjugated.
   */
  public static Expr vecDot(Expr a, Expr b, int axis) {
    return dotAlong("vecdot", "(n),(n)->()", ElementwiseFunctions.conjugate(a), b, axis);
  }

  /** {@code np.matvec}: each row of matrices times a vector. */
  public static Expr matVec(Expr a, Expr b) {
    String signature = "(m,n),(n)->(m)";
    refuseFewAxes("matvec", signature, 0, a, 2);
    refuseFewAxes("matvec", signature, 1, b, 1);
    return dotAlong("matvec", signature, a, View.expandDims(b, -2), -1);
  }

  /** {@code np.vecmat}: a vector, conjugated where it is complex, times the columns of matrices. */
  public static Expr vecMat(Expr a, Expr b) {
    String signature = "(n),(n,m)->(m)";
    refuseFewAxes("vecmat", signature, 0, a, 1);
    refuseFewAxes("vecmat", signature, 1, b, 2);
    Expr vectors = View.expandDims(ElementwiseFunctions.conjugate(a), -2);
    return dotAlong("vecmat", signature, vectors, View.swapAxes(b, -1, -2), -1);
  }

  /** {@code np.vdot}: of all elements, the first array's conjugated. */
  public static Expr vDot(Expr a, Expr b) {
    Expr x = ElementwiseFunctions.conjugate(Reshape.ravel(a));
    Expr y = Reshape.ravel(b);
    if (!x.shape().equals(y.shape())) {
      throw NDArrayException.of(
          ErrorCode.SHAPE,
          "cannot reshape array of size %d into shape %s",
          y.shape().size(),
          x.shape());
    }
    return dot(x, y);
  }

  private static Expr dotAlong(String name, String signature, Expr a, Expr b, int axis) {
    refuseFewAxes(name, signature, 0, a, 1);
    refuseFewAxes(name, signature, 1, b, 1);
    Expr left = View.moveAxis(a, axis, -1);
    Expr right = View.moveAxis(b, axis, -1);
    long first = left.shape().extent(left.shape().rank() - 1);
    long second = right.shape().extent(right.shape().rank() - 1);
    if (first != second) {
      throw mismatch(name, signature, 0, second, first);
    }
    return contractLast(left, right, 1);
  }

  /** {@code np.trace}: the sum of a diagonal. */
  public static Expr trace(Expr a, long offset, int axis1, int axis2) {
    return Reduce.of(
        Reduction.SUM, Diagonals.diagonal(a, offset, axis1, axis2), new int[] {-1}, false);
  }

  /** The sum of products over the last axes of two arrays that are broadcast together. */
  static Expr contractLast(Expr a, Expr b, int count) {
    DType dtype = Promotion.promote(a.dtype(), b.dtype());
    Expr product = multiply(a, b);
    int rank = product.shape().rank();
    int[] axes = IntStream.range(rank - count, rank).toArray();
    if (count == 0) {
      return product;
    }
    return dtype == DType.BOOL
        ? Reduce.of(Reduction.ANY, product, axes, false)
        : Convert.of(Reduce.of(Reduction.SUM, product, axes, false), dtype);
  }

  static Expr multiply(Expr a, Expr b) {
    return Elementwise.of(Operator.MULTIPLY, a, b);
  }

  private static void refuseFewAxes(
      String name, String signature, int operand, Expr x, int needed) {
    int rank = x.shape().rank();
    if (rank < needed) {
      throw NDArrayException.of(
          ErrorCode.SHAPE,
          "%s: Input operand %d does not have enough dimensions (has %d, gufunc core with"
              + " signature %s requires %d)",
          name,
          operand,
          rank,
          signature,
          needed);
    }
  }

  private static NDArrayException mismatch(
      String name, String signature, int dimension, long size, long expected) {
    return NDArrayException.of(
        ErrorCode.SHAPE,
        "%s: Input operand 1 has a mismatch in its core dimension %d, with gufunc signature %s"
            + " (size %d is different from %d)",
        name,
        dimension,
        signature,
        size,
        expected);
  }

  /** {@code np.kron}: blocks of b, each multiplied by an element of a. */
  public static Expr kron(Expr a, Expr b) {
    int rank = Math.max(a.shape().rank(), b.shape().rank());
    Expr left = Joining.leading(a, rank);
    Expr right = Joining.leading(b, rank);
    int[] odd = IntStream.range(0, rank).map(i -> 2 * i + 1).toArray();
    int[] even = IntStream.range(0, rank).map(i -> 2 * i).toArray();
    Expr product = multiply(View.expandDims(left, odd), View.expandDims(right, even));
    long[] extents = new long[rank];
    Arrays.setAll(extents, d -> left.shape().extent(d) * right.shape().extent(d));
    return Reshape.of(product, Shape.of(extents));
  }
}
