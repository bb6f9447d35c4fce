package io.github.sparkndarray.script.function;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.dtype.Promotion;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Convert;
import io.github.sparkndarray.expr.Convolution;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.ElementwiseFunctions;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Generated;
import io.github.sparkndarray.expr.Generator;
import io.github.sparkndarray.expr.Joining;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PolynomialFit;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.expr.Reduce;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.expr.Reshape;
import io.github.sparkndarray.expr.Sorting;
import io.github.sparkndarray.expr.View;
import io.github.sparkndarray.script.function.Function.Place;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.BoundArguments;
import io.github.sparkndarray.script.value.Value;
import io.github.sparkndarray.shape.Index;
import io.github.sparkndarray.shape.Shape;
import java.util.List;

/** Polynomials as vectors of their coefficients, that of the highest power first. */
final class PolynomialFunctions {
  private PolynomialFunctions() {}

  static List<Function> rows() {
    return List.of(
        numpy("polyadd", "a1, a2", a -> combined(a, Operator.ADD)),
        numpy("polysub", "a1, a2", a -> combined(a, Operator.SUBTRACT)),
        numpy("polymul", "a1, a2", PolynomialFunctions::product),
        numpy("polyder", "p, m=1", PolynomialFunctions::derivative),
        numpy("polyint", "p, m=1, k=None", PolynomialFunctions::integral),
        numpy(
            "polyfit",
            "x, y, deg, !rcond=None, !full=False, w=None, !cov=False",
            PolynomialFunctions::fit),
        numpy("poly", "seq_of_zeros", PolynomialFunctions::ofRoots));
  }

  private static Function numpy(String name, String signature, Function.Body body) {
    return Function.of(name, signature, body, Place.NUMPY);
  }

  private static Expr vector(BoundArguments a, String name) {
    Expr given = a.expr(name);
    if (given.shape().rank() > 1) {
      throw NDArrayException.of(
          ErrorCode.SHAPE,
          "a polynomial is a vector of coefficients, not of %d axes",
          given.shape().rank());
    }
    return given.shape().rank() == 0 ? Reshape.of(given, 1) : given;
  }

  private static Expr zeros(long count, DType dtype) {
    return View.broadcastTo(PythonScalar.of(0L).as(dtype), Shape.of(count));
  }

  private static Value combined(BoundArguments a, Operator operator) {
    Expr first = vector(a, "a1");
    Expr second = vector(a, "a2");
    long length = Math.max(first.shape().size(), second.shape().size());
    return ArrayValue.array(
        Elementwise.of(operator, padded(first, length), padded(second, length)));
  }

  private static Expr padded(Expr x, long length) {
    long missing = length - x.shape().size();
    return missing == 0 ? x : Joining.concatenate(List.of(zeros(missing, x.dtype()), x), 0);
  }

  private static Value product(BoundArguments a) {
    return ArrayValue.array(product(some(vector(a, "a1")), some(vector(a, "a2"))));
  }

  /** A polynomial that has a coefficient. */
  private static Expr some(Expr x) {
    return x.shape().size() == 0 ? zeros(1, DType.FLOAT64) : x;
  }

  private static Expr product(Expr first, Expr second) {
    boolean isLonger = first.shape().size() >= second.shape().size();
    return Convolution.full(isLonger ? first : second, isLonger ? second : first);
  }

  private static long times(BoundArguments a, String problem) {
    long times = a.integer("m");
    if (times < 0) {
      throw NDArrayException.of(ErrorCode.VALUE, problem);
    }
    return times;
  }

  /** {@code count, …, 2, 1}. */
  private static Expr down(long count) {
    return new Generated(new Generator.IntegerRange(DType.INT64, count, -1), Shape.of(count));
  }

  private static Value derivative(BoundArguments a) {
    long times = times(a, "Order of derivative must be positive (see polyint)");
    Expr p = vector(a, "p");
    for (long i = 0; i < times && p.shape().size() > 0; i++) {
      long left = p.shape().size() - 1;
      p = Elementwise.of(Operator.MULTIPLY, View.slice(p, 0, 0, left), down(left));
    }
    return ArrayValue.array(p);
  }

  private static Value integral(BoundArguments a) {
    long times = times(a, "Order of integral must be positive (see polyder)");
    Expr p = vector(a, "p");
    Expr constants = a.isNone("k") ? zeros(times, DType.INT64) : vector(a, "k");
    boolean isOne = constants.shape().size() == 1 && times > 1;
    if (!isOne && constants.shape().size() < times) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "k must be a scalar or a rank-1 array of length 1 or >m.");
    }
    for (long i = 0; i < times; i++) {
      Expr constant = View.slice(constants, 0, isOne ? 0 : i, isOne ? 1 : i + 1);
      Expr terms = Elementwise.of(Operator.DIVIDE, p, down(p.shape().size()));
      p = Joining.concatenate(List.of(terms, constant), 0);
    }
    return ArrayValue.array(p);
  }

  private static Value fit(BoundArguments a) {
    Expr x = a.expr("x");
    Expr y = a.expr("y");
    Expr weights = a.exprOrNull("w");
    long degree = a.integer("deg");
    long points = x.shape().rank() == 1 ? x.shape().size() : 0;
    int rank = y.shape().rank();
    if (degree < 0) {
      throw NDArrayException.of(ErrorCode.VALUE, "expected deg >= 0");
    }
    refuse(x.shape().rank() != 1, "expected 1D vector for x");
    refuse(points == 0, "expected non-empty vector for x");
    refuse(rank < 1 || rank > 2, "expected 1D or 2D array for y");
    refuse(y.shape().extent(0) != points, "expected x and y to have same length");
    if (weights != null) {
      refuse(weights.shape().rank() != 1, "expected a 1-d array for weights");
      refuse(weights.shape().size() != points, "expected w and y to have the same length");
    }
    if (degree >= points) {
      throw NDArrayException.of(
          ErrorCode.UNSUPPORTED,
          "Cannot fit a polynomial of degree %d to %d points: it takes more points than that",
          degree,
          points);
    }
    return ArrayValue.array(PolynomialFit.of(x, y, (int) degree, weights));
  }

  private static void refuse(boolean isWrong, String problem) {
    if (isWrong) {
      throw NDArrayException.of(ErrorCode.DTYPE, problem);
    }
  }

  /** The product of {@code x - root} of all roots. */
  private static Value ofRoots(BoundArguments a) {
    Expr roots = a.expr("seq_of_zeros");
    if (roots.shape().rank() > 1) {
      throw NDArrayException.of(
          ErrorCode.UNSUPPORTED,
          "np.poly of a matrix is not in this language, which has it of roots");
    }
    Expr vector = roots.shape().rank() == 0 ? Reshape.of(roots, 1) : roots;
    if (vector.shape().size() == 0) {
      return Value.of(1.0);
    }
    DType dtype = Promotion.promote(vector.dtype(), DType.FLOAT64);
    Expr one = View.broadcastTo(PythonScalar.of(1L).as(dtype), Shape.of(1));
    Expr p = one;
    for (long i = 0; i < vector.shape().size(); i++) {
      Expr root = View.index(vector, List.of(new Index.Range(i, i + 1, null)));
      Expr negated = Elementwise.of(Operator.NEGATIVE, Convert.of(root, dtype));
      p = product(p, Joining.concatenate(List.of(one, negated), 0));
    }
    // Sums that begin with 0, as NumPy's do, have no negative zeros.
    Expr sum = Elementwise.of(Operator.ADD, p, PythonScalar.of(0.0));
    return ArrayValue.array(
        dtype.isComplex() && areConjugate(a, vector) ? ElementwiseFunctions.real(sum) : sum);
  }

  /** Whether the roots are those of a polynomial with real coefficients. */
  private static boolean areConjugate(BoundArguments a, Expr roots) {
    Expr differ =
        Elementwise.of(
            Operator.NOT_EQUAL,
            Sorting.sort(roots, 0),
            Sorting.sort(ElementwiseFunctions.conjugate(roots), 0));
    Expr any = Reduce.of(Reduction.ANY, differ, null, false);
    return !a.environment().compute(any).getBoolean(0);
  }
}
