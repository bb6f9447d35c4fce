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

  private static final @Nullable Segments SEGMENTS = Segments.find();

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
   * Whether values are loaded from a buffer where it is. From segments of several classes, as those
   * of heap memory are besides those of native memory, vectors would be loaded many times slower.
   */
  static boolean isLoadedFrom(ByteBuffer buffer, Instructions instructions) {
    Way way = way(instructions);
    return way == Way.BYTE_BUFFER || (way == Way.MEMORY_SEGMENT && buffer.isDirect());
  }

  /** Room for some bytes that values can be loaded from. */
  static ByteBuffer allocate(int bytes, Instructions instructions) {
    ByteBuffer buffer =
        way(instructions) == Way.MEMORY_SEGMENT
            ? ByteBuffer.allocateDirect(bytes)
            : ByteBuffer.allocate(bytes);
    return buffer.order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The expression that loads a vector, little-endian, from a byte offset of an int. */
  public static String load(String vector, String species, String source, String offset) {
    return WAY == Way.MEMORY_SEGMENT
        ? "%s.fromMemorySegment(%s, %s, (long) (%s), ORDER)"
            .formatted(vector, species, source, offset)
        : "%s.fromByteBuffer(%s, %s, %s, ORDER)".formatted(vector, species, source, offset);
  }

  /** The statement that stores a vector, little-endian, at a byte offset of an int. */
  public static String statement(String vector, String target, String offset) {
    return WAY == Way.MEMORY_SEGMENT
        ? vector + ".intoMemorySegment(" + target + ", (long) (" + offset + "), ORDER);"
        : vector + ".intoByteBuffer(" + target + ", " + offset + ", ORDER);";
  }

  /**
   * What generated code loads from or stores to, for a buffer from its position on. It is valid for
   * as long as someone else holds the buffer.
   */
  static Object of(ByteBuffer buffer, Instructions instructions) {
    ByteBuffer rest = buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
    return way(instructions) == Way.MEMORY_SEGMENT && SEGMENTS != null ? SEGMENTS.of(rest) : rest;
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
    return Runtime.version().feature() >= 22 && SEGMENTS != null ? Way.MEMORY_SEGMENT : Way.NONE;
  }

  /**
   * Makes segments of buffers, by reflection as they are not there up to JDK 21. Those of mapped
   * memory are made native ones, so that generated code meets one class.
   */
  private record Segments(
      MethodHandle ofBuffer, MethodHandle address, MethodHandle ofAddress, MethodHandle resized) {

    static @Nullable Segments find() {
      // Not the public lookup, which does not find reinterpret, as that looks at who calls it.
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      try {
        Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
        return new Segments(
            lookup.findStatic(segment, "ofBuffer", MethodType.methodType(segment, Buffer.class)),
            lookup.findVirtual(segment, "address", MethodType.methodType(long.class)),
            lookup.findStatic(segment, "ofAddress", MethodType.methodType(segment, long.class)),
            lookup.findVirtual(segment, "reinterpret", MethodType.methodType(segment, long.class)));
      } catch (ReflectiveOperationException e) {
        return null;
      }
    }

    Object of(ByteBuffer buffer) {
      try {
        Object segment = ofBuffer.invoke((Buffer) buffer);
        if (!buffer.isDirect()) {
          return segment;
        }
        Object memory = ofAddress.invoke((long) address.invoke(segment));
        return resized.invoke(memory, (long) buffer.remaining());
      } catch (Throwable e) {
        throw new IllegalStateException("no memory segment of a buffer", e);
      }
    }
  }
}
