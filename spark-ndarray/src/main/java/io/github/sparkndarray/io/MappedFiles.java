package io.github.sparkndarray.io;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Files of this machine as memory, so that reading them copies nothing and reading them again costs
 * nothing. Files are mapped in windows, which all threads share and which stay for as long as the
 * heap has room.
 */
final class MappedFiles {
  /** Where windows begin. They overlap, so that any {@link #MAX_BYTES} lie in one of them. */
  private static final long APART = 1L << 30;

  /** The most bytes that can be had as one buffer. */
  static final long MAX_BYTES = APART;

  private static final Map<Window, SoftReference<MappedByteBuffer>> WINDOWS =
      new ConcurrentHashMap<>();

  private MappedFiles() {}

  /** Part of a file as it was at some time: a file that is replaced is another one. */
  private record Window(
      Path path, @Nullable Object file, FileTime changed, long length, long number) {}

  /**
   * Bytes of a file, or nothing where the file is not as long as that or there are too many.
   *
   * @return a buffer whose byte order is big-endian, as that of every new buffer
   */
  static Optional<ByteBuffer> map(Path path, long from, long bytes) throws IOException {
    BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
    if (bytes > MAX_BYTES || from + bytes > now.size()) {
      return Optional.empty();
    }
    Window window =
        new Window(path, now.fileKey(), now.lastModifiedTime(), now.size(), from / APART);
    int start = (int) (from % APART);
    return Optional.of(buffer(window).slice(start, (int) bytes));
  }

  private static MappedByteBuffer buffer(Window window) throws IOException {
    SoftReference<MappedByteBuffer> known = WINDOWS.get(window);
    MappedByteBuffer buffer = known == null ? null : known.get();
    if (buffer == null) {
      WINDOWS.values().removeIf(reference -> reference.get() == null);
      buffer = open(window);
      WINDOWS.put(window, new SoftReference<>(buffer));
    }
    return buffer;
  }

  private static MappedByteBuffer open(Window window) throws IOException {
    long from = window.number() * APART;
    try (FileChannel channel = FileChannel.open(window.path(), StandardOpenOption.READ)) {
      long bytes = Math.min(Integer.MAX_VALUE, window.length() - from);
      return channel.map(FileChannel.MapMode.READ_ONLY, from, bytes);
    }
  }
}
