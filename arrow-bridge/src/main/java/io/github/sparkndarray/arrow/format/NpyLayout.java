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
  /**
   * A read costs at least as much as passing over this many bytes, and far more on an object store.
   */
  private static final long MAX_GAP_BYTES = 16 * 1024;

  private static final int STAGING_BYTES = 4 * 1024 * 1024;

  /** In a transposing copy: the least to read at a time, and to write side by side. */
  private static final int TRANSPOSED_READ_BYTES = 64 * 1024;

  private static final int TRANSPOSED_WRITE_ELEMENTS = 64;

  /** What is done with each range of bytes that must be read. */
  public interface RangeVisitor {
    void visit(long position, int length) throws IOException;
  }

  private interface PieceVisitor {
    void visit(Piece piece) throws IOException;
  }

  private final NpyHeader header;
  private final Box box;
  private final int rank;
  private final int itemSize;
  private final long[] fileStrides;
  private final ChunkGrid pieces;

  private NpyLayout(NpyHeader header, Box box) {
    this.header = header;
    this.box = box;
    this.rank = header.shape().rank();
    this.itemSize = header.dtype().itemSize();
    this.fileStrides = header.byteStrides();
    this.pieces = new ChunkGrid(box.shape(), Shape.of(pieceExtents()));
  }

  /** The layout of a box that lies within the header's array. */
  public static NpyLayout of(NpyHeader header, Box box) {
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
    return new NpyLayout(header, box);
  }

  /** The number of bytes that {@link #read} reads, gaps included. */
  public long bytesRead() {
    long[] total = {0};
    try {
      forEachPiece(piece -> total[0] += piece.stagingBytes());
    } catch (IOException e) {
      throw new AssertionError("nothing was read", e);
    }
    return total[0];
  }

  /** Visits the ranges of bytes that {@link #read} reads, in its order; none overlap. */
  public void forEachRange(RangeVisitor visitor) throws IOException {
    forEachPiece(piece -> piece.forEachSpan(visitor));
  }

  /**
   * Reads the box into {@code target}, from its position on, in C order and little-endian. The
   * position is not moved. A bool becomes 0 or 1, whatever byte the file has for it.
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
      StridedCopy copy = new StridedCopy(itemSize, header.bigEndian());
      byte[] staging = new byte[stagingBytes()];
      forEachPiece(
          piece -> {
            if (elements.hasArray() && piece.isPlain()) {
              piece.readInto(file, elements.array(), elements.arrayOffset() + piece.targetOffset());
            } else {
              piece.readInto(file, staging, 0);
              piece.copy(copy, staging, elements);
            }
          });
    } catch (EOFException e) {
      NDArrayException truncated = header.truncated(file.name(), file.length());
      truncated.addSuppressed(e);
      throw truncated;
    }
    if (header.dtype() == DType.BOOL) {
      normalizeBooleans(elements, (int) box.shape().size());
    }
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

  /**
   * The extents of a piece: as large as the staging memory allows, along the fastest axes first.
   */
  private long[] pieceExtents() {
    long[] extents = new long[rank];
    Arrays.fill(extents, 1);
    if (box.shape().size() == 0) {
      return extents;
    }
    if (header.fortranOrder() && rank > 1) {
      grow(extents, 0, TRANSPOSED_READ_BYTES / itemSize);
      grow(extents, rank - 1, TRANSPOSED_WRITE_ELEMENTS);
    }
    for (int i = 0; i < rank; i++) {
      grow(extents, fileAxis(i), Long.MAX_VALUE);
    }
    return extents;
  }

  private void grow(long[] extents, int axis, long limit) {
    long wanted = Math.min(limit, box.extent(axis));
    while (extents[axis] < wanted) {
      long before = extents[axis];
      extents[axis] = before > wanted / 2 ? wanted : 2 * before;
      if (Span.of(this, extents).stagingBytes() > STAGING_BYTES) {
        extents[axis] = before;
        return;
      }
    }
  }

  private int stagingBytes() {
    return pieces.size() == 0
        ? 0
        : (int) Span.of(this, pieces.chunkShape().extents()).stagingBytes();
  }

  private void forEachPiece(PieceVisitor visitor) throws IOException {
    long count = pieces.size();
    for (long i = 0; i < count; i++) {
      visitor.visit(new Piece(pieces.box(i)));
    }
  }

  /**
   * How a piece of the given extents is read: the file's {@code axes} fastest axes at once, in
   * {@code bytes} bytes, {@code count} times.
   */
  private record Span(int axes, long bytes, long count) {

    static Span of(NpyLayout layout, long[] extents) {
      long bytes = layout.itemSize;
      int axes = 0;
      while (axes < layout.rank) {
        int axis = layout.fileAxis(axes);
        if (extents[axis] > 1 && layout.fileStrides[axis] - bytes > MAX_GAP_BYTES) {
          break;
        }
        bytes += (extents[axis] - 1) * layout.fileStrides[axis];
        axes++;
      }
      long count = 1;
      for (int i = axes; i < layout.rank; i++) {
        count *= extents[layout.fileAxis(i)];
      }
      return new Span(axes, bytes, count);
    }

    /** Saturates instead of overflowing. */
    long stagingBytes() {
      return bytes > STAGING_BYTES || count > STAGING_BYTES ? Long.MAX_VALUE : bytes * count;
    }
  }

  /** One piece of the box; its own box is counted from the box's origin. */
  private final class Piece {
    private final Box part;
    private final long[] extents;
    private final Span span;

    Piece(Box part) {
      this.part = part;
      this.extents = part.shape().extents();
      this.span = Span.of(NpyLayout.this, extents);
    }

    long stagingBytes() {
      return span.stagingBytes();
    }

    /** Whether the bytes read are those of the target, in its order. */
    boolean isPlain() {
      return (!header.fortranOrder() || rank <= 1)
          && !header.bigEndian()
          && span.stagingBytes() == part.shape().size() * itemSize
          && isContiguousInTarget();
    }

    private boolean isContiguousInTarget() {
      // Only the slowest axis of more than one element may be cut.
      for (int axis = 0, cut = 0; axis < rank; axis++) {
        if (cut > 0 && extents[axis] != box.extent(axis)) {
          return false;
        }
        cut += extents[axis] > 1 ? 1 : 0;
      }
      return true;
    }

    int targetOffset() {
      return (int) offset(part, targetStrides());
    }

    void forEachSpan(RangeVisitor visitor) throws IOException {
      long[] index = new long[rank];
      long position = header.dataOffset() + offset(box, fileStrides) + offset(part, fileStrides);
      for (long i = 0; i < span.count(); i++) {
        visitor.visit(position, (int) span.bytes());
        position += advance(index);
      }
    }

    /** Moves on to the next span; returns by how many bytes. */
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

    void readInto(PositionalReader file, byte[] bytes, int offset) throws IOException {
      int[] at = {offset};
      forEachSpan(
          (position, length) -> {
            file.readFully(position, bytes, at[0], length);
            at[0] += length;
          });
    }

    void copy(StridedCopy copy, byte[] staging, ByteBuffer elements) {
      long[] stagingStrides = fileStrides.clone();
      long stride = span.bytes();
      for (int i = span.axes(); i < rank; i++) {
        int axis = fileAxis(i);
        stagingStrides[axis] = stride;
        stride *= extents[axis];
      }
      copy.copy(staging, stagingStrides, elements, targetOffset(), targetStrides(), extents);
    }

    private long[] targetStrides() {
      long[] strides = box.shape().strides();
      for (int axis = 0; axis < rank; axis++) {
        strides[axis] *= itemSize;
      }
      return strides;
    }

    private long offset(Box of, long[] strides) {
      long offset = 0;
      for (int axis = 0; axis < rank; axis++) {
        offset += of.origin(axis) * strides[axis];
      }
      return offset;
    }
  }
}
