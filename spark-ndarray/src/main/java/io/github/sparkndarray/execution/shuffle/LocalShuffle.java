package io.github.sparkndarray.execution.shuffle;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Shuffle;
import io.github.sparkndarray.expr.Shuffled;
import io.github.sparkndarray.kernel.OrderedKeys;
import io.github.sparkndarray.shape.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

/** Shuffles of arrays that are in one place, and what tasks do with rows that are. */
public final class LocalShuffle {
  private LocalShuffle() {}

  /** The bytes that computing a shuffled array takes beside its inputs and itself. */
  public static long scratchBytes(Shuffled node) {
    long elements = node.shape().size();
    if (node.shuffle() instanceof Shuffle.Sort sort) {
      // Keys, where they are put in order, and for positions two arrays of ints.
      return elements * (sort.positions() ? 3 : 2) * Long.BYTES;
    }
    if (node.shuffle() instanceof Shuffle.Select || node.shuffle() instanceof Shuffle.SelectEach) {
      return node.inputs().get(0).shape().size() * Long.BYTES;
    }
    return node.shuffle() instanceof Shuffle.Search
        ? (elements + node.inputs().get(0).shape().size()) * Long.BYTES
        : 0;
  }

  /** The bytes that a task takes for singular values of matrices of so many columns. */
  public static long matrixBytes(int columns) {
    return RowFactor.bytes(columns);
  }

  /**
   * The value of a shuffled array, given its inputs' values.
   *
   * @param chunk how many elements the cluster's chunks are meant to have, by which it adds up
   */
  public static HostArray compute(Shuffled node, List<HostArray> inputs, long chunk) {
    Shuffle shuffle = node.shuffle();
    Shape shape = node.shape();
    if (shuffle instanceof Shuffle.Reshape) {
      return inputs.get(0).reshaped(shape);
    }
    if (shuffle instanceof Shuffle.Concatenate joined) {
      return concatenate(inputs, shape, joined.axis());
    }
    if (shuffle instanceof Shuffle.Take) {
      return take(inputs.get(0), inputs.get(1), shape);
    }
    if (shuffle instanceof Shuffle.Search search) {
      return SortedSearch.of(inputs.get(0)).positions(inputs.get(1), search.right());
    }
    if (shuffle instanceof Shuffle.Nonzero) {
      return nonzero(inputs.get(0), 0, Math.toIntExact(shape.size()));
    }
    if (shuffle instanceof Shuffle.Compress) {
      return compress(inputs.get(0), inputs.get(1), Math.toIntExact(shape.size()));
    }
    if (shuffle instanceof Shuffle.Distinct distinct) {
      return Neighbours.differ(inputs.get(0), null, distinct.equalNan());
    }
    if (shuffle instanceof Shuffle.Scatter) {
      HostArray result = HostArray.wrap(node.dtype(), shape, inputs.get(0).bytes().clone());
      scatter(result, 0, inputs.get(1), inputs.get(2));
      return result;
    }
    if (shuffle instanceof Shuffle.SumAt) {
      return sumsAt(inputs.get(0), inputs.get(1), shape, chunk);
    }
    if (shuffle instanceof Shuffle.SingularValues values) {
      Shape x = inputs.get(0).shape();
      int stack = shape.rank() - 1;
      return MatrixRows.of(x, stack, values.columns(), chunk).values(inputs.get(0), shape);
    }
    if (shuffle instanceof Shuffle.SelectEach) {
      return select(inputs.get(0), inputs.get(1));
    }
    int rowLength = shape.rank() == 0 ? 1 : rowLength(inputs.get(0));
    if (shuffle instanceof Shuffle.Select select) {
      return select(inputs.get(0), rowLength, select.places());
    }
    if (shuffle instanceof Shuffle.Sort sort) {
      return sort(inputs.get(0), rowLength, sort.positions());
    }
    long cut = FlatGrid.of(shape, chunk).chunk();
    int step = (int) (cut % Math.max(1, rowLength) == 0 ? rowLength : cut);
    return RunningTotals.of(inputs.get(0), rowLength, step, ((Shuffle.Scan) shuffle).reduction());
  }

  /** Arrays one after the other along an axis, which make an array of a shape. */
  public static HostArray concatenate(List<HostArray> inputs, Shape shape, int axis) {
    HostArray all = HostArray.allocate(inputs.get(0).dtype(), shape);
    long parts = shape.size() / Math.max(1, shape.sizeFrom(axis));
    int at = 0;
    for (int part = 0; part < parts; part++) {
      for (HostArray input : inputs) {
        int bytes = (int) (input.bytes().length / parts);
        System.arraycopy(input.bytes(), part * bytes, all.bytes(), at, bytes);
        at += bytes;
      }
    }
    return all;
  }

  private static int rowLength(HostArray rows) {
    return (int) rows.shape().extent(rows.shape().rank() - 1);
  }

  /** Rows where indices say. */
  public static HostArray take(HostArray x, HostArray indices, Shape shape) {
    HostArray taken = HostArray.allocate(x.dtype(), shape);
    long rows = x.shape().extent(0);
    int rowBytes = rows == 0 ? 0 : (int) (x.bytes().length / rows);
    ByteBuffer where = indices.buffer();
    if (rowBytes == Long.BYTES) {
      // For so little a copy of its own takes longer than the element.
      ByteBuffer from = x.buffer();
      ByteBuffer to = taken.writableBuffer();
      for (int at = 0; at < taken.bytes().length; at += Long.BYTES) {
        to.putLong(at, from.getLong((int) where.getLong(at) * Long.BYTES));
      }
      return taken;
    }
    for (int i = 0; i < indices.size(); i++) {
      int from = Math.toIntExact(where.getLong(i * Long.BYTES) * rowBytes);
      System.arraycopy(x.bytes(), from, taken.bytes(), i * rowBytes, rowBytes);
    }
    return taken;
  }

  /** The positions of what is true in a part of an array that begins at a position. */
  static HostArray nonzero(HostArray mask, long start, int count) {
    HostArray positions = HostArray.allocate(DType.INT64, Shape.of(count));
    ByteBuffer to = positions.writableBuffer();
    byte[] bytes = mask.bytes();
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != 0) {
        to.putLong(start + i);
      }
    }
    return positions;
  }

  /** The elements where a mask of the same size is true. */
  static HostArray compress(HostArray x, HostArray mask, int count) {
    HostArray kept = HostArray.allocate(x.dtype(), Shape.of(count));
    int itemSize = x.dtype().itemSize();
    byte[] bytes = mask.bytes();
    int to = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != 0) {
        System.arraycopy(x.bytes(), i * itemSize, kept.bytes(), to, itemSize);
        to += itemSize;
      }
    }
    return kept;
  }

  /** Puts elements at their positions into a part of an array that begins at a position. */
  static void scatter(HostArray into, long start, HostArray positions, HostArray values) {
    int itemSize = into.dtype().itemSize();
    for (int i = 0; i < positions.size(); i++) {
      int to = Math.toIntExact((positions.getLong(i) - start) * itemSize);
      System.arraycopy(values.bytes(), i * itemSize, into.bytes(), to, itemSize);
    }
  }

  /** Sums by position as the cluster adds them up: see {@link PositionSums}. */
  private static HostArray sumsAt(HostArray positions, HostArray values, Shape shape, long chunk) {
    HostArray sums = HostArray.allocate(values.dtype(), shape);
    int step = (int) FlatGrid.of(positions.shape(), chunk).chunk();
    if (shape.size() > step) {
      sumAt(sums, 0, positions, values);
      return sums;
    }
    HostArray slots = PositionSums.slots(sums.size());
    for (int from = 0; from < positions.size(); from += step) {
      HostArray own = HostArray.allocate(values.dtype(), shape);
      sumAt(own, 0, positions, values, from, Math.min(positions.size(), from + step));
      sumAt(sums, 0, slots, own);
    }
    return sums;
  }

  /**
   * Adds float64 elements, one after the other, to those at their positions in a part of an array
   * that begins at a position; what belongs elsewhere is left out.
   */
  static void sumAt(HostArray into, long start, HostArray positions, HostArray values) {
    sumAt(into, start, positions, values, 0, positions.size());
  }

  private static void sumAt(
      HostArray into, long start, HostArray positions, HostArray values, int from, int to) {
    ByteBuffer sums = into.writableBuffer();
    ByteBuffer where = positions.buffer();
    ByteBuffer what = values.buffer();
    for (int i = from; i < to; i++) {
      long position = where.getLong(8 * i) - start;
      if (position >= 0 && position < into.size()) {
        int at = 8 * (int) position;
        sums.putDouble(at, sums.getDouble(at) + what.getDouble(8 * i));
      }
    }
  }

  /** Sorts each row of an array of whole rows. */
  static HostArray sort(HostArray x, int rowLength, boolean positions) {
    long[] keys = SortKeys.of(x, positions);
    HostArray places = positions ? HostArray.allocate(DType.INT64, x.shape()) : x;
    ByteBuffer to = places.writableBuffer();
    for (int row = 0; rowLength > 0 && row < keys.length; row += rowLength) {
      if (positions) {
        for (int place : OrderedKeys.order(keys, row, row + rowLength)) {
          to.putLong(place);
        }
      } else {
        OrderedKeys.sort(keys, row, row + rowLength);
      }
    }
    return positions ? places : SortKeys.elements(x.dtype(), x.shape(), keys);
  }

  /** The elements that each row of an array of whole rows has at places of its order. */
  static HostArray select(HostArray x, int rowLength, List<Long> places) {
    int[] ranks = places.stream().mapToInt(Math::toIntExact).toArray();
    long[] keys = SortKeys.of(x, false);
    long[] found = new long[keys.length / rowLength * ranks.length];
    int to = 0;
    for (int row = 0; row < keys.length; row += rowLength) {
      OrderedKeys.select(keys, row, row + rowLength, ranks);
      for (int rank : ranks) {
        found[to++] = keys[row + rank];
      }
    }
    long[] shape = x.shape().extents();
    shape[shape.length - 1] = ranks.length;
    return SortKeys.elements(x.dtype(), Shape.of(shape), found);
  }

  /** The elements that each row of an array of whole rows has at its own places of its order. */
  static HostArray select(HostArray x, HostArray places) {
    int each = rowLength(places);
    int rowLength = rowLength(x);
    long[] keys = SortKeys.of(x, false);
    long[] found = new long[places.size()];
    int[] own = new int[each];
    for (int first = 0; first < found.length; first += each) {
      int row = first / each * rowLength;
      for (int i = 0; i < each; i++) {
        own[i] = (int) places.getLong(first + i);
      }
      OrderedKeys.select(
          keys, row, row + rowLength, IntStream.of(own).sorted().distinct().toArray());
      for (int i = 0; i < each; i++) {
        found[first + i] = keys[row + own[i]];
      }
    }
    return SortKeys.elements(x.dtype(), places.shape(), found);
  }
}
