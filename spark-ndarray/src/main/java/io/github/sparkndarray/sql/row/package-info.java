/**
 * Expressions over the values of one row: traced to operator nodes by the shapes of the row's
 * arrays, and written as Java source that reads Spark's arrays where they lie.
 */
@NullMarked
package io.github.sparkndarray.sql.row;

import org.jspecify.annotations.NullMarked;
