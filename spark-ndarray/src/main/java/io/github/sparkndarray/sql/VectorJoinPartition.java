package io.github.sparkndarray.sql;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.util.ArrayData;
import scala.jdk.javaapi.CollectionConverters;

/** What one task of a join of vectors does: the pairs of each left row, one row after the other. */
final class VectorJoinPartition implements FlatMapFunction<Iterator<InternalRow>, InternalRow> {
  private static final long serialVersionUID = 1L;

  private final Broadcast<VectorTable> broadcast;
  private final PairSpec spec;
  private final Expression vector;
  private final List<Attribute> columns;
  private final int rightColumns;

  VectorJoinPartition(
      Broadcast<VectorTable> broadcast,
      PairSpec spec,
      Expression vector,
      List<Attribute> leftOutput,
      List<Attribute> rightOutput) {
    this.broadcast = broadcast;
    this.spec = spec;
    this.vector = vector;
    this.columns = new ArrayList<>(leftOutput);
    this.rightColumns = rightOutput.size();
    columns.addAll(spec.rightOutput(rightOutput));
  }

  @Override
  public Iterator<InternalRow> call(Iterator<InternalRow> left) {
    VectorTable table = broadcast.value();
    PairSearch search = spec.search(table, rightColumns);
    scala.collection.immutable.Seq<Attribute> all = CollectionConverters.asScala(columns).toSeq();
    @SuppressWarnings({"unchecked", "rawtypes"})
    UnsafeProjection project = UnsafeProjection.create((scala.collection.immutable.Seq) all, all);
    return new Pairs(left, search, project);
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
