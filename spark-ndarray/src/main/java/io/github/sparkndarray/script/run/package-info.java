/**
 * Runs scripts: statements become lazy arrays, and are computed where a value is shown, saved or
 * timed. {@link io.github.sparkndarray.script.run.Interpreter} is where a surface begins.
 */
@NullMarked
package io.github.sparkndarray.script.run;

import org.jspecify.annotations.NullMarked;
