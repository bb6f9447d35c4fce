/** NumPy's dtypes and their promotion table. Pure functions; knows only {@code error}. */
@NullMarked
package io.github.sparkndarray.dtype;

import org.jspecify.annotations.NullMarked;
