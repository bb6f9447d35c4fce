package io.github.sparkndarray.io;

import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * What a Parquet file's footer says about the columns that are wanted of it.
 *
 * @param location the file as every machine of the cluster finds it
 * @param rows how many rows it has
 * @param nullCounts how many rows have no value, for each column; -1 where the footer does not say
 */
record ParquetFooter(String location, long rows, List<Long> nullCounts) implements Serializable {

  /** A column that is wanted, and how Parquet stores numbers of its type. */
  record Wanted(String name, PrimitiveTypeName type) implements Serializable {}

  ParquetFooter {
    nullCounts = List.copyOf(nullCounts);
  }

  /** Whether the footer says all that is needed. */
  boolean knowsNulls() {
    return !nullCounts.contains(-1L);
  }

  long nulls(int column) {
    return nullCounts.get(column);
  }

  /**
   * Reads a footer.
   *
   * @return null counts are empty if the file has not all the columns, or not as they are wanted
   */
  static ParquetFooter read(String location, List<Wanted> columns, Configuration hadoop)
      throws IOException {
    try (ParquetColumns file = ParquetColumns.open(location, hadoop)) {
      long rows = file.rowGroups().stream().mapToLong(BlockMetaData::getRowCount).sum();
      if (!columns.stream().allMatch(column -> has(file.schema(), column))) {
        return new ParquetFooter(location, rows, List.of());
      }
      Long[] nulls = new Long[columns.size()];
      Arrays.setAll(nulls, c -> countNulls(file, columns.get(c).name()));
      return new ParquetFooter(location, rows, List.of(nulls));
    }
  }

  private static boolean has(MessageType schema, Wanted column) {
    if (!schema.containsField(column.name())) {
      return false;
    }
    Type type = schema.getType(column.name());
    // Spark reads 32 unsigned bits as longs.
    boolean unsigned =
        type.getLogicalTypeAnnotation() instanceof IntLogicalTypeAnnotation integer
            && !integer.isSigned()
            && integer.getBitWidth() >= 32;
    return type.isPrimitive()
        && !type.isRepetition(Type.Repetition.REPEATED)
        && !unsigned
        && type.asPrimitiveType().getPrimitiveTypeName() == column.type();
  }

  private static long countNulls(ParquetColumns file, String column) {
    if (file.schema().getType(column).isRepetition(Type.Repetition.REQUIRED)) {
      return 0;
    }
    long nulls = 0;
    for (BlockMetaData group : file.rowGroups()) {
      for (ColumnChunkMetaData chunk : group.getColumns()) {
        if (chunk.getPath().toDotString().equals(column)) {
          Statistics<?> statistics = chunk.getStatistics();
          if (statistics == null || !statistics.isNumNullsSet()) {
            return -1;
          }
          nulls += statistics.getNumNulls();
        }
      }
    }
    return nulls;
  }
}
