package io.github.sparkndarray.io;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Shape;
import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

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
      Path target = new Path(path);
      FileSystem fileSystem = target.getFileSystem(hadoop);
      Path qualified = fileSystem.makeQualified(target);
      if (fileSystem.exists(qualified) && fileSystem.getFileStatus(qualified).isDirectory()) {
        throw NDArrayException.of(ErrorCode.IO, "Cannot write %s: it is a directory", path);
      }
      Path parent = qualified.getParent();
      if (parent != null && !fileSystem.exists(parent)) {
        throw NDArrayException.of(
            ErrorCode.IO,
            "Cannot write %s: there is no directory %s",
            path,
            parent.toUri().getPath());
      }
      String unfinished = "." + qualified.getName() + "." + UUID.randomUUID() + ".unfinished";
      Path beside = new Path(parent, unfinished);
      if ("file".equals(fileSystem.getScheme())) {
        return LocalNpyWrite.begin(path, qualified, beside, dtype, shape);
      }
      return PartedNpyWrite.begin(path, qualified, beside, dtype, shape, HadoopSettings.of(hadoop));
    } catch (IOException | IllegalArgumentException e) {
      throw HadoopFiles.cannot("write", path, e);
    }
  }
}
