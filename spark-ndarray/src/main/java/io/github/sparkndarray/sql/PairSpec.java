package io.github.sparkndarray.sql;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.AttributeSet$;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** Which rows of the right side a join of vectors takes for each row of the left one. */
sealed interface PairSpec extends Serializable permits NearestSpec, WithinSpec, BestSpec {

  /** Of what the vectors are taken. */
  PairMeasure measure();

  /** The name of the operator in plans. */
  String nodeName();

  /** The columns after those of the left side, given the right side's. */
  List<Attribute> rightOutput(List<Attribute> right);

  /** The columns that neither side has. */
  default AttributeSet produced() {
    return AttributeSet$.MODULE$.empty();
  }

  /** The search of one task in the right side's rows. */
  PairSearch search(VectorTable table, int rightColumns);

  /** The columns of a join. */
  default Seq<Attribute> output(Seq<Attribute> left, Seq<Attribute> right) {
    List<Attribute> columns = new ArrayList<>(CollectionConverters.asJava(left));
    columns.addAll(rightOutput(CollectionConverters.asJava(right)));
    return CollectionConverters.asScala(columns).toSeq();
  }

  /** Columns that are null where there is no row. */
  static List<Attribute> nullable(List<Attribute> columns) {
    List<Attribute> nullable = new ArrayList<>();
    for (Attribute column : columns) {
      nullable.add(column.withNullability(true));
    }
    return nullable;
  }
}
