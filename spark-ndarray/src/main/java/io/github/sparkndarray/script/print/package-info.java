/** Arrays and numbers as text, digit for digit as NumPy 2 prints them. */
@NullMarked
package io.github.sparkndarray.script.print;

import org.jspecify.annotations.NullMarked;
