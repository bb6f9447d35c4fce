/**
 * What Java programs import: {@code NDContext}, {@code NDArray}, {@code Slice}. A thin layer over
 * expressions; its names are those of the Python array API standard.
 */
@NullMarked
package io.github.sparkndarray.api;

import org.jspecify.annotations.NullMarked;
