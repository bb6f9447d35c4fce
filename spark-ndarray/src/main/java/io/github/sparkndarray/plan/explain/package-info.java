/** Plans described for people: a data model of a physical plan, and its renderers. */
@NullMarked
package io.github.sparkndarray.plan.explain;

import org.jspecify.annotations.NullMarked;
