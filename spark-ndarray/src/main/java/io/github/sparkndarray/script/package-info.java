/**
 * The NumPy-script front end: a subset of Python's expression language over lazy arrays. This
 * package holds what its host must know; parsing, values, functions, printing and running are
 * packages of their own below it. Knows expressions, and no Spark.
 */
@NullMarked
package io.github.sparkndarray.script;

import org.jspecify.annotations.NullMarked;
