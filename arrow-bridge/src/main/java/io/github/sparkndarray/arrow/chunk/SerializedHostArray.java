package io.github.sparkndarray.arrow.chunk;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import org.jspecify.annotations.Nullable;

/**
 * What Java serialization writes in place of a {@link HostArray}: its checked, streamed form.
 * Public with a public constructor only because {@link Externalizable} wants it so.
 */
public final class SerializedHostArray implements Externalizable {
  private static final long serialVersionUID = 1L;

  private transient @Nullable HostArray array;

  /** For deserialization. */
  public SerializedHostArray() {}

  SerializedHostArray(HostArray array) {
    this.array = array;
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    HostArrayCodec.writeData(requireArray(), out);
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    array = HostArrayCodec.readData(in);
  }

  private Object readResolve() {
    return requireArray();
  }

  private HostArray requireArray() {
    if (array == null) {
      throw new IllegalStateException("there is no array to serialize");
    }
    return array;
  }
}
