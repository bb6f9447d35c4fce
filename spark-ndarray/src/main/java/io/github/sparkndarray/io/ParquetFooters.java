package io.github.sparkndarray.io;

import io.github.sparkndarray.io.ParquetFooter.Wanted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Reads the footers of a table's files: a few on the driver, many by the cluster. */
final class ParquetFooters {
  private static final int ON_DRIVER = 8;

  private ParquetFooters() {}

  static List<ParquetFooter> read(
      SparkSession spark, List<String> files, List<Wanted> columns, HadoopSettings hadoop) {
    if (files.size() <= ON_DRIVER) {
      List<ParquetFooter> footers = new ArrayList<>();
      files.forEach(file -> footers.add(read(file, columns, hadoop)));
      return footers;
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    int tasks = Math.min(files.size() / ON_DRIVER + 1, context.defaultParallelism());
    return context.parallelize(files, tasks).map(file -> read(file, columns, hadoop)).collect();
  }

  private static ParquetFooter read(String file, List<Wanted> columns, HadoopSettings hadoop) {
    try {
      return ParquetFooter.read(file, columns, hadoop.value());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
