package io.github.sparkndarray.io;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.ArrayArchive;
import io.github.sparkndarray.expr.Expr;
import java.io.IOException;
import java.io.Serializable;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * An npz file, which is a zip archive of npy files. What is stored in it is read by ranges, as an
 * npy file is; what is compressed is unpacked when it is needed.
 */
final class NpzFile implements ArrayArchive {
  static final String NPY = ".npy";

  private final String path;
  private final String location;
  private final Map<String, Entry> entries;
  private final Configuration hadoop;
  private final Supplier<SparkSession> session;
  private final Map<String, WeakReference<Expr>> unpacked = new HashMap<>();

  /**
   * One file of an archive.
   *
   * @param start where in the archive its bytes begin
   * @param packed how many bytes it takes there
   * @param crc the checksum of its bytes as they were before they were packed
   */
  record Entry(String file, int method, long start, long packed, long size, long crc)
      implements Serializable {}

  private NpzFile(
      String path,
      String location,
      Map<String, Entry> entries,
      Configuration hadoop,
      Supplier<SparkSession> session) {
    this.path = path;
    this.location = location;
    this.entries = Collections.unmodifiableMap(entries);
    this.hadoop = hadoop;
    this.session = session;
  }

  /**
   * Reads what is in an archive, and where.
   *
   * @param session started when a large array has to be unpacked
   * @throws NDArrayException when the file is missing or is no zip archive
   */
  static NpzFile open(String path, Configuration hadoop, Supplier<SparkSession> session) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    String location;
    try (HadoopFiles.OpenFile file = HadoopFiles.open(path, hadoop)) {
      try (ZipFile zip =
          ZipFile.builder().setSeekableByteChannel(new ReadOnlyChannel(file)).get()) {
        for (ZipArchiveEntry each : Collections.list(zip.getEntries())) {
          Entry entry =
              new Entry(
                  each.getName(),
                  each.getMethod(),
                  each.getDataOffset(),
                  each.getCompressedSize(),
                  each.getSize(),
                  each.getCrc());
          entries.put(nameOf(each.getName()), entry);
        }
      } catch (IOException | IllegalArgumentException e) {
        throw new NDArrayException(
            ErrorCode.FORMAT, "Cannot read " + path + ": File is not a zip file", e);
      }
      location = HadoopFiles.location(path, hadoop);
    } catch (IOException e) {
      throw HadoopFiles.cannot("read", path, e);
    }
    return new NpzFile(path, location, entries, hadoop, session);
  }

  /** The name of an array, which its file has an ending besides. */
  private static String nameOf(String file) {
    return file.endsWith(NPY) ? file.substring(0, file.length() - NPY.length()) : file;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public List<String> names() {
    return new ArrayList<>(entries.keySet());
  }

  @Override
  public Expr array(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw NDArrayException.of(ErrorCode.NAME, "'%s is not a file in the archive'", name);
    }
    if (entry.method() == ZipEntry.STORED) {
      return NpyFile.openStored(path, entry.file(), entry.start(), entry.size(), hadoop).array();
    }
    if (entry.method() == ZipEntry.DEFLATED) {
      return unpacked(name, entry);
    }
    throw NDArrayException.of(
        ErrorCode.UNSUPPORTED,
        "Cannot read %s of %s: it is neither stored nor deflated, but packed by method %d",
        entry.file(),
        path,
        entry.method());
  }

  /** The same node each time, so that nothing is unpacked twice as long as somebody has it. */
  private synchronized Expr unpacked(String name, Entry entry) {
    WeakReference<Expr> before = unpacked.get(name);
    Expr known = before == null ? null : before.get();
    if (known == null) {
      known = new PackedArray(path, location, entry, HadoopSettings.of(hadoop)).array(session);
      unpacked.put(name, new WeakReference<>(known));
    }
    return known;
  }
}
