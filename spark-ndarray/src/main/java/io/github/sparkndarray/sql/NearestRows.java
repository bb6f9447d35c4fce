package io.github.sparkndarray.sql;

import io.github.sparkndarray.sql.row.RowArrays;
import java.util.Arrays;
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
final class NearestRows {
  private static final int TILE = 1024;

  private final VectorMeasure measure;
  private final VectorTable table;
  private final int k;
  private final boolean ascending;
  private final float[] values = new float[TILE];
  private final Function2<Object, Object, Object> order;
  private Object[] positions = {};
  private Object[] ranks = {};
  private byte[] heap = {};

  /** The worst rank of a full heap; NaN, which is better than nothing, of one that is not. */
  private float worst = Float.NaN;

  NearestRows(VectorMeasure measure, VectorTable table, int k, boolean ascending) {
    this.measure = measure;
    this.table = table;
    this.k = Math.min(k, Math.max(1, table.size()));
    this.ascending = ascending;
    this.order =
        new AbstractFunction2<>() {
          @Override
          public Object apply(Object a, Object b) {
            int compared = SQLOrderingUtil.compareFloats((Float) a, (Float) b);
            return ascending ? -compared : compared;
          }
        };
  }

  /** The positions of the best rows, the best first. */
  int[] nearest(ArrayData vector) {
    clear();
    float[] a = table.isRagged() ? null : floats(vector);
    if (a != null) {
      insertAll(a);
    } else {
      insertOneByOne(vector);
    }
    merge();
    return sorted();
  }

  private void clear() {
    positions = new Object[k];
    ranks = new Object[k];
    heap = new byte[(k + 1) * Integer.BYTES];
    worst = Float.NaN;
  }

  /** The elements; null where Spark has to say what is wrong, or that there is no value. */
  private float @Nullable [] floats(ArrayData vector) {
    boolean isPlain = vector.numElements() == table.width() && !RowArrays.hasNull(vector);
    return isPlain ? vector.toFloatArray() : null;
  }

  private void insertAll(float[] a) {
    for (int from = 0; from < table.size(); from += TILE) {
      int count = Math.min(TILE, table.size() - from);
      measure.values(a, table, from, count, values);
      for (int j = 0; j < count; j++) {
        // Also where either is NaN.
        boolean mayBeBetter = ascending ? !(values[j] >= worst) : !(values[j] <= worst);
        if (mayBeBetter && !measure.isNull(a, table, from + j)) {
          insert(from + j, values[j]);
        }
      }
    }
  }

  private void insertOneByOne(ArrayData vector) {
    for (int j = 0; j < table.size(); j++) {
      Float value = measure.value(vector, table.vector(j));
      if (value != null) {
        insert(j, value);
      }
    }
  }

  private void insert(int position, float rank) {
    MaxMinByKHeap$.MODULE$.insert(position, rank, k, positions, ranks, heap, order);
    int size = MaxMinByKHeap$.MODULE$.getSize(heap);
    worst = size < k ? Float.NaN : (Float) ranks[MaxMinByKHeap$.MODULE$.getIdx(heap, 0)];
  }

  private void merge() {
    Object[] partialPositions = positions;
    Object[] partialRanks = ranks;
    byte[] partial = heap;
    clear();
    for (int i = 0; i < MaxMinByKHeap$.MODULE$.getSize(partial); i++) {
      int at = MaxMinByKHeap$.MODULE$.getIdx(partial, i);
      insert((Integer) partialPositions[at], (Float) partialRanks[at]);
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
