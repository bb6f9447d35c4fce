package io.github.sparkndarray.execution.shuffle;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Reduction;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The sums, products or extremes of what comes up to each element of rows. A row of several chunks
 * is added up chunk by chunk, and each chunk's totals go on from those of the chunks before it: so
 * floating totals have the same bits wherever chunks are.
 */
final class RunningTotals {
  private final HostArray x;
  private final ByteBuffer from;
  private final Reduction reduction;
  private final boolean sum;

  RunningTotals(HostArray x, Reduction reduction) {
    this.x = x;
    this.from = x.buffer();
    this.reduction = reduction;
    this.sum = reduction == Reduction.SUM;
  }

  /**
   * The totals along each row of an array of whole rows.
   *
   * @param step how many elements of a row are a chunk: all, where a chunk has whole rows
   */
  static HostArray of(HostArray x, int row, int step, Reduction reduction) {
    HostArray totals = HostArray.allocate(x.dtype(), x.shape());
    ByteBuffer to = totals.writableBuffer();
    RunningTotals scan = new RunningTotals(x, reduction);
    for (int start = 0; start < x.size(); start += row) {
      Number before = null;
      for (int at = start; at < start + row; at += step) {
        int end = Math.min(start + row, at + step);
        Number total = scan.scan(at, end, before, to);
        if (end < start + row) {
          before =
              before == null
                  ? total
                  : combine(before, scan.scan(at, end, null, null), reduction, x.dtype());
        }
      }
    }
    return totals;
  }

  /**
   * The totals along a chunk of a row.
   *
   * @param before the total of the chunks before it; null for none
   */
  static HostArray of(HostArray chunk, Reduction reduction, @Nullable Number before) {
    HostArray totals = HostArray.allocate(chunk.dtype(), chunk.shape());
    new RunningTotals(chunk, reduction).scan(0, chunk.size(), before, totals.writableBuffer());
    return totals;
  }

  /** The total of a chunk of a row. */
  static Number total(HostArray chunk, Reduction reduction) {
    return new RunningTotals(chunk, reduction).scan(0, chunk.size(), null, null);
  }

  /** The total of two parts of a row. */
  static Number combine(Number a, Number b, Reduction reduction, DType dtype) {
    if (dtype.isFloat()) {
      return reduction == Reduction.SUM
          ? a.doubleValue() + b.doubleValue()
          : next(reduction, a.doubleValue(), b.doubleValue());
    }
    long whole =
        reduction == Reduction.SUM
            ? a.longValue() + b.longValue()
            : next(reduction, a.longValue(), b.longValue());
    return dtype == DType.INT32 ? (long) (int) whole : whole;
  }

  /**
   * The total of a part of a row, and of what comes before it; the first of a row is the element
   * itself, -0.0 too.
   *
   * @param to receives what comes up to each element; null where only the total is asked for
   */
  private Number scan(int start, int end, @Nullable Number before, @Nullable ByteBuffer to) {
    return switch (x.dtype()) {
      case FLOAT64 -> {
        double total = 0;
        for (int i = start; i < end; i++) {
          double element = from.getDouble(8 * i);
          total =
              i > start
                  ? next(total, element)
                  : before == null ? element : next(before.doubleValue(), element);
          if (to != null) {
            to.putDouble(8 * i, total);
          }
        }
        yield total;
      }
      case FLOAT32 -> {
        float total = 0;
        for (int i = start; i < end; i++) {
          float element = from.getFloat(4 * i);
          total =
              i > start
                  ? next(total, element)
                  : before == null ? element : next(before.floatValue(), element);
          if (to != null) {
            to.putFloat(4 * i, total);
          }
        }
        yield (double) total;
      }
      case INT64 -> {
        long total = before == null ? first(Long.MIN_VALUE, Long.MAX_VALUE) : before.longValue();
        for (int i = start; i < end; i++) {
          total = next(total, from.getLong(8 * i));
          if (to != null) {
            to.putLong(8 * i, total);
          }
        }
        yield total;
      }
      default -> {
        int total =
            before == null ? (int) first(Integer.MIN_VALUE, Integer.MAX_VALUE) : before.intValue();
        for (int i = start; i < end; i++) {
          total = (int) next(total, from.getInt(4 * i));
          if (to != null) {
            to.putInt(4 * i, total);
          }
        }
        yield (long) total;
      }
    };
  }

  /** What changes no integer. */
  private long first(long least, long greatest) {
    return switch (reduction) {
      case SUM -> 0;
      case PROD -> 1;
      case MIN -> greatest;
      default -> least;
    };
  }

  // Sums are told apart first, so that their loops have no switch.

  private double next(double total, double element) {
    return sum ? total + element : next(reduction, total, element);
  }

  private float next(float total, float element) {
    return sum
        ? total + element
        : reduction == Reduction.PROD
            ? total * element
            : (float) next(reduction, (double) total, (double) element);
  }

  private long next(long total, long element) {
    return sum ? total + element : next(reduction, total, element);
  }

  /** NaN stays; of equals the second is taken, as by NumPy. */
  private static double next(Reduction reduction, double total, double element) {
    return switch (reduction) {
      case PROD -> total * element;
      case MIN -> total < element || Double.isNaN(total) ? total : element;
      default -> total > element || Double.isNaN(total) ? total : element;
    };
  }

  private static long next(Reduction reduction, long total, long element) {
    return switch (reduction) {
      case PROD -> total * element;
      case MIN -> Math.min(total, element);
      default -> Math.max(total, element);
    };
  }
}
