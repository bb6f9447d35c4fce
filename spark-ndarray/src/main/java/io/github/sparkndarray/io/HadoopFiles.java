package io.github.sparkndarray.io;

import io.github.sparkndarray.arrow.format.PositionalReader;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** Files of any of Hadoop's file systems, with errors in one line. */
final class HadoopFiles {
  private HadoopFiles() {}

  /** An open file, which its caller closes. */
  static final class OpenFile implements PositionalReader, AutoCloseable {
    private final String name;
    private final long length;
    private final FSDataInputStream stream;

    private OpenFile(String name, long length, FSDataInputStream stream) {
      this.name = name;
      this.length = length;
      this.stream = stream;
    }

    @Override
    public void readFully(long position, byte[] target, int offset, int count) throws IOException {
      try {
        stream.readFully(position, target, offset, count);
      } catch (EOFException e) {
        throw new EOFException(name + " ends before byte " + (position + count));
      }
    }

    @Override
    public long length() {
      return length;
    }

    @Override
    public String name() {
      return name;
    }

    /** The file as a stream from a position on, which goes with it. */
    InputStream from(long position) throws IOException {
      stream.seek(position);
      return stream;
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }

  static OpenFile open(String path, Configuration hadoop) {
    try {
      Path file = new Path(path);
      FileSystem fileSystem = file.getFileSystem(hadoop);
      FileStatus status = fileSystem.getFileStatus(file);
      if (status.isDirectory()) {
        throw NDArrayException.of(ErrorCode.IO, "Cannot read %s: it is a directory", path);
      }
      return new OpenFile(path, status.getLen(), fileSystem.open(file));
    } catch (FileNotFoundException e) {
      throw new NDArrayException(
          ErrorCode.IO, "Cannot read " + path + ": no such file or directory", e);
    } catch (IOException | IllegalArgumentException e) {
      throw cannot("read", path, e);
    }
  }

  /** The path with its file system and from its root on. */
  static String location(String path, Configuration hadoop) throws IOException {
    Path file = new Path(path);
    return file.getFileSystem(hadoop).makeQualified(file).toString();
  }

  /** Gives a finished file its place, and drops what was there. */
  static void replace(Path finished, Path target, Configuration hadoop) throws IOException {
    if ("file".equals(target.toUri().getScheme())) {
      replace(local(finished), local(target));
      return;
    }
    FileContext context;
    try {
      context = FileContext.getFileContext(target.toUri(), hadoop);
    } catch (UnsupportedFileSystemException e) {
      replace(finished, target, target.getFileSystem(hadoop));
      return;
    }
    context.rename(finished, target, Options.Rename.OVERWRITE);
  }

  /** The same where nothing is replaced at once: what was there comes back if that fails. */
  private static void replace(Path finished, Path target, FileSystem fileSystem)
      throws IOException {
    Path before = new Path(finished.getParent(), "_before");
    boolean wasThere = fileSystem.exists(target) && fileSystem.rename(target, before);
    if (!fileSystem.rename(finished, target)) {
      if (wasThere) {
        fileSystem.rename(before, target);
      }
      throw new IOException("it cannot be renamed from " + finished);
    }
    fileSystem.delete(before, false);
  }

  /** The same on a disk of this machine. */
  static void replace(java.nio.file.Path finished, java.nio.file.Path target) throws IOException {
    try {
      Files.move(
          finished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(finished, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static java.nio.file.Path local(Path path) {
    return java.nio.file.Path.of(path.toUri().getPath());
  }

  /** One line about something that could not be done to a path. */
  static NDArrayException cannot(String verb, String path, Exception cause) {
    String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return new NDArrayException(ErrorCode.IO, "Cannot " + verb + " " + path + ": " + reason, cause);
  }
}
