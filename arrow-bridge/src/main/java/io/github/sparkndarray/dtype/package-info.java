/** The element types and NumPy's promotion rules. Knows nothing of Arrow or Spark. */
@NullMarked
package io.github.sparkndarray.dtype;

import org.jspecify.annotations.NullMarked;
