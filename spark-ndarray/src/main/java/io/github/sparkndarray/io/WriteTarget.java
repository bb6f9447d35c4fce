package io.github.sparkndarray.io;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Where a file is written.
 *
 * @param file its place when it is whole
 * @param beside where it is written, under a name that begins with a dot
 */
record WriteTarget(FileSystem fileSystem, Path file, Path beside) {

  /**
   * The place that a path names.
   *
   * @throws NDArrayException when it is a directory, or lies in none
   */
  static WriteTarget of(String path, Configuration hadoop) throws IOException {
    Path target = new Path(path);
    FileSystem fileSystem = target.getFileSystem(hadoop);
    Path file = fileSystem.makeQualified(target);
    if (fileSystem.exists(file) && fileSystem.getFileStatus(file).isDirectory()) {
      throw NDArrayException.of(ErrorCode.IO, "Cannot write %s: it is a directory", path);
    }
    Path parent = file.getParent();
    if (parent != null && !fileSystem.exists(parent)) {
      throw NDArrayException.of(
          ErrorCode.IO,
          "Cannot write %s: there is no directory %s",
          path,
          parent.toUri().getPath());
    }
    String unfinished = "." + file.getName() + "." + UUID.randomUUID() + ".unfinished";
    return new WriteTarget(fileSystem, file, new Path(parent, unfinished));
  }

  /** Whether it is a disk of this machine, or one that is mounted. */
  boolean isLocal() {
    return "file".equals(fileSystem.getScheme());
  }
}
