/** What the tests of this module share: NumPy's answers, sample arrays, seeds. */
@NullMarked
package io.github.sparkndarray.testing;

import org.jspecify.annotations.NullMarked;
