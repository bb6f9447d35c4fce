/**
 * Rewrites of expressions, one class each, applied while nests are made. Never changes a result.
 */
@NullMarked
package io.github.sparkndarray.plan.rule;

import org.jspecify.annotations.NullMarked;
