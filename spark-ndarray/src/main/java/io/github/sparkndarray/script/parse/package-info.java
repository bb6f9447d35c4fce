/**
 * Text to scripts: the grammar, the check of what only looks like the language, and cells of
 * statements. Runs nothing.
 */
@NullMarked
package io.github.sparkndarray.script.parse;

import org.jspecify.annotations.NullMarked;
