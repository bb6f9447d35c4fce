package io.github.sparkndarray.sql;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.AttributeSet$;

/**
 * One row for each of the left side, unless the right side has none: the best row of the right side
 * and its value. Where no row has a value, the columns are null.
 *
 * @param measure of the vectors of both sides
 * @param ascending whether the least value is the best
 * @param value the column of the value, after those of the right side
 */
record BestSpec(PairMeasure measure, boolean ascending, Attribute value) implements PairSpec {

  @Override
  public String nodeName() {
    return "NDArrayBestOfCrossJoin";
  }

  @Override
  public List<Attribute> rightOutput(List<Attribute> right) {
    List<Attribute> columns = new ArrayList<>(PairSpec.nullable(right));
    columns.add(value);
    return columns;
  }

  @Override
  public AttributeSet produced() {
    return AttributeSet$.MODULE$.apply(value);
  }

  @Override
  public PairSearch search(VectorTable table, int rightColumns) {
    return new BestRow(this, table, rightColumns);
  }

  @Override
  public String toString() {
    return "%s %s AS %s".formatted(ascending ? "least" : "greatest", measure.sqlName(), value);
  }
}
