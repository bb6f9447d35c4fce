package io.github.sparkndarray.execution;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.serializers.JavaSerializer;
import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.arrow.serde.HostArraySerializer;
import io.github.sparkndarray.execution.shuffle.ShuffleTypes;
import org.apache.spark.serializer.KryoRegistrator;

/**
 * Teaches Kryo the library's types: {@code
 * spark.kryo.registrator=io.github.sparkndarray.execution.NDArrayKryoRegistrator}. With Java
 * serialization nothing needs to be set.
 */
public final class NDArrayKryoRegistrator implements KryoRegistrator {
  @Override
  public void registerClasses(Kryo kryo) {
    kryo.register(HostArray.class, new HostArraySerializer());
    kryo.register(BlockInput.class, new JavaSerializer());
    kryo.register(Piece.class, new JavaSerializer());
    ShuffleTypes.all().forEach(type -> kryo.register(type, new JavaSerializer()));
    kryo.register(BlockResult.class, new BlockResultSerializer());
  }
}
