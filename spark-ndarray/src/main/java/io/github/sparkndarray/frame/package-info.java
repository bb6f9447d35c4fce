/**
 * DataFrames as arrays and back: rows of vectors become chunks, with the rows' ids beside them, and
 * results become rows again. Knows Spark SQL and its internal rows, expressions and their
 * execution; nothing of scripts or of the API.
 */
@NullMarked
package io.github.sparkndarray.frame;

import org.jspecify.annotations.NullMarked;
