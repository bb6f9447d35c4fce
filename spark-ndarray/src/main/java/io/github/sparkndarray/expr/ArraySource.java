package io.github.sparkndarray.expr;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.shape.Shape;

/** An array that lies somewhere outside the expression: in a file, or in a cluster's cache. */
public interface ArraySource {
  DType dtype();

  Shape shape();

  /** How plans and errors name it, for example the file's path. */
  String name();
}
