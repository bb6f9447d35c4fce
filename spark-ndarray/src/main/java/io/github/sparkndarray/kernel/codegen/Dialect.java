package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.dtype.DType;
import java.util.List;

/** How the values of a stage are written in Java: as scalars or as vectors. */
interface Dialect {
  /** The type of a variable that holds values of a dtype. */
  String type(DType dtype);

  /** The values of an array from an index on. */
  String load(DType dtype, String array, String index);

  /** The type of memory that is no array of the values' own type. */
  String memoryType();

  /** The values of such memory, from a byte offset on. */
  String loadFrom(DType dtype, String memory, String offset);

  /** The statement that puts values into an array from an index on. */
  String store(DType dtype, String value, String array, String index);

  /** The statement that puts values into memory that is no array, from a byte offset on. */
  String storeTo(DType dtype, String value, String memory, String offset);

  /** One value for all lanes. */
  String splat(DType dtype, String scalar);

  /** The expression of an APPLY or CAST node over its arguments. */
  String compute(Node node, List<String> arguments);

  /** {@code x * y + sum}, rounded once. */
  String fma(String x, String y, String sum);

  /** What remains of {@code sum + lost}: see {@code Sums.total}. */
  String total(DType dtype, String sum, String lost);

  /** How many values there are side by side. */
  int lanes();

  /** How far the tile index moves in one step: a Java expression. */
  String step();
}
