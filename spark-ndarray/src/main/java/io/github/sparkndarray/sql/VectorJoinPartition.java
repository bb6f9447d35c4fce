package io.github.sparkndarray.sql;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.util.ArrayData;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/** What one task of a join of vectors does: the pairs of each left row, one row after the other. */
final class VectorJoinPartition
    extends AbstractFunction1<
        scala.collection.Iterator<InternalRow>, scala.collection.Iterator<InternalRow>>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Broadcast<VectorTable> broadcast;
  private final PairSpec spec;
  private final Expression vector;
  private final List<Attribute> columns;
  private final List<Attribute> wanted;
  private final int rightColumns;

  VectorJoinPartition(
      Broadcast<VectorTable> broadcast,
      PairSpec spec,
      Expression vector,
      List<Attribute> leftOutput,
      List<Attribute> rightOutput,
      List<Attribute> wanted) {
    this.broadcast = broadcast;
    this.spec = spec;
    this.vector = vector;
    this.columns = new ArrayList<>(leftOutput);
    this.wanted = new ArrayList<>(wanted);
    this.rightColumns = rightOutput.size();
    columns.addAll(spec.rightOutput(rightOutput));
  }

  @Override
  public scala.collection.Iterator<InternalRow> apply(scala.collection.Iterator<InternalRow> left) {
    VectorTable table = broadcast.value();
    PairSearch search = spec.search(table, rightColumns);
    Seq<Expression> some = CollectionConverters.asScala(List.<Expression>copyOf(wanted)).toSeq();
    UnsafeProjection project =
        UnsafeProjection.create(some, CollectionConverters.asScala(columns).toSeq());
    return CollectionConverters.asScala(
        new Pairs(CollectionConverters.asJava(left), search, project));
  }

  private final class Pairs implements Iterator<InternalRow> {
    private final Iterator<InternalRow> left;
    private final PairSearch search;
    private final UnsafeProjection project;
    private final JoinedRow joined = new JoinedRow();
    private int count;
    private int next;

    Pairs(Iterator<InternalRow> left, PairSearch search, UnsafeProjection project) {
      this.left = left;
      this.search = search;
      this.project = project;
    }

    @Override
    public boolean hasNext() {
      while (next >= count && left.hasNext()) {
        InternalRow row = left.next();
        joined.withLeft(row);
        count = search.find((ArrayData) vector.eval(row));
        next = 0;
      }
      return next < count;
    }

    @Override
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return project.apply(joined.withRight(search.right(next++)));
    }
  }
}
