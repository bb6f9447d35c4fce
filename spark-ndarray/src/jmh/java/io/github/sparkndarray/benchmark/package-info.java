/** Benchmarks of kernels without Spark: what is left of a work when nothing but computing counts. */
@NullMarked
package io.github.sparkndarray.benchmark;

import org.jspecify.annotations.NullMarked;
