/**
 * The kernel IR (loop nests over labelled axes with a scalar body) and the one way to run it on a
 * block. Knows operators, not plans; knows nothing of Spark.
 */
@NullMarked
package io.github.sparkndarray.kernel;

import org.jspecify.annotations.NullMarked;
