package io.github.sparkndarray.sql;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Attribute;

/**
 * The k best rows.
 *
 * @param measure of the vectors of both sides
 * @param k how many rows of the right side for each of the left
 * @param ascending whether the least values are the best
 * @param outer whether left rows without a match stay
 */
record NearestSpec(PairMeasure measure, int k, boolean ascending, boolean outer)
    implements PairSpec {

  @Override
  public String nodeName() {
    return "NDArrayNearestJoin";
  }

  @Override
  public List<Attribute> rightOutput(List<Attribute> right) {
    return outer ? PairSpec.nullable(right) : right;
  }

  @Override
  public PairSearch search(VectorTable table, int rightColumns) {
    return new NearestRows(this, table, rightColumns);
  }

  @Override
  public String toString() {
    return "%d %s by %s%s"
        .formatted(
            k, ascending ? "least" : "greatest", measure.sqlName(), outer ? ", left outer" : "");
  }
}
