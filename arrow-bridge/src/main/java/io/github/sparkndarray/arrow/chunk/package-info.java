/**
 * Blocks of array elements in memory: {@code Chunk} in Arrow memory that its owner closes, {@code
 * HostArray} on the heap that may outlive a task. Knows {@code dtype}, {@code shape}, {@code error}
 * and Arrow.
 */
@NullMarked
package io.github.sparkndarray.arrow.chunk;

import org.jspecify.annotations.NullMarked;
