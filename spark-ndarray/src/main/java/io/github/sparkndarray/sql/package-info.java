/**
 * SQL functions over arrays, and joins by distance. Spark's internal interfaces are used here and
 * nowhere else.
 */
@NullMarked
package io.github.sparkndarray.sql;

import org.jspecify.annotations.NullMarked;
