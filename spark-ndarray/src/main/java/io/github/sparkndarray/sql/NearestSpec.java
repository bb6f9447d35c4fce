package io.github.sparkndarray.sql;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Which rows a nearest join takes.
 *
 * @param measure of the vectors of both sides
 * @param k how many rows of the right side for each of the left
 * @param ascending whether the least values are the best
 * @param outer whether left rows without a match stay
 */
public record NearestSpec(VectorMeasure measure, int k, boolean ascending, boolean outer)
    implements Serializable {
  /** The columns of both sides; the right ones are null where a left row has no match. */
  Seq<Attribute> output(Seq<Attribute> left, Seq<Attribute> right) {
    List<Attribute> columns = new ArrayList<>(CollectionConverters.asJava(left));
    for (Attribute column : CollectionConverters.asJava(right)) {
      columns.add(outer ? column.withNullability(true) : column);
    }
    return CollectionConverters.asScala(columns).toSeq();
  }

  @Override
  public String toString() {
    return "%d %s by %s%s"
        .formatted(k, ascending ? "least" : "greatest", measure.name, outer ? ", left outer" : "");
  }
}
