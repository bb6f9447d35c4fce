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
  private final String location;
  private final NpyHeader header;
  private final SerializableConfiguration hadoop;

  /**
   * A file whose header is known.
   *
   * @param path as the user wrote it
   * @param location the same file as every machine of the cluster finds it
   */
  private NpyFile(
      String path, String location, NpyHeader header, SerializableConfiguration hadoop) {
    this.path = path;
    this.location = location;
    this.header = header;
    this.hadoop = hadoop;
  }

  /**
   * The array of an npy file, whose header and length are checked now; its elements are read later.
   *
   * @throws io.github.sparkndarray.error.NDArrayException when the file is missing or is no npy
   *     file that can be read
   */
  public static NpyFile open(String path, Configuration hadoop) {
    try (HadoopFiles.OpenFile file = HadoopFiles.open(path, hadoop)) {
      NpyHeader header = NpyReader.open(file).header();
      header.dtype().requireComputable();
      String location = HadoopFiles.location(path, hadoop);
      return new NpyFile(path, location, header, new SerializableConfiguration(hadoop));
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

  /** Two readers of one file are one source, as long as its header says the same. */
  @Override
  public boolean equals(Object other) {
    return other instanceof NpyFile that
        && location.equals(that.location)
        && header.equals(that.header);
  }

  @Override
  public int hashCode() {
    return location.hashCode();
  }

  @Override
  public void read(Box region, ByteBuffer target) {
    try (HadoopFiles.OpenFile file = HadoopFiles.open(location, hadoop.value())) {
      NpyReader.open(file, header).read(region, target);
    } catch (IOException e) {
      throw HadoopFiles.cannot("read", path, e);
    }
  }
}
