package io.github.sparkndarray.io;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.kernel.ArrayRegion;
import io.github.sparkndarray.kernel.OrderedKeys;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What is at some positions of an axis of a stored array. Positions near each other are read
 * together.
 */
final class TakenArray implements StoredArray {
  private static final long serialVersionUID = 1L;

  /** Up to so many bytes between two positions cost less than another read. */
  private static final long GAP = 64 << 10;

  /** One read brings so many bytes where it can be cut. */
  private static final long MOST_AT_ONCE = 4 << 20;

  private final StoredArray from;
  private final int axis;
  private final long[] positions;

  TakenArray(StoredArray from, int axis, long[] positions) {
    this.from = from;
    this.axis = axis;
    this.positions = positions;
  }

  @Override
  public DType dtype() {
    return from.dtype();
  }

  @Override
  public Shape shape() {
    return with(from.shape(), positions.length);
  }

  private Shape with(Shape shape, long extent) {
    long[] extents = shape.extents();
    extents[axis] = extent;
    return Shape.of(extents);
  }

  @Override
  public String name() {
    return from.name() + "[indices]";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TakenArray that
        && axis == that.axis
        && from.equals(that.from)
        && Arrays.equals(positions, that.positions);
  }

  @Override
  public int hashCode() {
    return 31 * from.hashCode() + Arrays.hashCode(positions);
  }

  @Override
  public void read(Box region, ByteBuffer target) {
    int first = Math.toIntExact(region.origin(axis));
    int count = Math.toIntExact(region.extent(axis));
    long[] wanted = Arrays.copyOfRange(positions, first, first + count);
    int[] order = OrderedKeys.order(wanted.clone(), 0, count);
    ByteBuffer elements = target.slice().order(ByteOrder.LITTLE_ENDIAN);
    long positionBytes = count == 0 ? 0 : region.shape().size() / count * dtype().itemSize();
    int start = 0;
    while (start < count) {
      int end = start + 1;
      while (end < count && isNear(wanted, order, start, end, positionBytes)) {
        end++;
      }
      read(region, wanted, Arrays.copyOfRange(order, start, end), elements);
      start = end;
    }
  }

  private static boolean isNear(long[] wanted, int[] order, int start, int end, long bytes) {
    long between = wanted[order[end]] - wanted[order[end - 1]] - 1;
    long all = wanted[order[end]] - wanted[order[start]] + 1;
    return between * bytes <= GAP && (all * bytes <= MOST_AT_ONCE || between < 0);
  }

  /**
   * Reads from the first of some ascending positions to the last one, and copies what is wanted.
   */
  private void read(Box region, long[] wanted, int[] order, ByteBuffer elements) {
    long low = wanted[order[0]];
    long[] origin = new long[region.shape().rank()];
    Arrays.setAll(origin, region::origin);
    origin[axis] = low;
    Box span = new Box(origin, with(region.shape(), wanted[order[order.length - 1]] - low + 1));
    ArrayRegion found = from.view(span).orElseGet(() -> read(span));
    for (int place : order) {
      copy(
          found.data(),
          new RegionRuns(found.box().shape(), at(region, wanted[place]).relativeTo(found.box())),
          elements,
          new RegionRuns(
              region.shape(), at(region, region.origin(axis) + place).relativeTo(region)),
          region.shape().size() / wanted.length);
    }
  }

  /** The part of a region, or of another that differs along the axis only, at one position. */
  private Box at(Box region, long position) {
    long[] origin = new long[region.shape().rank()];
    Arrays.setAll(origin, region::origin);
    origin[axis] = position;
    return new Box(origin, with(region.shape(), 1));
  }

  /** Copies elements in runs as long as both sides have them. */
  private void copy(
      ByteBuffer source, RegionRuns sources, ByteBuffer target, RegionRuns targets, long count) {
    long run = Math.min(sources.length(), targets.length());
    int itemSize = dtype().itemSize();
    for (long done = 0; done < count; done += run) {
      long past = done % sources.length();
      long filled = done % targets.length();
      if (past == 0) {
        sources.next();
      }
      if (filled == 0) {
        targets.next();
      }
      target.put(
          Math.toIntExact((targets.start() + filled) * itemSize),
          source,
          Math.toIntExact((sources.start() + past) * itemSize),
          Math.toIntExact(run * itemSize));
    }
  }

  private ArrayRegion read(Box span) {
    int bytes = Math.toIntExact(span.shape().size() * dtype().itemSize());
    ByteBuffer data = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    from.read(span, data.duplicate());
    return new ArrayRegion(dtype(), span, data);
  }
}
