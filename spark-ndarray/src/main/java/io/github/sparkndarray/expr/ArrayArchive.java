package io.github.sparkndarray.expr;

import java.util.List;

/** Arrays in one file, by their names: an npz file. */
public interface ArrayArchive {
  /** The file's path, as it was given. */
  String path();

  /** The names of the arrays, in the file's order. */
  List<String> names();

  /**
   * One of the arrays, whose header is read now, and whose elements later.
   *
   * @param name one of {@link #names}
   */
  Expr array(String name);
}
