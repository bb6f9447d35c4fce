package io.github.sparkndarray.kernel.run;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector constants of generated code, in a class of their own: it must only be loaded where the
 * Vector API is there. Public only for generated code.
 *
 * <p>There is one species for each element type, and no code may use another: as soon as a second
 * vector class of a type is loaded, HotSpot no longer knows which one a vector is and boxes it, and
 * every kernel of the JVM becomes several times slower.
 */
public final class Species {
  public static final VectorSpecies<Double> F64 = DoubleVector.SPECIES_PREFERRED;
  public static final VectorSpecies<Float> F32 = FloatVector.SPECIES_PREFERRED;
  public static final VectorSpecies<Long> I64 = LongVector.SPECIES_PREFERRED;
  public static final VectorSpecies<Integer> I32 = IntVector.SPECIES_PREFERRED;

  /** The lanes of a vector of 64-bit elements. */
  public static final int LANES_64 = F64.length();

  /** The lanes of a vector of 32-bit elements. */
  public static final int LANES_32 = F32.length();

  private Species() {}
}
