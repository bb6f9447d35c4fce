package io.github.sparkndarray.io;

import io.github.sparkndarray.arrow.format.NpyHeader;
import io.github.sparkndarray.arrow.format.NpyReader;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;

/** An array in an npy file, read by ranges wherever its parts are needed. */
public final class NpyFile implements StoredArray {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final NpyHeader header;
  private final SerializableConfiguration hadoop;

  private NpyFile(String path, NpyHeader header, SerializableConfiguration hadoop) {
    this.path = path;
    this.header = header;
    this.hadoop = hadoop;
  }

  /**
   * The array of an npy file, whose header and length are checked now; its elements are read later.
   *
   * @throws io.github.sparkndarray.error.NDArrayException when the file is missing or is no npy file
   *     that can be read
   */
  public static NpyFile open(String path, Configuration hadoop) {
    try (HadoopFiles.OpenFile file = HadoopFiles.open(path, hadoop)) {
      NpyHeader header = NpyReader.open(file).header();
      header.dtype().requireComputable();
      return new NpyFile(path, header, new SerializableConfiguration(hadoop));
    } catch (IOException e) {
      throw HadoopFiles.cannot("read", path, e);
    }
  }

  @Override
  public DType dtype() {
    return header.dtype();
  }

  @Override
  public Shape shape() {
    return header.shape();
  }

  @Override
  public String name() {
    return path;
  }

  @Override
  public void read(Box region, ByteBuffer target) {
    try (HadoopFiles.OpenFile file = HadoopFiles.open(path, hadoop.value())) {
      NpyReader.open(file, header).read(region, target);
    } catch (IOException e) {
      throw HadoopFiles.cannot("read", path, e);
    }
  }
}
