package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.dtype.DType;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An operand that kernels read where it is. The last of its elements, past which a vector may
 * reach, are copied to where there is room.
 */
final class MemoryOperand {
  private final Object all;
  private final long elements;
  private final DType dtype;
  private final Instructions instructions;
  private ByteBuffer copy;
  private Object copied;

  private MemoryOperand(
      ByteBuffer buffer, DType dtype, Instructions instructions, ByteBuffer copy, Object copied) {
    this.all = OffHeapMemory.of(buffer, instructions);
    this.elements = buffer.remaining() / dtype.itemSize();
    this.dtype = dtype;
    this.instructions = instructions;
    this.copy = copy;
    this.copied = copied;
  }

  /**
   * @param reader reads the operand, which is in memory
   * @param last the operand as it was in the last block, whose room is used again
   */
  static MemoryOperand of(
      Reader reader, DType dtype, Instructions instructions, @Nullable MemoryOperand last) {
    ByteBuffer buffer = Objects.requireNonNull(reader.memory());
    ByteBuffer copy = last == null ? OffHeapMemory.allocate(0, instructions) : last.copy;
    Object copied = last == null ? OffHeapMemory.of(copy, instructions) : last.copied;
    return new MemoryOperand(buffer, dtype, instructions, copy, copied);
  }

  /** The whole of it, as kernels read it. */
  Object all() {
    return all;
  }

  /** How many elements there are. */
  long elements() {
    return elements;
  }

  /** The room for what is copied. */
  int copiedBytes() {
    return copy.capacity();
  }

  /** The first elements of a panel, as kernels read them. */
  Object copy(Object panel, int length) {
    int bytes = length * dtype.itemSize();
    if (copy.capacity() < bytes) {
      copy = OffHeapMemory.allocate(bytes, instructions);
      copied = OffHeapMemory.of(copy, instructions);
    }
    switch (dtype.computed()) {
      case FLOAT64 -> copy.asDoubleBuffer().put((double[]) panel, 0, length);
      case FLOAT32 -> copy.asFloatBuffer().put((float[]) panel, 0, length);
      case INT64 -> copy.asLongBuffer().put((long[]) panel, 0, length);
      case INT32 -> copy.asIntBuffer().put((int[]) panel, 0, length);
      default -> throw new IllegalStateException(dtype + " is not read in place");
    }
    return copied;
  }
}
