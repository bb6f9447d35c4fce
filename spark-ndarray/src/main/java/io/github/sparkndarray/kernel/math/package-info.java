/**
 * Elementwise mathematical functions with the same bits everywhere: by hand with the Vector API,
 * and a scalar twin of each. Knows no Spark.
 */
@NullMarked
package io.github.sparkndarray.kernel.math;

import org.jspecify.annotations.NullMarked;
