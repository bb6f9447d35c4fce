/** NumPy's random bit generator, able to begin at any draw. Knows no Spark. */
@NullMarked
package io.github.sparkndarray.kernel.random;

import org.jspecify.annotations.NullMarked;
