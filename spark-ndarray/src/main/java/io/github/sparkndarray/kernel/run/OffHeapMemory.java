package io.github.sparkndarray.kernel.run;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The seam between JDKs where values are stored to memory that is no array of their elements, and
 * loaded from it. Scalars go to buffers and come from them. Vectors: {@code intoByteBuffer} and
 * {@code fromByteBuffer} up to 18, {@code intoMemorySegment} once segments are final (22). Where
 * there is nothing better, vectors go through arrays on the heap.
 */
public final class OffHeapMemory {
  private enum Way {
    BYTE_BUFFER("java.nio.ByteBuffer"),
    MEMORY_SEGMENT("java.lang.foreign.MemorySegment"),
    NONE("java.lang.Object");

    private final String type;

    Way(String type) {
      this.type = type;
    }
  }

  private static final @Nullable MethodHandle OF_BUFFER = findOfBuffer();

  /** The way of vectors. */
  private static final Way WAY = lookup();

  private OffHeapMemory() {}

  /** Whether there is a way. */
  static boolean isAvailable(Instructions instructions) {
    return way(instructions) != Way.NONE;
  }

  /** The Java type of what generated code loads from and stores to. */
  public static String type(Instructions instructions) {
    return way(instructions).type;
  }

  /**
   * Whether values are best loaded from such memory. From segments vectors are loaded several times
   * slower than from arrays that a copy has filled: see ADR 0016.
   */
  static boolean isLoadedFrom(Instructions instructions) {
    return way(instructions) == Way.BYTE_BUFFER;
  }

  /** The expression that loads a vector, little-endian, from a byte offset of an int. */
  public static String load(String vector, String species, String source, String offset) {
    return "%s.fromByteBuffer(%s, %s, %s, ORDER)".formatted(vector, species, source, offset);
  }

  /** The statement that stores a vector, little-endian, at a byte offset of an int. */
  public static String statement(String vector, String target, String offset) {
    return WAY == Way.MEMORY_SEGMENT
        ? vector + ".intoMemorySegment(" + target + ", (long) (" + offset + "), ORDER);"
        : vector + ".intoByteBuffer(" + target + ", " + offset + ", ORDER);";
  }

  /** What generated code loads from or stores to, for a buffer from its position on. */
  static Object of(ByteBuffer buffer, Instructions instructions) {
    ByteBuffer rest = buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
    if (way(instructions) != Way.MEMORY_SEGMENT || OF_BUFFER == null) {
      return rest;
    }
    try {
      return OF_BUFFER.invoke((Buffer) rest);
    } catch (Throwable e) {
      throw new IllegalStateException("no memory segment of a buffer", e);
    }
  }

  private static Way way(Instructions instructions) {
    return instructions == Instructions.SCALAR ? Way.BYTE_BUFFER : WAY;
  }

  private static Way lookup() {
    if (!Simd.isAvailable()) {
      return Way.NONE;
    }
    try {
      Class<?> vector = Class.forName("jdk.incubator.vector.DoubleVector");
      for (var method : vector.getMethods()) {
        if (method.getName().equals("intoByteBuffer")) {
          return Way.BYTE_BUFFER;
        }
      }
    } catch (ClassNotFoundException e) {
      return Way.NONE;
    }
    return Runtime.version().feature() >= 22 && OF_BUFFER != null ? Way.MEMORY_SEGMENT : Way.NONE;
  }

  private static @Nullable MethodHandle findOfBuffer() {
    try {
      Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
      return MethodHandles.publicLookup()
          .findStatic(segment, "ofBuffer", MethodType.methodType(segment, Buffer.class));
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }
}
