package io.github.sparkndarray.io;

import io.github.sparkndarray.arrow.format.NpyHeader;
import io.github.sparkndarray.arrow.format.NpyReader;
import io.github.sparkndarray.arrow.format.PositionalReader;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.ArraySource;
import io.github.sparkndarray.expr.Complex;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Stored;
import io.github.sparkndarray.kernel.ArrayRegion;
import io.github.sparkndarray.plan.physical.MappedSource;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.Shape;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * An array in an npy file, or in one that is stored in an archive, read by ranges wherever its
 * parts are needed.
 */
public final class NpyFile implements StoredArray, MappedSource {
  private static final long serialVersionUID = 1L;

  private static final long TO_THE_END = -1;

  private final String path;
  private final String location;
  private final long start;
  private final long length;
  private final NpyHeader header;
  private final HadoopSettings hadoop;

  /**
   * A file whose header is known.
   *
   * @param path what the user calls it
   * @param location the file that it lies in, as every machine of the cluster finds it
   * @param start where in that file it begins
   * @param length how many bytes it has there
   */
  private NpyFile(
      String path,
      String location,
      long start,
      long length,
      NpyHeader header,
      HadoopSettings hadoop) {
    this.path = path;
    this.location = location;
    this.start = start;
    this.length = length;
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
    return open(path, path, 0, TO_THE_END, hadoop);
  }

  /** The array of an npy file that is so many bytes of an archive. */
  static NpyFile openStored(
      String archive, String name, long start, long length, Configuration hadoop) {
    return open(archive, archive + "/" + name, start, length, hadoop);
  }

  private static NpyFile open(
      String file, String path, long start, long length, Configuration hadoop) {
    try (HadoopFiles.OpenFile open = HadoopFiles.open(file, hadoop)) {
      NpyHeader header = NpyReader.open(part(path, open, start, length)).header();
      String location = HadoopFiles.location(file, hadoop);
      return new NpyFile(path, location, start, length, header, HadoopSettings.of(hadoop));
    } catch (IOException e) {
      throw HadoopFiles.cannot("read", path, e);
    }
  }

  private static PositionalReader part(
      String name, PositionalReader file, long start, long length) {
    return length == TO_THE_END ? file : new FilePart(name, file, start, length);
  }

  /** The file's array; of a complex one, numbers made of the parts that lie there side by side. */
  public Expr array() {
    if (!header.dtype().isComplex()) {
      return new Stored(this);
    }
    int axis = header.fortranOrder() ? 0 : header.shape().rank();
    return Complex.ofPairs(new Stored(with(header.asParts())), axis);
  }

  /** The same bytes, read as another array. */
  private NpyFile with(NpyHeader other) {
    return new NpyFile(path, location, start, length, other, hadoop);
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
  public Optional<ArraySource> reshaped(Shape shape) {
    return header.fortranOrder() ? Optional.empty() : Optional.of(with(header.reshaped(shape)));
  }

  /** Two readers of one file are one source, as long as its header says the same. */
  @Override
  public boolean equals(Object other) {
    return other instanceof NpyFile that
        && location.equals(that.location)
        && start == that.start
        && header.equals(that.header);
  }

  @Override
  public int hashCode() {
    return 31 * location.hashCode() + Long.hashCode(start);
  }

  @Override
  public boolean isMapped() {
    long bytes = header.shape().size() * header.dtype().itemSize();
    return isLocal() && bytes <= MappedFiles.MAX_BYTES;
  }

  private boolean isLocal() {
    return header.isPlain() && location.startsWith("file:");
  }

  @Override
  public Optional<ArrayRegion> view(Box region) {
    if (!isLocal()) {
      return Optional.empty();
    }
    Box run = region.coveringRun(header.shape());
    int itemSize = header.dtype().itemSize();
    long first =
        start + header.dataOffset() + new RegionRuns(header.shape(), run).start() * itemSize;
    try {
      Path file = Path.of(URI.create(location));
      header.checkLength(path, Files.size(file) - start);
      return MappedFiles.map(file, first, run.shape().size() * itemSize)
          .map(bytes -> new ArrayRegion(header.dtype(), run, bytes));
    } catch (IOException e) {
      throw HadoopFiles.cannot("read", path, e);
    }
  }

  @Override
  public void read(Box region, ByteBuffer target) {
    try (HadoopFiles.OpenFile file = HadoopFiles.open(location, hadoop.value())) {
      NpyReader.open(part(path, file, start, length), header).read(region, target);
    } catch (IOException e) {
      throw HadoopFiles.cannot("read", path, e);
    }
  }
}
