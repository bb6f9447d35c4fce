package io.github.sparkndarray.io;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Numeric columns of Parquet files as an array of shape (rows, columns): the rows of the files in
 * the order of their names. Tasks read the pages they need of the columns and row groups that they
 * need.
 */
final class ParquetTable implements StoredArray {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final List<String> columns;
  private final DType dtype;
  private final List<ParquetFooter> files;

  /** The first row of each file, and after the last, the number of rows. */
  private final long[] firstRows;

  private final HadoopSettings hadoop;

  /**
   * A table whose footers have been read.
   *
   * @param path as the user wrote it
   * @param columns in the array's order
   * @param dtype to which all columns are converted
   */
  ParquetTable(
      String path,
      List<String> columns,
      DType dtype,
      List<ParquetFooter> files,
      HadoopSettings hadoop) {
    this.path = path;
    this.columns = List.copyOf(columns);
    this.dtype = dtype;
    this.files = List.copyOf(files);
    this.hadoop = hadoop;
    this.firstRows = new long[files.size() + 1];
    for (int file = 0; file < files.size(); file++) {
      firstRows[file + 1] = Math.addExact(firstRows[file], files.get(file).rows());
    }
    refuseNulls();
  }

  private void refuseNulls() {
    for (int column = 0; column < columns.size(); column++) {
      int which = column;
      long nulls = files.stream().mapToLong(file -> file.nulls(which)).sum();
      if (nulls > 0) {
        throw NDArrayException.of(
            ErrorCode.FORMAT,
            "Cannot read %s: column '%s' has %d rows without a value",
            path,
            columns.get(column),
            nulls);
      }
    }
  }

  @Override
  public DType dtype() {
    return dtype;
  }

  @Override
  public Shape shape() {
    return Shape.of(firstRows[files.size()], columns.size());
  }

  @Override
  public String name() {
    return path;
  }

  /** The same columns of the same files are one source. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ParquetTable that
        && dtype == that.dtype
        && columns.equals(that.columns)
        && files.equals(that.files);
  }

  @Override
  public int hashCode() {
    return 31 * columns.hashCode() + files.hashCode();
  }

  @Override
  public void read(Box region, ByteBuffer target) {
    ByteBuffer elements = target.slice().order(ByteOrder.LITTLE_ENDIAN);
    int rowBytes = Math.toIntExact(region.extent(1) * dtype.itemSize());
    long end = region.origin(0) + region.extent(0);
    int found = Arrays.binarySearch(firstRows, 0, files.size(), region.origin(0));
    for (int file = found < 0 ? -found - 2 : found;
        file < files.size() && firstRows[file] < end;
        file++) {
      long from = Math.max(region.origin(0), firstRows[file]);
      long to = Math.min(end, firstRows[file + 1]);
      if (from < to) {
        int at = Math.toIntExact((from - region.origin(0)) * rowBytes);
        readFile(
            files.get(file), from - firstRows[file], to - firstRows[file], region, elements, at);
      }
    }
  }

  /** Reads rows of one file to their place in the region's elements. */
  private void readFile(
      ParquetFooter file, long from, long to, Box region, ByteBuffer elements, int at) {
    int itemSize = dtype.itemSize();
    int rowBytes = Math.toIntExact(region.extent(1) * itemSize);
    try (ParquetColumns reader = ParquetColumns.open(file.location(), hadoop.value())) {
      Map<String, NumberCells> cells = new LinkedHashMap<>();
      for (int c = 0; c < region.extent(1); c++) {
        String column = columns.get(Math.toIntExact(region.origin(1)) + c);
        cells.put(column, new NumberCells(dtype, elements, at + c * itemSize, rowBytes));
      }
      reader.read(from, to, cells);
    } catch (IOException e) {
      throw HadoopFiles.cannot("read", path, e);
    }
  }
}
