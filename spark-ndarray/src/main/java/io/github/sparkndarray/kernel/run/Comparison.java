package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.expr.Operator;

/**
 * A comparison of two generated integer ranges.
 *
 * @param operator one of the six comparisons
 * @param left the operand on its left
 * @param right the operand on its right
 */
public record Comparison(Operator operator, int left, int right) {}
