package io.github.sparkndarray.expr;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Shape;

/**
 * SciPy's condensed form of a square matrix of distances: the part above the diagonal, row by row.
 */
public final class Condensed {
  private Condensed() {}

  /**
   * The elements above the diagonal.
   *
   * @param square of shape {@code (m, m)}; what is on and below its diagonal is not looked at
   * @return of shape {@code (m * (m - 1) / 2,)}
   */
  public static HostArray ofSquare(HostArray square) {
    int m = Math.toIntExact(square.shape().extent(0));
    int width = square.dtype().itemSize();
    HostArray condensed = HostArray.allocate(square.dtype(), Shape.of((long) m * (m - 1) / 2));
    int to = 0;
    for (int i = 0; i < m; i++) {
      int count = (m - i - 1) * width;
      System.arraycopy(square.bytes(), (i * m + i + 1) * width, condensed.bytes(), to, count);
      to += count;
    }
    return condensed;
  }

  /**
   * The symmetric matrix with zeros on its diagonal.
   *
   * @param condensed of shape {@code (m * (m - 1) / 2,)}
   * @throws NDArrayException in SciPy's words where no {@code m} has that many
   */
  public static HostArray toSquare(HostArray condensed) {
    int n = condensed.size();
    int m = (int) Math.ceil(Math.sqrt(2.0 * n));
    m = n == 0 ? 1 : m;
    if ((long) m * (m - 1) / 2 != n) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "Incompatible vector size. It must be a binomial coefficient n choose 2 for some integer"
              + " n >= 2.");
    }
    int width = condensed.dtype().itemSize();
    HostArray square = HostArray.allocate(condensed.dtype(), Shape.of(m, m));
    int from = 0;
    for (int i = 0; i < m; i++) {
      for (int j = i + 1; j < m; j++) {
        System.arraycopy(condensed.bytes(), from, square.bytes(), (i * m + j) * width, width);
        System.arraycopy(condensed.bytes(), from, square.bytes(), (j * m + i) * width, width);
        from += width;
      }
    }
    return square;
  }
}
