/**
 * What runs a compiled tile kernel over a block: tiling, packing of operands into heap panels,
 * odometers, and what becomes of the values (stores and reductions). Written by hand; generated
 * code only sees panels and scalars. Knows nothing of Spark.
 */
@NullMarked
package io.github.sparkndarray.kernel.run;

import org.jspecify.annotations.NullMarked;
