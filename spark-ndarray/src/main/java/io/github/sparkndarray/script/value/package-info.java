/**
 * What names of a script stand for, and how Python's and NumPy's operators take such values. Arrays
 * are lazy; everything else is a plain value.
 */
@NullMarked
package io.github.sparkndarray.script.value;

import org.jspecify.annotations.NullMarked;
