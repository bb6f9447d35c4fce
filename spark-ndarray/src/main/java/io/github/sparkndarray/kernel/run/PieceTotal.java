package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.kernel.Partial;
import io.github.sparkndarray.kernel.Partials;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A contraction's result for a block, which is made part by part of its parallel axes, each from
 * piece after piece of the reduced ones.
 */
abstract class PieceTotal {
  /**
   * @param parallel the block's parallel shape
   * @param whole whether the block has the whole of the reduced axes
   */
  static PieceTotal of(Output output, Shape parallel, boolean whole) {
    DType dtype = output.body().dtype();
    Reduction reduction = output.reducing();
    return reduction == Reduction.SUM && dtype.isFloat()
        ? new PieceSums(dtype, parallel, whole)
        : new Merged(reduction, dtype, parallel);
  }

  /** What it keeps beside its state while parts are made, in bytes. */
  abstract long scratchBytes();

  /** What {@link #scratchBytes} is at most for parts of so many elements. */
  static long scratchBytes(Output output, long elements) {
    DType dtype = output.body().dtype();
    return output.reducing() == Reduction.SUM && dtype.isFloat()
        ? PieceSums.scratchBytes(dtype, elements)
        : Merged.COPIES * elements * Merged.stateDType(output.reducing(), dtype).itemSize();
  }

  /** Takes the result of the current part over the next piece; it is not kept. */
  abstract void add(HostArray piece);

  /** All pieces of a part, a box within the parallel shape, have been added. */
  abstract void endPart(Box part);

  abstract Partial partial();

  /** The C-ordered position in an array of each row of a box of it, in order. */
  static long[] rowStarts(Shape array, Box box) {
    int last = array.rank() - 1;
    long rowLength = last < 0 ? 1 : box.extent(last);
    long[] strides = array.strides();
    long[] starts = new long[Math.toIntExact(box.shape().size() / Math.max(1, rowLength))];
    for (int row = 0; row < starts.length; row++) {
      long rest = row;
      long start = last < 0 ? 0 : box.origin(last);
      for (int axis = last - 1; axis >= 0; axis--) {
        start += (box.origin(axis) + rest % box.extent(axis)) * strides[axis];
        rest /= box.extent(axis);
      }
      starts[row] = start;
    }
    return starts;
  }

  /** All but floating sums: the states are the results themselves, products in float64. */
  private static final class Merged extends PieceTotal {
    /** A part, what a piece adds to it, and what comes of that. */
    private static final int COPIES = 3;

    private final Reduction reduction;
    private final DType dtype;
    private final HostArray state;
    private @Nullable Partial part;
    private long partBytes;

    Merged(Reduction reduction, DType dtype, Shape parallel) {
      this.reduction = reduction;
      this.dtype = dtype;
      this.state = HostArray.allocate(stateDType(reduction, dtype), parallel);
    }

    private static DType stateDType(Reduction reduction, DType dtype) {
      return reduction == Reduction.PROD && dtype.isFloat() ? DType.FLOAT64 : dtype;
    }

    @Override
    long scratchBytes() {
      return COPIES * partBytes;
    }

    @Override
    void add(HostArray piece) {
      Partial next = new Partial(reduction, dtype, List.of(copy(piece)));
      partBytes = Math.max(partBytes, next.bytes());
      part = part == null ? next : Partials.merge(part, next);
    }

    private HostArray copy(HostArray piece) {
      HostArray copy = HostArray.allocate(state.dtype(), piece.shape());
      ByteBuffer to = copy.writableBuffer();
      if (copy.dtype() == piece.dtype()) {
        to.put(piece.buffer());
        return copy;
      }
      for (int i = 0; i < piece.size(); i++) {
        to.putDouble(piece.getDouble(i));
      }
      return copy;
    }

    @Override
    void endPart(Box box) {
      if (part == null) {
        throw new IllegalStateException("no piece");
      }
      ByteBuffer from = part.state().get(0).buffer();
      ByteBuffer to = state.writableBuffer();
      int size = state.dtype().itemSize();
      long[] starts = rowStarts(state.shape(), box);
      int bytes = from.remaining() / Math.max(1, starts.length);
      for (int row = 0; row < starts.length; row++) {
        to.put((int) starts[row] * size, from, row * bytes, bytes);
      }
      part = null;
    }

    @Override
    Partial partial() {
      return new Partial(reduction, dtype, List.of(state));
    }
  }
}
