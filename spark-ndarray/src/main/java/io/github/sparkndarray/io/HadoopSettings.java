package io.github.sparkndarray.io;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * A Hadoop configuration that tasks carry without its thousand entries being written, and read,
 * again for each of them: only a task that asks for it takes it apart.
 */
final class HadoopSettings implements Serializable {
  private static final long serialVersionUID = 1L;

  private final byte[] written;
  private transient @Nullable Configuration value;

  private HadoopSettings(byte[] written, Configuration value) {
    this.written = written;
    this.value = value;
  }

  /** The configuration as it is now. */
  static HadoopSettings of(Configuration configuration) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      configuration.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new HadoopSettings(bytes.toByteArray(), configuration);
  }

  synchronized Configuration value() {
    if (value == null) {
      value = new Configuration(false);
      try {
        value.readFields(new DataInputStream(new ByteArrayInputStream(written)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return value;
  }
}
