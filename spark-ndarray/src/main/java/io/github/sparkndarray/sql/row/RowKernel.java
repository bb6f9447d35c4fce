package io.github.sparkndarray.sql.row;

/** A compiled expression over boxed operands. */
public interface RowKernel {

  /** The result, boxed; operands that are constants of the code are not among them. */
  Object evaluate(Object[] operands, long[] integers, double[] reals, Object[] arrays);
}
