/** NumPy conformance, real clusters, faults, memory and the architecture rules. */
@NullMarked
package io.github.sparkndarray.integration;

import org.jspecify.annotations.NullMarked;
