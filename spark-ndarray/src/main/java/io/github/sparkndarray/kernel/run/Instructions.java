package io.github.sparkndarray.kernel.run;

/** With what instructions kernels compute. The results are the same, bit for bit. */
public enum Instructions {
  /** With {@code jdk.incubator.vector}. */
  VECTOR,
  /** In plain Java. */
  SCALAR
}
