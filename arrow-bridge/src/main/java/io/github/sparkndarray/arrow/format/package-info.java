/**
 * File formats over streams and positional reads: NumPy's npy, versions 1.0 to 3.0. Knows {@code
 * arrow.chunk}, {@code dtype}, {@code shape} and {@code error}; nothing of file systems, which
 * stand behind {@code PositionalReader}.
 */
@NullMarked
package io.github.sparkndarray.arrow.format;

import org.jspecify.annotations.NullMarked;
