package io.github.sparkndarray.arrow.format;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Shape;
import java.io.IOException;
import java.io.OutputStream;

/**
 * npy files as {@code np.save} writes them: version 1.0, little-endian, in C order. A large array
 * is written as its {@link #header} and then its blocks in C order, raw; the size of the file is
 * known beforehand.
 */
public final class NpyWriter {
  private static final int MAX_RANK = 64;

  private NpyWriter() {}

  /** The bytes before the first element. */
  public static byte[] header(DType dtype, Shape shape) {
    if (shape.rank() > MAX_RANK) {
      throw NDArrayException.of(
          ErrorCode.SHAPE,
          "Cannot write an array with %d dimensions as npy: NumPy reads at most %d",
          shape.rank(),
          MAX_RANK);
    }
    return NpyHeader.of(dtype, shape).encode();
  }

  /** The size in bytes of the whole file. */
  public static long fileBytes(DType dtype, Shape shape) {
    return NpyHeader.of(dtype, shape).fileBytes();
  }

  /** Writes a whole file and leaves the stream open. */
  public static void write(HostArray array, OutputStream out) throws IOException {
    out.write(header(array.dtype(), array.shape()));
    out.write(array.bytes());
  }
}
