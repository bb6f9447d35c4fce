package io.github.sparkndarray.sql;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.util.ArrayData;

/** What a join of vectors goes by: a function of a vector of the left side and one of the right. */
interface PairMeasure extends Serializable {

  /** The function's name in SQL. */
  String sqlName();

  /** Vectors of the right side, of one length and without null elements, as values need them. */
  Serializable pack(List<ArrayData> vectors, int width);

  /** The values of the rows of a table, for one vector after the other; of one task. */
  PairValues over(VectorTable table);
}
