package io.github.sparkndarray.plan.logical;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.kernel.Scalar;
import io.github.sparkndarray.shape.IndexMap;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds nests that reduce over both axes of pairs, {@code d(i, j) = d(j, i)} to the last bit, so
 * that each pair need be computed but once.
 *
 * <pre>
 * for i in n (reduced), j in n (reduced)             for i in n, j in i..n
 *     out = max_ij(sqrt(sum_k(square(a[i] - a[j]))))     =&gt;     the same
 *     out = sum_ij(exp(-abs(a[i] - a[j])))               =&gt;     pairs of two counted twice
 * </pre>
 *
 * Swapping the axes must turn the body into itself by what is exact in floating point: the same
 * array read through the mirrored map, arguments of commutative operators swapped, and differences
 * {@code a - b} and {@code b - a} under even functions. Sums are not reordered: {@code (a + b) + c}
 * does not match where b and c change places.
 */
public final class SymmetricBody {
  private final LoopNest nest;
  private final int first;
  private final int second;
  private final Map<Question, Boolean> known = new HashMap<>();

  private SymmetricBody(LoopNest nest) {
    this.nest = nest;
    this.first = nest.parallelRank();
    this.second = first + 1;
  }

  /** Of two nodes, which are equal only to themselves; whether up to their signs. */
  private record Question(Scalar x, Scalar y, boolean upToSign) {}

  /** Whether a nest reduces over two axes and its outputs are the same over half of the pairs. */
  public static boolean isOf(LoopNest nest) {
    if (nest.reducedRank() != 2) {
      return false;
    }
    SymmetricBody body = new SymmetricBody(nest);
    List<Axis> axes = nest.axes();
    return axes.get(body.first).extent() == axes.get(body.second).extent()
        && nest.outputs().stream().allMatch(SymmetricBody::isOfHalf)
        && nest.outputs().stream().allMatch(o -> body.mirrors(o.body(), o.body()));
  }

  /**
   * Whether a reduction needs only half of the pairs. Of equal values the first is above the
   * diagonal; the second and all others need not be.
   */
  private static boolean isOfHalf(Output output) {
    return switch (output.reducing()) {
      case SUM, BINCOUNT, MIN, MAX, ARGMIN, ARGMAX, ANY, ALL -> true;
      case PROD, SQUARED_DEVIATIONS, SMALLEST, LARGEST, ARGSMALLEST, ARGLARGEST -> false;
    };
  }

  /** Whether x at any pair has the bits of y at the swapped one. */
  private boolean mirrors(Scalar x, Scalar y) {
    Question question = new Question(x, y, false);
    Boolean answer = known.get(question);
    if (answer == null) {
      answer = findMirrors(x, y);
      known.put(question, answer);
    }
    return answer;
  }

  private boolean findMirrors(Scalar x, Scalar y) {
    if (x.getClass() != y.getClass() || x.dtype() != y.dtype()) {
      return false;
    }
    if (x instanceof Scalar.Load load) {
      return mirrors(operand(load), operand((Scalar.Load) y));
    }
    if (x instanceof Scalar.Value value) {
      Scalar.Value other = (Scalar.Value) y;
      return value.integer() == other.integer()
          && Double.doubleToRawLongBits(value.real()) == Double.doubleToRawLongBits(other.real());
    }
    if (x instanceof Scalar.Inner inner) {
      Scalar.Inner other = (Scalar.Inner) y;
      return inner.reduction() == other.reduction()
          && Arrays.equals(inner.axes(), other.axes())
          && allMirror(inner.inputs(), other.inputs());
    }
    return x instanceof Scalar.Apply apply
        ? appliedMirror(apply, (Scalar.Apply) y)
        : allMirror(x.inputs(), y.inputs());
  }

  private boolean appliedMirror(Scalar.Apply x, Scalar.Apply y) {
    Operator operator = x.operator();
    if (operator != y.operator()) {
      return false;
    }
    List<Scalar> ofX = x.inputs();
    List<Scalar> ofY = y.inputs();
    boolean isSquare = isSquare(x) && isSquare(y);
    return allMirror(ofX, ofY)
        || (operator.isCommutative() && allMirror(ofX, List.of(ofY.get(1), ofY.get(0))))
        || ((operator.isEven() || isSquare) && allMirrorUpToSign(ofX, ofY));
  }

  private static boolean isSquare(Scalar.Apply apply) {
    return apply.operator() == Operator.MULTIPLY && apply.inputs().get(0) == apply.inputs().get(1);
  }

  private boolean allMirror(List<Scalar> ofX, List<Scalar> ofY) {
    for (int i = 0; i < ofX.size(); i++) {
      if (!mirrors(ofX.get(i), ofY.get(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean allMirrorUpToSign(List<Scalar> ofX, List<Scalar> ofY) {
    for (int i = 0; i < ofX.size(); i++) {
      if (!mirrorsUpToSign(ofX.get(i), ofY.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether x at any pair has the bits of y at the swapped one, or those of -y. */
  private boolean mirrorsUpToSign(Scalar x, Scalar y) {
    Question question = new Question(x, y, true);
    Boolean answer = known.get(question);
    if (answer == null) {
      answer = mirrors(x, y) || findMirrorsUpToSign(x, y);
      known.put(question, answer);
    }
    return answer;
  }

  private boolean findMirrorsUpToSign(Scalar x, Scalar y) {
    boolean hasSign = x.dtype().isFloat() || x.dtype().kind() == DType.Kind.SIGNED;
    if (x.dtype() != y.dtype() || !hasSign) {
      return false;
    }
    if (x instanceof Scalar.Cast && y instanceof Scalar.Cast) {
      return x.dtype().isFloat()
          && x.inputs().get(0).dtype() == y.inputs().get(0).dtype()
          && allMirrorUpToSign(x.inputs(), y.inputs());
    }
    if (!(x instanceof Scalar.Apply a && y instanceof Scalar.Apply b)
        || a.operator() != b.operator()) {
      return false;
    }
    List<Scalar> ofX = a.inputs();
    List<Scalar> ofY = b.inputs();
    return switch (a.operator()) {
      case SUBTRACT -> mirrors(ofX.get(0), ofY.get(1)) && mirrors(ofX.get(1), ofY.get(0));
      case NEGATIVE -> allMirrorUpToSign(ofX, ofY);
      // Rounding is the same on both sides of 0; integer division's is not.
      case MULTIPLY, DIVIDE -> allMirrorUpToSign(ofX, ofY);
      default -> false;
    };
  }

  private KernelOperand operand(Scalar.Load load) {
    return nest.operands().get(load.operand());
  }

  private boolean mirrors(KernelOperand x, KernelOperand y) {
    if (!mirrored(x.map()).equals(y.map())) {
      return false;
    }
    if (x instanceof KernelOperand.Memory memory) {
      return y instanceof KernelOperand.Memory other && memory.input() == other.input();
    }
    KernelOperand.Generated generated = (KernelOperand.Generated) x;
    return y instanceof KernelOperand.Generated other
        && generated.generator().equals(other.generator())
        && generated.shape().equals(other.shape());
  }

  /** The map that reads for a pair what this one reads for the swapped one. */
  private IndexMap mirrored(IndexMap map) {
    int[] axis = new int[map.sourceRank()];
    long[] start = new long[axis.length];
    long[] step = new long[axis.length];
    for (int d = 0; d < axis.length; d++) {
      int moving = map.axis(d);
      axis[d] = moving == first ? second : moving == second ? first : moving;
      start[d] = map.start(d);
      step[d] = map.step(d);
    }
    return IndexMap.of(map.target(), axis, start, step);
  }
}
