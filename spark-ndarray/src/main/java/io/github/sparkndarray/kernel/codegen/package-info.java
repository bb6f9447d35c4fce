/**
 * From a loop nest to a compiled class: a graph of the body, its division into stages, Java source,
 * Janino. Only typed IR reaches the source. Knows nothing of Spark.
 */
@NullMarked
package io.github.sparkndarray.kernel.codegen;

import org.jspecify.annotations.NullMarked;
