package io.github.sparkndarray.io;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the rows of a table are called that an array was made of.
 *
 * @param name the column that has the ids
 * @param count how many rows there are
 * @param ids each row's position along the array's first axis, and its id: columns {@link
 *     #POSITION} and {@link #ID}
 */
public record RowIndex(String name, long count, Dataset<Row> ids) {
  public static final String POSITION = "__position";
  public static final String ID = "__id";
}
