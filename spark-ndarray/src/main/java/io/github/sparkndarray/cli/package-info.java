/**
 * The command line: {@code bin/spark-ndarray} and the main class of {@code spark-submit} jobs. The
 * only package that prints.
 */
@NullMarked
package io.github.sparkndarray.cli;

import org.jspecify.annotations.NullMarked;
