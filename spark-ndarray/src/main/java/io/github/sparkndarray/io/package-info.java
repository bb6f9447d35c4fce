/**
 * Sources and sinks on Hadoop's {@code FileSystem}. Knows Spark and Hadoop, the formats of {@code
 * arrow.format}, and {@code expr.ArraySource}; nothing of plans' execution.
 */
@NullMarked
package io.github.sparkndarray.io;

import org.jspecify.annotations.NullMarked;
