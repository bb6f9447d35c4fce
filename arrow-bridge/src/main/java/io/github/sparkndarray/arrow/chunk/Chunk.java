package io.github.sparkndarray.arrow.chunk;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import org.apache.arrow.memory.AllocationOutcomeDetails;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;

/**
 * One C-ordered block of an array in Arrow memory, little-endian, a bool in one byte. Whoever holds
 * a chunk owns its memory and closes it; what outlives a task is copied to a {@link HostArray}
 * instead. At most {@link HostArray#MAX_BYTES} bytes. Not safe for use by several threads while one
 * of them may close it.
 */
public final class Chunk implements AutoCloseable {
  private static final int CACHE_LINE = 64;

  /** What a chunk's memory takes beside its elements, at most: it begins and ends with a line. */
  public static final int MOST_PADDING = 2 * CACHE_LINE;

  /** From this many bytes on, where chunks begin counts. */
  private static final int LARGE = 4096;

  private final DType dtype;
  private final Shape shape;
  private final int bytes;
  private final ArrowBuf memory;
  private boolean owned = true;

  private Chunk(DType dtype, Shape shape, int bytes, ArrowBuf memory) {
    this.dtype = dtype;
    this.shape = shape;
    this.bytes = bytes;
    this.memory = memory;
  }

  /**
   * A chunk in new memory, whose contents are undefined until they are written.
   *
   * @throws NDArrayException with code MEMORY when the allocator's limit, or that of one above it,
   *     leaves no room
   */
  public static Chunk allocate(BufferAllocator allocator, DType dtype, Shape shape) {
    int bytes = HostArray.checkedBytes(dtype, shape);
    try {
      return new Chunk(dtype, shape, bytes, aligned(allocator, bytes));
    } catch (OutOfMemoryException e) {
      throw NDArrayException.causedBy(
          e,
          ErrorCode.MEMORY,
          "Cannot allocate %d bytes for a %s chunk of shape %s: %s",
          bytes,
          dtype,
          shape,
          e.getOutcomeDetails()
              .map(AllocationOutcomeDetails::getFailedAllocator)
              .map(Chunk::limitReached)
              .orElse("the JVM's direct memory is used up; raise -XX:MaxDirectMemorySize"));
    }
  }

  /**
   * Memory that begins with a cache line, unless it is little: a vector of 64 bytes that is stored
   * across two lines takes twice as long, and allocators align to less.
   */
  private static ArrowBuf aligned(BufferAllocator allocator, int bytes) {
    if (bytes < LARGE) {
      return allocator.buffer(bytes);
    }
    ArrowBuf memory = allocator.buffer((long) bytes + CACHE_LINE);
    long ahead = Math.floorMod(-memory.memoryAddress(), CACHE_LINE);
    return memory.slice(ahead, bytes);
  }

  private static String limitReached(BufferAllocator failed) {
    return String.format(
        Locale.ROOT,
        "%s has %d of at most %d bytes in use; use smaller chunks or give it more memory",
        failed.getName(),
        failed.getAllocatedMemory(),
        failed.getLimit());
  }

  /** A chunk in new memory with the elements of an array on the heap. */
  public static Chunk copyOf(BufferAllocator allocator, HostArray array) {
    Chunk chunk = allocate(allocator, array.dtype(), array.shape());
    chunk.memory.setBytes(0, array.bytes());
    return chunk;
  }

  /**
   * A chunk over memory that is already filled. The chunk takes over the caller's reference to the
   * memory, which it releases when it is closed, or here when the memory does not fit the shape.
   */
  public static Chunk takeOver(ArrowBuf memory, DType dtype, Shape shape) {
    try {
      int bytes = HostArray.checkedBytes(dtype, shape);
      if (memory.capacity() < bytes) {
        throw NDArrayException.of(
            ErrorCode.INTERNAL,
            "%d bytes of memory for a %s chunk of shape %s",
            memory.capacity(),
            dtype,
            shape);
      }
      return new Chunk(dtype, shape, bytes, memory);
    } catch (NDArrayException e) {
      memory.close();
      throw e;
    }
  }

  public DType dtype() {
    return dtype;
  }

  public Shape shape() {
    return shape;
  }

  /** The number of elements. */
  public int size() {
    return bytes / dtype.itemSize();
  }

  /** The size of the elements in bytes; the memory behind them may be a little larger. */
  public int bytes() {
    return bytes;
  }

  /** A little-endian direct view of the elements, good only until this chunk is closed. */
  public ByteBuffer buffer() {
    return memory().nioBuffer(0, bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The memory itself, which this chunk goes on owning. */
  public ArrowBuf memory() {
    if (!owned) {
      throw NDArrayException.of(
          ErrorCode.INTERNAL, "%s is used after it was closed or given up", this);
    }
    return memory;
  }

  /** A copy of the elements on the heap, which may outlive this chunk. */
  public HostArray toHostArray() {
    HostArray array = HostArray.allocate(dtype, shape);
    memory().getBytes(0, array.bytes());
    return array;
  }

  /** The memory, which the caller now owns and must release; this chunk is of no more use. */
  public ArrowBuf giveUp() {
    ArrowBuf given = memory();
    owned = false;
    return given;
  }

  /** Releases the memory, unless it was given up. Closing twice is harmless. */
  @Override
  public void close() {
    if (owned) {
      owned = false;
      memory.close();
    }
  }

  @Override
  public String toString() {
    return "Chunk[" + dtype + ", " + shape + "]";
  }
}
