package io.github.sparkndarray.sql.row;

import io.github.sparkndarray.dtype.DType;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a row gives to an expression.
 *
 * @param name its name there
 * @param dtype the dtype of its elements
 * @param rank 0 for a number, 1 for an array, 2 for an array of arrays
 * @param constant the value of a number that is the same in all rows, and may be part of the code
 */
public record RowOperand(String name, DType dtype, int rank, @Nullable Double constant)
    implements Serializable {}
