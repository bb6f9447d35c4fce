/**
 * Physical plans run as Spark jobs: RDD stages, broadcast variables, partials, memory of tasks,
 * progress. The only reader of {@code spark.ndarray.*} settings.
 */
@NullMarked
package io.github.sparkndarray.execution;

import org.jspecify.annotations.NullMarked;
