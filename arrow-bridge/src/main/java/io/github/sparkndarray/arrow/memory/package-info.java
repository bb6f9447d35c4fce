/**
 * Who may use how much Arrow memory: scopes with a limit that account for it and find what was
 * never released. Knows {@code error} and Arrow.
 */
@NullMarked
package io.github.sparkndarray.arrow.memory;

import org.jspecify.annotations.NullMarked;
