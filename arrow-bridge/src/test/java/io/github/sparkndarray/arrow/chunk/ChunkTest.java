package io.github.sparkndarray.arrow.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.arrow.memory.AllocatorScope;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.shape.Shape;
import io.github.sparkndarray.testing.Samples;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChunkTest {
  private final AllocatorScope scope = AllocatorScope.open("chunk-test", 1 << 20);
  private final BufferAllocator allocator = scope.allocator();

  /** Fails when a test has leaked. */
  @AfterEach
  void closeScope() {
    scope.close();
  }

  @ParameterizedTest
  @EnumSource
  void copiesArraysInAndOut(DType dtype) {
    HostArray array = Samples.array(dtype, 3, 4, 5);
    try (Chunk chunk = Chunk.copyOf(allocator, array)) {
      assertThat(chunk.dtype()).isEqualTo(dtype);
      assertThat(chunk.shape()).isEqualTo(array.shape());
      assertThat(chunk.size()).isEqualTo(60);
      assertThat(chunk.bytes()).isEqualTo(60 * dtype.itemSize());
      assertThat(chunk.buffer()).isEqualTo(array.buffer());
      assertThat(chunk.toHostArray()).isEqualTo(array);
    }
  }

  @Test
  void itsBufferIsALittleEndianDirectViewOfItsMemory() {
    try (Chunk chunk = Chunk.allocate(allocator, DType.INT32, Shape.of(3))) {
      ByteBuffer buffer = chunk.buffer();
      assertThat(buffer.isDirect()).isTrue();
      assertThat(buffer.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
      assertThat(buffer.capacity()).isEqualTo(12);
      buffer.putInt(0, 1).putInt(4, 2).putInt(8, 3);
      assertThat(chunk.memory().getInt(4)).isEqualTo(2);
      assertThat(chunk.toHostArray().getLong(2)).isEqualTo(3);
    }
  }

  @Test
  void emptyArraysHaveChunksWithoutMemory() {
    HostArray empty = HostArray.allocate(DType.FLOAT64, Shape.of(3, 0));
    try (Chunk chunk = Chunk.copyOf(allocator, empty)) {
      assertThat(scope.used()).isZero();
      assertThat(chunk.buffer().remaining()).isZero();
      assertThat(chunk.toHostArray()).isEqualTo(empty);
    }
  }

  @Test
  void usesHardlyMoreMemoryThanItsElements() {
    try (Chunk chunk = Chunk.allocate(allocator, DType.BOOL, Shape.of(600_001))) {
      assertThat(scope.used()).as("up to a cache line at either end").isEqualTo(600_128);
      assertThat(chunk.memory().memoryAddress() % 64).isZero();
      assertThat(chunk.bytes()).isEqualTo(600_001);
    }
  }

  @Test
  void tellsHowMuchThereIsWhenMemoryIsShort() {
    try (Chunk half = Chunk.allocate(allocator, DType.FLOAT64, Shape.of((1 << 16) - 8))) {
      assertThat(half.bytes()).isEqualTo((1 << 19) - 64);
      assertThatThrownBy(() -> Chunk.allocate(allocator, DType.FLOAT64, Shape.of(65537)))
          .hasMessage(
              "Cannot allocate 524296 bytes for a float64 chunk of shape (65537,): chunk-test has"
                  + " 524288 of at most 1048576 bytes in use; use smaller chunks or give it more"
                  + " memory")
          .extracting("code")
          .isEqualTo(ErrorCode.MEMORY);
      Chunk.allocate(allocator, DType.FLOAT64, Shape.of((1 << 16) - 8)).close();
    }
    assertThat(scope.peak()).isEqualTo(1 << 20);
  }

  @Test
  void isAtMostTwoGibibytes() {
    assertThatThrownBy(() -> Chunk.allocate(allocator, DType.FLOAT32, Shape.of(1 << 29)))
        .hasMessageContaining("in one piece: it has 536870912 elements of 4 bytes")
        .extracting("code")
        .isEqualTo(ErrorCode.MEMORY);
  }

  @Test
  void mayBeClosedTwiceButNotUsedAfterwards() {
    Chunk chunk = Chunk.copyOf(allocator, Samples.array(DType.INT64, 3));
    chunk.close();
    chunk.close();
    assertThatThrownBy(chunk::buffer)
        .hasMessage("Chunk[int64, (3,)] is used after it was closed or given up")
        .extracting("code")
        .isEqualTo(ErrorCode.INTERNAL);
    assertThatThrownBy(chunk::toHostArray).hasMessageContaining("is used after");
    assertThatThrownBy(chunk::giveUp).hasMessageContaining("is used after");
  }

  @Test
  void memoryPassesFromOneOwnerToTheNext() {
    HostArray array = Samples.array(DType.INT64, 2, 3);
    Chunk first = Chunk.copyOf(allocator, array);
    ArrowBuf memory = first.giveUp();
    first.close();
    assertThat(scope.used()).isEqualTo(64);
    try (Chunk second = Chunk.takeOver(memory, DType.INT64, Shape.of(3, 2))) {
      assertThat(second.toHostArray()).isEqualTo(array.reshaped(Shape.of(3, 2)));
    }
    assertThat(scope.used()).isZero();
  }

  @Test
  void releasesMemoryThatItTookOverButThatDoesNotFit() {
    assertThatThrownBy(() -> Chunk.takeOver(allocator.buffer(64), DType.FLOAT64, Shape.of(9)))
        .hasMessage("64 bytes of memory for a float64 chunk of shape (9,)");
    assertThat(scope.used()).isZero();
  }
}
