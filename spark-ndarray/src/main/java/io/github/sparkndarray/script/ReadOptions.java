package io.github.sparkndarray.script;

import java.util.List;

/**
 * How a file is read.
 *
 * @param columns the names of a table's columns, in the order they are to have; empty for all
 */
public record ReadOptions(List<String> columns) {
  /** The whole file as it is. */
  public static final ReadOptions NONE = new ReadOptions(List.of());

  public ReadOptions {
    columns = List.copyOf(columns);
  }
}
