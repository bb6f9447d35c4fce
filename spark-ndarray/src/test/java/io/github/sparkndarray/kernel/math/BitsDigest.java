package io.github.sparkndarray.kernel.math;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A hash of every function's results for fixed operands; prints them when run. */
final class BitsDigest {
  private static final int COUNT = 203;
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private BitsDigest() {}

  public static void main(String[] arguments) {
    digests().forEach((name, digest) -> System.out.println(name + " " + digest));
  }

  static Map<String, String> digests() {
    Map<String, String> digests = new TreeMap<>();
    for (Unary function : Unary.values()) {
      long hash = FNV_OFFSET;
      for (Operands.Kind kind : Operands.Kind.values()) {
        double[] x = Operands.array(new Random(1), kind, function.low, function.high, COUNT);
        float[] floats = Operands.floats(x);
        function.vector.apply(x, 0, x, 0, COUNT);
        function.floatVector.apply(floats, 0, floats, 0, COUNT);
        hash = hash(hash, x, floats);
      }
      digests.put(function.name(), Long.toHexString(hash));
    }
    for (Binary function : Binary.values()) {
      long hash = FNV_OFFSET;
      for (Operands.Kind kind : Operands.Kind.values()) {
        double[] x = Operands.array(new Random(1), kind, function.low, function.high, COUNT);
        double[] y =
            Operands.array(new Random(2), kind, function.secondLow, function.secondHigh, COUNT);
        float[] floats = Operands.floats(x);
        function.vector.apply(x, 0, y, 0, x, 0, COUNT);
        function.floatVector.apply(floats, 0, Operands.floats(y), 0, floats, 0, COUNT);
        hash = hash(hash, x, floats);
      }
      digests.put(function.name(), Long.toHexString(hash));
    }
    return digests;
  }

  private static long hash(long hash, double[] doubles, float[] floats) {
    long result = hash;
    for (int i = 0; i < doubles.length; i++) {
      result = (result ^ Double.doubleToLongBits(doubles[i])) * FNV_PRIME;
      result = (result ^ Float.floatToIntBits(floats[i])) * FNV_PRIME;
    }
    return result;
  }
}
