package io.github.sparkndarray.arrow.serde;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.arrow.chunk.HostArrayCodec;
import java.io.IOException;

/**
 * Host arrays on Kryo streams, unsafe ones included: only bytes are written, so that the byte order
 * and the variable-length numbers of the stream do not matter. A stream that ends within an array
 * is an {@code NDArrayException}: Spark takes Kryo's own "buffer underflow" for the regular end of
 * its input and would lose records in silence.
 */
public final class HostArraySerializer extends Serializer<HostArray> {

  /** For Kryo's registration. */
  public HostArraySerializer() {
    super(false, true);
  }

  @Override
  public void write(Kryo kryo, Output output, HostArray array) {
    try {
      HostArrayCodec.write(array, output);
    } catch (IOException e) {
      throw new KryoException(e);
    }
  }

  @Override
  public HostArray read(Kryo kryo, Input input, Class<HostArray> type) {
    try {
      return HostArrayCodec.read(input);
    } catch (IOException e) {
      throw new KryoException(e);
    }
  }
}
