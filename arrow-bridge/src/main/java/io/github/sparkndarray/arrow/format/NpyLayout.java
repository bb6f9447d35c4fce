package io.github.sparkndarray.arrow.format;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Where in an npy file the elements of a box of its array lie, and how they become a C-ordered,
 * little-endian block.
 *
 * <p>The box is read in pieces that fit the staging memory. A piece is a number of equal spans,
 * each one read of contiguous bytes. A span covers the axes that vary fastest in the file, over the
 * gaps that the box leaves between them, as long as reading a gap is cheaper than another read.
 * From the staging memory the elements are copied in the order of the target, so that of a
 * Fortran-ordered file, too, one side of the copy is sequential and the other in the cache.
 *
 * <pre>
 * rows 1-2, columns 1-3 of a C-ordered (4, 6) array     . . . . . .
 * one span, the gap of three elements included          . [x x x . .
 *                                                       . x x x] . .
 *                                                       . . . . . .
 * </pre>
 */
public final class NpyLayout {
  /** A read costs at least as much as passing over so many bytes, far more on an object store. */
  private static final int GAP_BYTES = 16 * 1024;

  private static final int STAGING_BYTES = 4 * 1024 * 1024;

  /** In a transposing copy, how many elements are written side by side, if there are as many. */
  private static final int TRANSPOSED_ELEMENTS = 64;

  /** What is done with each range of bytes that must be read. */
  public interface RangeVisitor {
    void visit(long position, int length) throws IOException;
  }

  private interface PieceVisitor {
    void visit(Piece piece) throws IOException;
  }

  private final NpyHeader header;
  private final Box box;
  private final int maxStaging;
  private final int maxGap;
  private final int rank;
  private final int itemSize;
  private final long[] fileStrides;
  private final long[] targetStrides;
  private final ChunkGrid pieces;

  private NpyLayout(NpyHeader header, Box box, int maxStaging, int maxGap) {
    this.header = header;
    this.box = box;
    this.maxStaging = maxStaging;
    this.maxGap = maxGap;
    this.rank = header.shape().rank();
    this.itemSize = header.dtype().itemSize();
    this.fileStrides = header.byteStrides();
    this.targetStrides = new NpyHeader(header.dtype(), false, false, box.shape(), 0).byteStrides();
    this.pieces = new ChunkGrid(box.shape(), Shape.of(pieceExtents()));
  }

  /** The layout of a box that lies within the header's array. */
  public static NpyLayout of(NpyHeader header, Box box) {
    return of(header, box, STAGING_BYTES, GAP_BYTES);
  }

  /** The same with other limits, in bytes: on the staging memory and on the gaps that are read. */
  static NpyLayout of(NpyHeader header, Box box, int maxStaging, int maxGap) {
    boolean inside = box.shape().rank() == header.shape().rank();
    for (int axis = 0; inside && axis < header.shape().rank(); axis++) {
      inside =
          box.origin(axis) >= 0
              && box.extent(axis) <= header.shape().extent(axis) - box.origin(axis);
    }
    if (!inside) {
      throw NDArrayException.of(
          ErrorCode.INTERNAL, "%s of an array of shape %s", box, header.shape());
    }
    return new NpyLayout(header, box, maxStaging, maxGap);
  }

  /** The number of bytes that {@link #read} reads, gaps included. */
  public long bytesRead() {
    long total = 0;
    for (long i = 0; i < pieces.size(); i++) {
      total += new Piece(pieces.box(i)).stagingBytes();
    }
    return total;
  }

  /** Visits the ranges of bytes that {@link #read} reads, in its order. */
  public void forEachRange(RangeVisitor visitor) throws IOException {
    forEachPiece(piece -> piece.forEachSpan(visitor));
  }

  /**
   * Reads the box into {@code target}, from its position on, in C order and little-endian. The
   * position is not moved. A bool becomes 0 or 1, whatever byte the file has for it. Takes a few
   * megabytes of the heap besides, unless the target is on the heap and the file has its order.
   *
   * @throws NDArrayException with code FORMAT when the file has become shorter than its header says
   */
  public void read(PositionalReader file, ByteBuffer target) throws IOException {
    ByteBuffer elements = target.slice().order(ByteOrder.LITTLE_ENDIAN);
    if (elements.remaining() / itemSize < box.shape().size()) {
      throw NDArrayException.of(
          ErrorCode.INTERNAL, "%d bytes for %s of %s", elements.remaining(), box, header.dtype());
    }
    try {
      if (elements.hasArray() && isPlain()) {
        readDirectly(file, elements);
      } else {
        readStaged(file, elements);
      }
    } catch (EOFException e) {
      NDArrayException truncated = header.truncated(file.name(), file.length());
      truncated.addSuppressed(e);
      throw truncated;
    }
    if (header.dtype() == DType.BOOL) {
      normalizeBooleans(elements, (int) box.shape().size());
    }
  }

  private void readDirectly(PositionalReader file, ByteBuffer elements) throws IOException {
    forEachPiece(
        piece -> {
          int offset = elements.arrayOffset() + piece.targetOffset();
          piece.readInto(file, elements.array(), offset);
        });
  }

  private void readStaged(PositionalReader file, ByteBuffer elements) throws IOException {
    StridedCopy copy = new StridedCopy(header.dtype(), header.bigEndian());
    byte[] staging = new byte[(int) largestPiece().stagingBytes()];
    forEachPiece(
        piece -> {
          piece.readInto(file, staging, 0);
          copy.copy(
              staging,
              piece.stagingStrides(),
              elements,
              piece.targetOffset(),
              targetStrides,
              piece.extents);
        });
  }

  private static void normalizeBooleans(ByteBuffer elements, int size) {
    for (int i = 0; i < size; i++) {
      if (elements.get(i) != 0) {
        elements.put(i, (byte) 1);
      }
    }
  }

  /** The axis that is the i-th fastest to vary in the file. */
  private int fileAxis(int i) {
    return header.fortranOrder() ? i : rank - 1 - i;
  }

  /** The extents of a piece: what fits the staging memory, along the fastest axes first. */
  private long[] pieceExtents() {
    long[] extents = new long[rank];
    Arrays.fill(extents, 1);
    if (box.shape().size() == 0) {
      return extents;
    }
    if (header.fortranOrder() && rank > 1) {
      grow(extents, 0, evenly(box.extent(0), maxStaging / TRANSPOSED_ELEMENTS / itemSize));
      grow(extents, rank - 1, TRANSPOSED_ELEMENTS);
    }
    for (int i = 0; i < rank; i++) {
      grow(extents, fileAxis(i), Long.MAX_VALUE);
    }
    return extents;
  }

  /** The largest part when an extent is cut evenly into parts within a limit. */
  private static long evenly(long extent, int limit) {
    long parts = ceilDiv(extent, Math.max(1, limit));
    return ceilDiv(extent, parts);
  }

  private static long ceilDiv(long a, long b) {
    return -Math.floorDiv(-a, b);
  }

  private void grow(long[] extents, int axis, long limit) {
    long wanted = Math.min(limit, box.extent(axis));
    while (extents[axis] < wanted) {
      long before = extents[axis];
      extents[axis] = before > wanted / 2 ? wanted : 2 * before;
      if (spanOf(extents).stagingBytes() > maxStaging) {
        extents[axis] = before;
        return;
      }
    }
  }

  /** Whether the pieces are; the shorter ones are cut along the same axis as the largest. */
  private boolean isPlain() {
    return largestPiece().isPlain();
  }

  private Piece largestPiece() {
    return new Piece(new Box(new long[rank], pieces.chunkShape()));
  }

  private void forEachPiece(PieceVisitor visitor) throws IOException {
    long count = pieces.size();
    for (long i = 0; i < count; i++) {
      visitor.visit(new Piece(pieces.box(i)));
    }
  }

  /**
   * How a piece is read: the file's {@code axes} fastest axes at once, in {@code bytes} bytes,
   * {@code count} times.
   */
  private record Span(int axes, long bytes, long count) {

    /** Saturates instead of overflowing. */
    long stagingBytes() {
      return bytes > Integer.MAX_VALUE || count > Integer.MAX_VALUE
          ? Long.MAX_VALUE
          : bytes * count;
    }
  }

  private Span spanOf(long[] extents) {
    long bytes = itemSize;
    int axes = 0;
    while (axes < rank) {
      int axis = fileAxis(axes);
      if (extents[axis] > 1 && fileStrides[axis] - bytes > maxGap) {
        break;
      }
      bytes += (extents[axis] - 1) * fileStrides[axis];
      axes++;
    }
    long count = 1;
    for (int i = axes; i < rank; i++) {
      count *= extents[fileAxis(i)];
    }
    return new Span(axes, bytes, count);
  }

  /** One piece of the box; its origin is counted from the box's. */
  private final class Piece {
    private final Box part;
    private final long[] extents;
    private final Span span;

    Piece(Box part) {
      this.part = part;
      this.extents = part.shape().extents();
      this.span = spanOf(extents);
    }

    long stagingBytes() {
      return span.stagingBytes();
    }

    /** Whether the bytes that are read are those of the target, in its order. */
    boolean isPlain() {
      boolean fileHasTheOrder = !header.fortranOrder() || rank <= 1;
      boolean gapless = stagingBytes() == part.shape().size() * itemSize;
      return fileHasTheOrder && !header.bigEndian() && gapless && isContiguousInTarget();
    }

    private boolean isContiguousInTarget() {
      boolean inside = false;
      for (int axis = 0; axis < rank; axis++) {
        // Only the slowest axis of more than one element may be cut.
        if (inside && extents[axis] != box.extent(axis)) {
          return false;
        }
        inside |= extents[axis] > 1;
      }
      return true;
    }

    int targetOffset() {
      return (int) offset(part, targetStrides);
    }

    /** The strides in bytes of the staging memory that {@link #readInto} fills. */
    long[] stagingStrides() {
      long[] strides = fileStrides.clone();
      long stride = span.bytes();
      for (int i = span.axes(); i < rank; i++) {
        int axis = fileAxis(i);
        strides[axis] = stride;
        stride *= extents[axis];
      }
      return strides;
    }

    void readInto(PositionalReader file, byte[] bytes, int offset) throws IOException {
      int[] at = {offset};
      forEachSpan(
          (position, length) -> {
            file.readFully(position, bytes, at[0], length);
            at[0] += length;
          });
    }

    void forEachSpan(RangeVisitor visitor) throws IOException {
      long[] index = new long[rank];
      long position = header.dataOffset() + offset(box, fileStrides) + offset(part, fileStrides);
      for (long i = 0; i < span.count(); i++) {
        visitor.visit(position, (int) span.bytes());
        position += advance(index);
      }
    }

    /** Moves on to the next span; returns by how many bytes of the file. */
    private long advance(long[] index) {
      long moved = 0;
      for (int i = span.axes(); i < rank; i++) {
        int axis = fileAxis(i);
        moved += fileStrides[axis];
        if (++index[axis] < extents[axis]) {
          return moved;
        }
        moved -= index[axis] * fileStrides[axis];
        index[axis] = 0;
      }
      return moved;
    }

    private static long offset(Box of, long[] strides) {
      long offset = 0;
      for (int axis = 0; axis < strides.length; axis++) {
        offset += of.origin(axis) * strides[axis];
      }
      return offset;
    }
  }
}
