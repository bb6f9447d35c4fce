/**
 * How a logical plan is run: stages, blocks, deliveries, tasks and the memory they are projected to
 * need. Knows nothing of Spark: a cluster is a {@code ClusterSpec}.
 */
@NullMarked
package io.github.sparkndarray.plan.physical;

import org.jspecify.annotations.NullMarked;
