package io.github.sparkndarray.kernel.run;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The one place that decides whether kernels use the Vector API. */
public final class Simd {
  private static final Logger LOG = System.getLogger(Simd.class.getName());
  private static final int LANES_64 = lookup();

  private Simd() {}

  /** What kernels are generated for unless someone asks for the other. */
  public static Instructions preferred() {
    return isAvailable() ? Instructions.VECTOR : Instructions.SCALAR;
  }

  public static boolean isAvailable() {
    return LANES_64 > 0;
  }

  /** The doubles in a vector of the preferred species; 0 where there are no vectors. */
  public static int lanes64() {
    return LANES_64;
  }

  private static int lookup() {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      LOG.log(
          Level.WARNING,
          "The module jdk.incubator.vector is absent: kernels run in scalar code, several times"
              + " slower. Start the JVM with --add-modules=jdk.incubator.vector to get the fast"
              + " ones; Spark's own launchers do.");
      return 0;
    }
    int lanes = Species.LANES_64;
    if (lanes < 2) {
      LOG.log(
          Level.WARNING, "This machine has no vectors of two doubles: kernels run in scalar code.");
      return 0;
    }
    return lanes;
  }
}
