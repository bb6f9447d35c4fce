/**
 * A plain interpreter of loop nests, one element at a time: the oracle of every kernel test. Shares
 * no code with the generated kernels.
 */
@NullMarked
package io.github.sparkndarray.kernel.reference;

import org.jspecify.annotations.NullMarked;
