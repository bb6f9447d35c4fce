/** The one exception type that users meet, and its codes. Knows nothing else of the project. */
@NullMarked
package io.github.sparkndarray.error;

import org.jspecify.annotations.NullMarked;
