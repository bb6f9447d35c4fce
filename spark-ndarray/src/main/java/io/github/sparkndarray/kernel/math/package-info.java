/** Vectorized mathematical functions, written by hand with the Vector API. Knows no Spark. */
@NullMarked
package io.github.sparkndarray.kernel.math;

import org.jspecify.annotations.NullMarked;
