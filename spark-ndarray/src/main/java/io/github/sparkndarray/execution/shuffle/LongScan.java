package io.github.sparkndarray.execution.shuffle;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.io.MappedIterator;
import java.util.List;
import scala.Tuple2;

/**
 * Running totals of rows that several chunks have: the totals of chunks come to the driver, which
 * tells each chunk what comes before it.
 */
final class LongScan {
  private LongScan() {}

  static FlatArray of(FlatArray x, Reduction reduction, long row) {
    FlatGrid grid = x.grid();
    DType dtype = x.dtype();
    List<Tuple2<Long, Number>> totals =
        x.chunks().mapValues(chunk -> RunningTotals.total(chunk, reduction)).collect();
    Number[] before = new Number[Math.toIntExact(grid.size())];
    totals.forEach(total -> before[Math.toIntExact(total._1())] = total._2());
    accumulate(before, grid, reduction, row, dtype);
    return new FlatArray(
        dtype,
        grid,
        x.chunks()
            .mapPartitionsToPair(
                chunks -> new MappedIterator<>(chunks, chunk -> scanned(chunk, before, reduction)),
                true));
  }

  private static Tuple2<Long, HostArray> scanned(
      Tuple2<Long, HostArray> chunk, Number[] before, Reduction reduction) {
    HostArray elements = chunk._2();
    Number carry = before[Math.toIntExact(chunk._1())];
    return new Tuple2<>(chunk._1(), RunningTotals.of(elements, reduction, carry));
  }

  /** Puts what comes before a chunk in its row in place of the chunk's total; null for nothing. */
  private static void accumulate(
      Number[] totals, FlatGrid grid, Reduction reduction, long row, DType dtype) {
    Number running = null;
    for (int chunk = 0; chunk < totals.length; chunk++) {
      Number own = totals[chunk];
      if (grid.start(chunk) % row == 0) {
        running = null;
      }
      totals[chunk] = running;
      running = running == null ? own : RunningTotals.combine(running, own, reduction, dtype);
    }
  }
}
