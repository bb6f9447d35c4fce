package io.github.sparkndarray.kernel.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.reference.ReferenceInterpreter;
import io.github.sparkndarray.kernel.run.Instructions;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.List;

/** Compares kernels with the reference interpreter, and kernels with each other. */
final class Expect {
  static final Kernels VECTOR = new Kernels(Instructions.VECTOR, 10_000);
  static final Kernels SCALAR = new Kernels(Instructions.SCALAR, 10_000);

  private Expect() {}

  /** Both kernels give the interpreter's bits, in one block and in several. */
  static void sameBits(Problem problem) {
    near(problem, 0);
  }

  /**
   * Both kernels give each other's bits in one block and in several, and are at most {@code ulps}
   * of the largest magnitude in question away from the interpreter.
   */
  static void near(Problem problem, double ulps) {
    LoopNest nest = problem.nest();
    Shape space = Runs.space(nest);
    List<HostArray> expected =
        Runs.run(new ReferenceInterpreter(nest), nest, problem.inputs(), atLeastOne(space));
    List<HostArray> vector =
        Runs.run(VECTOR.compile(nest), nest, problem.inputs(), atLeastOne(space));
    List<HostArray> scalar =
        Runs.run(SCALAR.compile(nest), nest, problem.inputs(), atLeastOne(space));
    for (int output = 0; output < expected.size(); output++) {
      close(vector.get(output), expected.get(output), ulps);
      bits(scalar.get(output), vector.get(output));
    }
    for (Shape blocks : cuts(nest)) {
      List<HostArray> inBlocks = Runs.run(VECTOR.compile(nest), nest, problem.inputs(), blocks);
      for (int output = 0; output < expected.size(); output++) {
        bits(inBlocks.get(output), vector.get(output));
      }
    }
  }

  /** Block shapes that cut the parallel axes and leave the reduced ones whole. */
  private static List<Shape> cuts(LoopNest nest) {
    long[] whole = Runs.space(nest).extents();
    List<Shape> cuts = new ArrayList<>();
    for (long divisor : new long[] {2, 3, 7}) {
      long[] extents = whole.clone();
      for (int axis = 0; axis < extents.length; axis++) {
        extents[axis] = Math.max(1, extents[axis]);
      }
      for (int axis = 0; axis < nest.parallelRank(); axis++) {
        boolean cut = nest.axes().get(axis).role() == Axis.Role.PARALLEL;
        extents[axis] = cut ? Math.max(1, whole[axis] / (divisor + axis)) : extents[axis];
      }
      cuts.add(Shape.of(extents));
    }
    return cuts;
  }

  static Shape atLeastOne(Shape shape) {
    long[] extents = shape.extents();
    for (int axis = 0; axis < extents.length; axis++) {
      extents[axis] = Math.max(1, extents[axis]);
    }
    return Shape.of(extents);
  }

  static void bits(HostArray actual, HostArray expected) {
    assertThat(actual.dtype()).isEqualTo(expected.dtype());
    for (int i = 0; i < expected.size(); i++) {
      if (actual.dtype().isFloat()) {
        assertThat(Double.doubleToLongBits(actual.getDouble(i)))
            .as("element %d: %s, not %s", i, actual.getDouble(i), expected.getDouble(i))
            .isEqualTo(Double.doubleToLongBits(expected.getDouble(i)));
      } else {
        assertThat(actual.getLong(i)).as("element %d", i).isEqualTo(expected.getLong(i));
      }
    }
  }

  static void close(HostArray actual, HostArray expected, double ulps) {
    if (ulps == 0 || !actual.dtype().isFloat()) {
      bits(actual, expected);
      return;
    }
    double largest = 0;
    for (int i = 0; i < expected.size(); i++) {
      double x = Math.abs(expected.getDouble(i));
      largest = Double.isFinite(x) ? Math.max(largest, x) : largest;
    }
    for (int i = 0; i < expected.size(); i++) {
      double a = actual.getDouble(i);
      double e = expected.getDouble(i);
      double ulp = actual.dtype() == DType.FLOAT32 ? Math.ulp((float) largest) : Math.ulp(largest);
      boolean same = Double.compare(a, e) == 0 || Math.abs(a - e) <= ulps * ulp;
      assertThat(same).as("element %d: %s, not %s", i, a, e).isTrue();
    }
  }
}
