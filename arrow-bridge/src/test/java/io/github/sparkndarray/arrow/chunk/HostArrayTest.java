package io.github.sparkndarray.arrow.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.shape.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HostArrayTest {

  @Test
  void readsEveryDTypesLargestValue() {
    // np.array([-1], dtype="int8").view(dtype) and so on: all bits set
    for (DType dtype : DType.values()) {
      HostArray array = HostArray.allocate(dtype, Shape.of(1));
      Arrays.fill(array.bytes(), (byte) -1);
      Double expected =
          switch (dtype) {
            case BOOL, INT8, INT16, INT32, INT64 -> -1.0;
            case UINT8 -> 255.0;
            case UINT16 -> 65535.0;
            case UINT32 -> 4294967295.0;
            case UINT64 -> 0x1.0p64;
            case FLOAT32, FLOAT64, COMPLEX64, COMPLEX128 -> Double.NaN;
          };
      assertThat(array.getDouble(0)).as("%s", dtype).isEqualTo(expected);
      assertThat(array.getBoolean(0)).isTrue();
    }
  }

  @Test
  void roundsUnsignedIntegersAsNumPyDoes() {
    // np.array([2**63 + 1025, 2**63 + 1024, 2**63 + 3072], "uint64").astype(float)
    HostArray array = HostArray.allocate(DType.UINT64, Shape.of(3));
    ByteBuffer buffer = array.writableBuffer();
    buffer.putLong(Long.MIN_VALUE + 1025).putLong(Long.MIN_VALUE + 1024);
    buffer.putLong(Long.MIN_VALUE + 3072);
    assertThat(array.getDouble(0)).isEqualTo(0x1.0p63 + 2048);
    assertThat(array.getDouble(1)).isEqualTo(0x1.0p63);
    assertThat(array.getDouble(2)).isEqualTo(0x1.0p63 + 4096);
  }

  @Test
  void wantsAsManyValuesAsElements() {
    assertThat(HostArray.ofLongs(Shape.of(2), 3, -4).getLong(1)).isEqualTo(-4);
    assertThatThrownBy(() -> HostArray.ofDoubles(Shape.of(2, 2), 1, 2, 3))
        .hasMessage("3 values for a float64 array of shape (2, 2)")
        .extracting("code")
        .isEqualTo(ErrorCode.INTERNAL);
    assertThatThrownBy(() -> HostArray.ofLongs(Shape.SCALAR))
        .hasMessage("0 values for a int64 array of shape ()");
    assertThatThrownBy(() -> HostArray.wrap(DType.BOOL, Shape.of(2), new byte[3]))
        .hasMessage("3 bytes for a bool array of shape (2,)");
  }

  @Test
  void isAtMostOneJavaArray() {
    assertThatThrownBy(() -> HostArray.allocate(DType.FLOAT64, Shape.of(1L << 61)))
        .hasMessage(
            "Cannot hold a float64 array of shape (2305843009213693952,) in one piece: it has"
                + " 2305843009213693952 elements of 8 bytes, the limit is 2147483639 bytes;"
                + " cut it into chunks")
        .extracting("code")
        .isEqualTo(ErrorCode.MEMORY);
    assertThat(HostArray.checkedBytes(DType.FLOAT64, Shape.of((1 << 28) - 2)))
        .isEqualTo(2147483632);
    assertThatThrownBy(() -> HostArray.checkedBytes(DType.FLOAT64, Shape.of(1 << 28)))
        .hasMessageContaining("in one piece");
  }

  @Test
  void keepsItsElementsUnderAnotherShape() {
    HostArray array = HostArray.ofLongs(Shape.of(2, 3), 0, 1, 2, 3, 4, 5);
    assertThat(array.reshaped(Shape.of(6)))
        .isEqualTo(HostArray.ofLongs(Shape.of(6), 0, 1, 2, 3, 4, 5));
    assertThatThrownBy(() -> array.reshaped(Shape.of(5))).hasMessageContaining("48 bytes");
  }
}
