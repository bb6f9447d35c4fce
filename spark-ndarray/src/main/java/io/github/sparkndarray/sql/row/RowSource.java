package io.github.sparkndarray.sql.row;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.ArraySource;
import io.github.sparkndarray.shape.Shape;

/** An operand of a row as a leaf of an expression. */
record RowSource(int position, DType dtype, Shape shape, String name) implements ArraySource {}
