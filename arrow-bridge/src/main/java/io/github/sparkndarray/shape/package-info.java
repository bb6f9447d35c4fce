/**
 * Shapes, NumPy's broadcasting and indexing rules, index maps and chunk grids. Pure functions;
 * knows only {@code error}.
 */
@NullMarked
package io.github.sparkndarray.shape;

import org.jspecify.annotations.NullMarked;
