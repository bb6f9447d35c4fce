/**
 * Serializers for Spark's Kryo streams. Knows {@code arrow.chunk}, which has the serialized forms
 * themselves and Java serialization.
 */
@NullMarked
package io.github.sparkndarray.arrow.serde;

import org.jspecify.annotations.NullMarked;
