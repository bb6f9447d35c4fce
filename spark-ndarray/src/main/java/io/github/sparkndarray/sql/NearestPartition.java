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
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.util.ArrayData;
import scala.jdk.javaapi.CollectionConverters;

/** What one task of a nearest join does: pairs for each left row, one after the other. */
final class NearestPartition implements FlatMapFunction<Iterator<InternalRow>, InternalRow> {
  private static final long serialVersionUID = 1L;
  private static final int[] NONE = {};

  private final Broadcast<VectorTable> broadcast;
  private final NearestSpec spec;
  private final Expression vector;
  private final List<Attribute> columns;
  private final int rightColumns;

  NearestPartition(
      Broadcast<VectorTable> broadcast,
      NearestSpec spec,
      Expression vector,
      List<Attribute> leftOutput,
      List<Attribute> rightOutput) {
    this.broadcast = broadcast;
    this.spec = spec;
    this.vector = vector;
    this.columns = new ArrayList<>(leftOutput);
    this.rightColumns = rightOutput.size();
    for (Attribute attribute : rightOutput) {
      columns.add(attribute.withNullability(true));
    }
  }

  @Override
  public Iterator<InternalRow> call(Iterator<InternalRow> left) {
    VectorTable table = broadcast.value();
    NearestRows rows = new NearestRows(spec.measure(), table, spec.k(), spec.ascending());
    scala.collection.immutable.Seq<Attribute> all = CollectionConverters.asScala(columns).toSeq();
    @SuppressWarnings({"unchecked", "rawtypes"})
    UnsafeProjection project = UnsafeProjection.create((scala.collection.immutable.Seq) all, all);
    return new Pairs(left, table, rows, project);
  }

  private final class Pairs implements Iterator<InternalRow> {
    private final Iterator<InternalRow> left;
    private final VectorTable table;
    private final NearestRows rows;
    private final UnsafeProjection project;
    private final JoinedRow joined = new JoinedRow();
    private final InternalRow noMatch = new GenericInternalRow(rightColumns);
    private int[] matches = NONE;
    private int next;
    private boolean unmatched;

    Pairs(
        Iterator<InternalRow> left, VectorTable table, NearestRows rows, UnsafeProjection project) {
      this.left = left;
      this.table = table;
      this.rows = rows;
      this.project = project;
    }

    @Override
    public boolean hasNext() {
      while (next >= matches.length && !unmatched && left.hasNext()) {
        InternalRow row = left.next();
        joined.withLeft(row);
        ArrayData of = (ArrayData) vector.eval(row);
        matches = of == null ? NONE : rows.nearest(of);
        next = 0;
        unmatched = spec.outer() && matches.length == 0;
      }
      return next < matches.length || unmatched;
    }

    @Override
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      InternalRow right = unmatched ? noMatch : table.row(matches[next++]);
      unmatched = false;
      return project.apply(joined.withRight(right));
    }
  }
}
