/**
 * The lazy graph: immutable nodes whose shape and dtype are inferred and checked when they are
 * made, and the one table of operators that drives the API, dtype rules, code generation and tests.
 * Knows nothing of plans, kernels or Spark.
 */
@NullMarked
package io.github.sparkndarray.expr;

import org.jspecify.annotations.NullMarked;
