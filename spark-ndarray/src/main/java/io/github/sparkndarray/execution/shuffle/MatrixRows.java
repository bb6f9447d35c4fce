package io.github.sparkndarray.execution.shuffle;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * How the matrices of an array are cut into parts of whole rows, and how what is left of the parts
 * comes together: by their numbers alone, so that singular values have the same bits wherever the
 * parts are.
 *
 * @param columns how many elements a row has
 * @param matrix how many elements a matrix has
 * @param grid the parts
 * @param together of how many parts what is left comes together at once: at least two, and no more
 *     than fit a chunk
 */
record MatrixRows(int columns, long matrix, FlatGrid grid, int together) implements Serializable {
  private static final int MOST_TOGETHER = 64;

  /**
   * @param x the array's shape
   * @param stack how many axes are before those of the matrices
   * @param elements how many elements a chunk is meant to have
   */
  static MatrixRows of(Shape x, int stack, int columns, long elements) {
    long matrix = x.sizeFrom(stack);
    FlatGrid grid = FlatGrid.of(x, elements);
    if (grid.chunk() % columns != 0) {
      Shape rows = Shape.of(x.size() / matrix, matrix / columns, columns);
      Shape part = Shape.of(1, Math.max(1, elements / columns), columns);
      grid = FlatGrid.of(new ChunkGrid(rows, part));
    }
    long fit = elements / ((long) columns * columns);
    return new MatrixRows(columns, matrix, grid, (int) Math.max(2, Math.min(MOST_TOGETHER, fit)));
  }

  /** Whether no matrix is cut. */
  boolean areWhole() {
    return grid.chunk() % matrix == 0;
  }

  /** The number of parts of each matrix that is cut. */
  long parts() {
    return grid.size() / (grid.grid().shape().size() / matrix);
  }

  /** Of how many groups of parts what is left came together. */
  long groups(long parts) {
    return (parts + together - 1) / together;
  }

  /** The singular values of whole matrices that are in one place. */
  HostArray values(HostArray x, Shape shape) {
    HostArray values = HostArray.allocate(DType.FLOAT64, shape);
    ByteBuffer to = values.writableBuffer();
    int each = (int) shape.extent(shape.rank() - 1);
    for (int number = 0; number < x.size() / matrix; number++) {
      int start = (int) (number * matrix);
      double[] own =
          areWhole()
              ? RowFactor.singularValues(x, start, (int) (start + matrix), columns)
              : ofLeft(left(x, number));
      for (int i = 0; i < columns; i += columns / each) {
        to.putDouble(own[i]);
      }
    }
    return values;
  }

  /** The singular values of a matrix from what is left of it. */
  double[] ofLeft(HostArray left) {
    return RowFactor.singularValues(left, 0, left.size(), columns);
  }

  private HostArray left(HostArray x, int number) {
    List<HostArray> left = new ArrayList<>();
    for (long part = number * parts(); part < (number + 1) * parts(); part++) {
      left.add(RowFactor.of(x, (int) grid.start(part), (int) grid.end(part), columns));
    }
    while (left.size() > 1) {
      List<HostArray> fewer = new ArrayList<>();
      for (int from = 0; from < left.size(); from += together) {
        int to = Math.min(left.size(), from + together);
        fewer.add(RowFactor.of(left.subList(from, to), columns));
      }
      left = fewer;
    }
    return left.get(0);
  }
}
