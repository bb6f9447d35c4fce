/** One runnable class for each snippet in the README. */
@NullMarked
package io.github.sparkndarray.examples;

import org.jspecify.annotations.NullMarked;
