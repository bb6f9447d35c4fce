package io.github.sparkndarray.sql;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.aggregate.MaxMinByKHeap$;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.SQLOrderingUtil;
import org.jspecify.annotations.Nullable;
import scala.Function2;
import scala.runtime.AbstractFunction2;

/**
 * The k best rows of a table for one vector after the other. Ties and their order are those of the
 * aggregation that Spark rewrites {@code NEAREST BY} to: rows go into its heap in their order, its
 * partial result goes into another heap, and that is sorted. What is not better than the worst row
 * of a full heap would not change it, and does not get there.
 */
final class NearestRows extends PairSearch {
  private final VectorTable table;
  private final PairValues pairs;
  private final int k;
  private final boolean ascending;
  private final boolean outer;
  private final InternalRow noRow;
  private final Function2<Object, Object, Object> order;
  private Object[] positions = {};
  private Object[] ranks = {};
  private byte[] heap = {};

  /** The worst rank of a full heap: what is no better would not change it. */
  private final Limit limit;

  /** The best rows of the row at hand, the best first. */
  private int[] found = {};

  NearestRows(NearestSpec spec, VectorTable table, int rightColumns) {
    this.table = table;
    this.pairs = spec.measure().over(table);
    this.k = Math.min(spec.k(), Math.max(1, table.size()));
    this.ascending = spec.ascending();
    this.outer = spec.outer();
    this.limit = spec.ascending() ? Limit.above() : Limit.below();
    this.noRow = new GenericInternalRow(rightColumns);
    this.order =
        new AbstractFunction2<>() {
          @Override
          public Object apply(Object a, Object b) {
            int compared = SQLOrderingUtil.compareDoubles((Double) a, (Double) b);
            return ascending ? -compared : compared;
          }
        };
  }

  @Override
  int find(@Nullable ArrayData vector) {
    clear();
    if (vector != null) {
      pairs.forEach(vector, limit, this::insert);
    }
    merge();
    found = sorted();
    return outer ? Math.max(1, found.length) : found.length;
  }

  @Override
  InternalRow right(int i) {
    return i < found.length ? table.row(found[i]) : noRow;
  }

  private void clear() {
    positions = new Object[k];
    ranks = new Object[k];
    heap = new byte[(k + 1) * Integer.BYTES];
    limit.clear();
  }

  private void insert(int position, double rank) {
    MaxMinByKHeap$.MODULE$.insert(position, rank, k, positions, ranks, heap, order);
    if (MaxMinByKHeap$.MODULE$.getSize(heap) == k) {
      limit.at((Double) ranks[MaxMinByKHeap$.MODULE$.getIdx(heap, 0)]);
    }
  }

  private void merge() {
    Object[] partialPositions = positions;
    Object[] partialRanks = ranks;
    byte[] partial = heap;
    clear();
    for (int i = 0; i < MaxMinByKHeap$.MODULE$.getSize(partial); i++) {
      int at = MaxMinByKHeap$.MODULE$.getIdx(partial, i);
      insert((Integer) partialPositions[at], (Double) partialRanks[at]);
    }
  }

  private int[] sorted() {
    int size = MaxMinByKHeap$.MODULE$.getSize(heap);
    Integer[] slots = new Integer[size];
    for (int i = 0; i < size; i++) {
      slots[i] = i;
    }
    Arrays.sort(slots, (a, b) -> -(Integer) order.apply(ranks[a], ranks[b]));
    int[] best = new int[size];
    for (int i = 0; i < size; i++) {
      best[i] = (Integer) positions[slots[i]];
    }
    return best;
  }
}
