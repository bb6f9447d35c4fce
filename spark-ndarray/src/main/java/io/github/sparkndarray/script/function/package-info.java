/**
 * The functions, methods and attributes of the language, one row each. Elementwise operators and
 * reductions come from the tables in {@code expr} with no row of their own.
 */
@NullMarked
package io.github.sparkndarray.script.function;

import org.jspecify.annotations.NullMarked;
