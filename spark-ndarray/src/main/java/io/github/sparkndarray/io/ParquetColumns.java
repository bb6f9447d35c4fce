package io.github.sparkndarray.io;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.HadoopReadOptions;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.DummyRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.internal.filter2.columnindex.RowRanges;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** Reads rows of single columns of an open Parquet file, and no pages but theirs. */
final class ParquetColumns implements AutoCloseable {
  /** Footers, which are read again and again by tasks of one JVM, for as long as there is room. */
  private static final Map<Version, SoftReference<ParquetMetadata>> FOOTERS =
      new ConcurrentHashMap<>();

  private record Version(String location, long length) {}

  private final String location;
  private final ParquetFileReader reader;
  private final MessageType schema;

  private ParquetColumns(String location, ParquetFileReader reader) {
    this.location = location;
    this.reader = reader;
    this.schema = reader.getFileMetaData().getSchema();
  }

  static ParquetColumns open(String location, Configuration hadoop) throws IOException {
    HadoopInputFile file = HadoopInputFile.fromPath(new Path(location), hadoop);
    ParquetReadOptions options = HadoopReadOptions.builder(hadoop).build();
    Version version = new Version(location, file.getLength());
    SoftReference<ParquetMetadata> known = FOOTERS.get(version);
    ParquetMetadata footer = known == null ? null : known.get();
    if (footer != null) {
      return new ParquetColumns(
          location, ParquetFileReader.open(file, footer, options, file.newStream()));
    }
    ParquetFileReader reader = ParquetFileReader.open(file, options);
    FOOTERS.values().removeIf(reference -> reference.get() == null);
    FOOTERS.put(version, new SoftReference<>(reader.getFooter()));
    return new ParquetColumns(location, reader);
  }

  /** The row groups, in order. */
  List<BlockMetaData> rowGroups() {
    return reader.getRowGroups();
  }

  MessageType schema() {
    return schema;
  }

  /**
   * Reads some rows of some columns.
   *
   * @param from the first row of the file that is wanted
   * @param to the row after the last
   * @param cells where the numbers go, by column
   */
  void read(long from, long to, Map<String, NumberCells> cells) throws IOException {
    List<Type> types = new ArrayList<>();
    cells.keySet().forEach(column -> types.add(schema.getType(column)));
    MessageType wanted = new MessageType(schema.getName(), types);
    reader.setRequestedSchema(wanted);
    long first = 0;
    for (int group = 0; group < rowGroups().size() && first < to; group++) {
      long rows = rowGroups().get(group).getRowCount();
      if (first + rows > from) {
        read(wanted, group, Math.max(0, from - first), Math.min(rows, to - first), cells);
      }
      first += rows;
    }
  }

  /** Reads some rows of one row group. */
  private void read(
      MessageType wanted, int group, long from, long to, Map<String, NumberCells> cells)
      throws IOException {
    long rows = rowGroups().get(group).getRowCount();
    Optional<OffsetIndex> index =
        from == 0 && to == rows ? Optional.empty() : offsetIndex(group, cells.keySet());
    long start = 0;
    PageReadStore pages;
    if (index.isEmpty()) {
      pages = reader.readRowGroup(group);
    } else {
      OffsetIndex of = index.get();
      int[] needed =
          IntStream.range(0, of.getPageCount())
              .filter(p -> of.getFirstRowIndex(p) < to && of.getLastRowIndex(p, rows) >= from)
              .toArray();
      // Of the other columns, all pages that have rows of these, and of their rows these alone.
      start = of.getFirstRowIndex(needed[0]);
      RowRanges ranges = RowRanges.create(rows, IntStream.of(needed).iterator(), of);
      pages = reader.readFilteredRowGroup(group, ranges);
    }
    try (pages) {
      ColumnReadStoreImpl columns =
          new ColumnReadStoreImpl(
              pages,
              new DummyRecordConverter(wanted).getRootConverter(),
              wanted,
              reader.getFileMetaData().getCreatedBy());
      for (ColumnDescriptor column : wanted.getColumns()) {
        NumberCells own = Objects.requireNonNull(cells.get(column.getPath()[0]));
        decode(columns.getColumnReader(column), from - start, to - from, own);
      }
    }
  }

  /** Where the pages of one of some columns are; nothing if that is not known of all of them. */
  private Optional<OffsetIndex> offsetIndex(int group, Iterable<String> columns)
      throws IOException {
    OffsetIndex index = null;
    for (String column : columns) {
      index = reader.readOffsetIndex(chunk(rowGroups().get(group), column));
      if (index == null) {
        return Optional.empty();
      }
    }
    return Optional.ofNullable(index);
  }

  private static ColumnChunkMetaData chunk(BlockMetaData block, String column) throws IOException {
    for (ColumnChunkMetaData chunk : block.getColumns()) {
      if (chunk.getPath().size() == 1 && chunk.getPath().toDotString().equals(column)) {
        return chunk;
      }
    }
    throw new IOException("a row group has no column '" + column + "'");
  }

  private void decode(ColumnReader values, long skipped, long count, NumberCells cells)
      throws IOException {
    for (long i = 0; i < skipped; i++) {
      values.skip();
      values.consume();
    }
    ColumnDescriptor column = values.getDescriptor();
    String name = column.getPath()[0];
    int present = column.getMaxDefinitionLevel();
    for (long i = 0; i < count; i++) {
      if (values.getCurrentDefinitionLevel() < present) {
        throw new IOException(location + " has a row without a value in column '" + name + "'");
      }
      switch (column.getPrimitiveType().getPrimitiveTypeName()) {
        case BOOLEAN -> cells.put(values.getBoolean() ? 1L : 0L);
        case INT32 -> cells.put((long) values.getInteger());
        case INT64 -> cells.put(values.getLong());
        case FLOAT -> cells.put((double) values.getFloat());
        case DOUBLE -> cells.put(values.getDouble());
        default -> throw new IOException(location + " has no numbers in column '" + name + "'");
      }
      values.consume();
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
