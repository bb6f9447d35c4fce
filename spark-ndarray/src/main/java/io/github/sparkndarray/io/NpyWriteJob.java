package io.github.sparkndarray.io;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Shape;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/**
 * Writes one npy file. Tasks write beside it, under a name that begins with a dot; when all is
 * there, the finished file takes the old one's place.
 */
public final class NpyWriteJob {
  private NpyWriteJob() {}

  /**
   * Begins to write an array.
   *
   * @throws NDArrayException when the path is a directory or cannot be written
   */
  public static ArraySink.Job begin(String path, DType dtype, Shape shape, Configuration hadoop) {
    try {
      WriteTarget target = WriteTarget.of(path, hadoop);
      if (target.isLocal()) {
        return LocalNpyWrite.begin(path, target.file(), target.beside(), dtype, shape);
      }
      return PartedNpyWrite.begin(
          path, target.file(), target.beside(), dtype, shape, HadoopSettings.of(hadoop));
    } catch (IOException | IllegalArgumentException e) {
      throw HadoopFiles.cannot("write", path, e);
    }
  }
}
