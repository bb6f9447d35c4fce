/**
 * Loop nests over whole arrays: what is computed, in how many passes, and what each pass reads.
 * Knows expressions and the kernel IR; nothing of blocks, clusters or Spark.
 */
@NullMarked
package io.github.sparkndarray.plan.logical;

import org.jspecify.annotations.NullMarked;
