package io.github.sparkndarray.sql;

import io.github.sparkndarray.kernel.run.Species;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * What {@link FloatColumns} computes, for two registers of rows at a time. Apart, so that asking
 * whether there are vectors does not load them. Products are rounded before they are added, as
 * Spark's are. All methods tell whether everything, multiplied by a sign, is at least a limit.
 */
final class FloatLanes {
  private static final VectorSpecies<Float> F32 = Species.F32;
  private static final int LANES = Species.LANES_32;
  private static final int UNROLLED = FloatColumns.UNROLLED;

  private FloatLanes() {}

  /** Sums of products along vectors and a tile of rows. */
  static boolean products(
      float[] a, float[] b, int at, int stride, int count, float[] out, float limit, float sign) {
    FloatVector least = FloatVector.broadcast(F32, limit);
    boolean passed = true;
    for (int j = 0; j < count; j += 2 * LANES) {
      FloatVector sum = FloatVector.zero(F32);
      FloatVector other = sum;
      int p = at + j;
      int k = 0;
      for (; k <= a.length - UNROLLED; k += UNROLLED) {
        FloatVector terms = term(a[k], b, p);
        FloatVector others = term(a[k], b, p + LANES);
        for (int i = 1; i < UNROLLED; i++) {
          terms = terms.add(term(a[k + i], b, p + i * stride));
          others = others.add(term(a[k + i], b, p + i * stride + LANES));
        }
        sum = sum.add(terms);
        other = other.add(others);
        p += UNROLLED * stride;
      }
      for (; k < a.length; k++) {
        sum = sum.add(term(a[k], b, p));
        other = other.add(term(a[k], b, p + LANES));
        p += stride;
      }
      sum.intoArray(out, j);
      other.intoArray(out, j + LANES);
      passed &=
          sum.mul(sign)
              .compare(VectorOperators.GE, least)
              .and(other.mul(sign).compare(VectorOperators.GE, least))
              .allTrue();
    }
    return passed;
  }

  private static FloatVector term(float a, float[] b, int at) {
    return FloatVector.fromArray(F32, b, at).mul(a);
  }

  /** Divides products by the square roots of a square times those from {@code at} on. */
  static boolean divide(
      float[] products, float square, float[] squares, int at, int count, float limit, float sign) {
    FloatVector least = FloatVector.broadcast(F32, limit);
    boolean passed = true;
    for (int j = 0; j < count; j += LANES) {
      FloatVector norms =
          FloatVector.fromArray(F32, squares, at + j).mul(square).lanewise(VectorOperators.SQRT);
      FloatVector cosines = FloatVector.fromArray(F32, products, j).div(norms);
      cosines.intoArray(products, j);
      passed &= cosines.mul(sign).compare(VectorOperators.GE, least).allTrue();
    }
    return passed;
  }
}
