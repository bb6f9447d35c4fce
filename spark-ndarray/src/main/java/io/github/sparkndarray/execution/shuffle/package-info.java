/**
 * Shuffled arrays: what is computed before the work that reads it is planned, from elements that
 * lie anywhere. Arrays are seen in C order here, chunks as runs of positions. Knows Spark; what a
 * task does with a chunk is in classes that do not.
 */
@NullMarked
package io.github.sparkndarray.execution.shuffle;

import org.jspecify.annotations.NullMarked;
