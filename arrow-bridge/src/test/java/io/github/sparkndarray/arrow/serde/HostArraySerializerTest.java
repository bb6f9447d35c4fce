package io.github.sparkndarray.arrow.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.io.UnsafeInput;
import com.esotericsoftware.kryo.io.UnsafeOutput;
import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.testing.Samples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostArraySerializerTest {
  private final Kryo kryo = new Kryo();

  HostArraySerializerTest() {
    kryo.setRegistrationRequired(true);
    kryo.register(HostArray.class, new HostArraySerializer());
  }

  @ParameterizedTest
  @EnumSource
  void readsWhatItWroteOnStreamsOfEitherKind(DType dtype) {
    HostArray array = Samples.array(dtype, 7, 1, 5);
    assertThat(read(written(array, false), false)).isEqualTo(array);
    assertThat(read(written(array, true), true)).isEqualTo(array);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsArraysLargerThanTheStreamsBuffer(boolean unsafe) {
    HostArray array = Samples.array(DType.FLOAT64, 300, 1000);
    assertThat(read(written(array, unsafe), unsafe)).isEqualTo(array);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsArraysBetweenOtherValues(boolean unsafe) {
    HostArray array = Samples.array(DType.INT32, 3);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Output output = output(bytes, unsafe)) {
      output.writeInt(-17);
      kryo.writeClassAndObject(output, array);
      kryo.writeClassAndObject(output, "between");
      kryo.writeClassAndObject(output, Samples.array(DType.BOOL));
      output.writeLong(42, true);
    }
    try (Input input = input(bytes.toByteArray(), unsafe)) {
      assertThat(input.readInt()).isEqualTo(-17);
      assertThat(kryo.readClassAndObject(input)).isEqualTo(array);
      assertThat(kryo.readClassAndObject(input)).isEqualTo("between");
      assertThat(kryo.readClassAndObject(input)).isEqualTo(Samples.array(DType.BOOL));
      assertThat(input.readLong(true)).isEqualTo(42);
    }
  }

  /** Spark would take Kryo's "buffer underflow" for the end of its input. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStreamThatEndsWithinAnArrayFailsLoudly(boolean unsafe) {
    byte[] bytes = written(Samples.array(DType.FLOAT64, 3), unsafe);
    int classId = 1;
    for (int length = classId + 1; length < bytes.length; length++) {
      byte[] truncated = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> read(truncated, unsafe))
          .isInstanceOf(NDArrayException.class)
          .hasMessageContaining("the stream ends within its")
          .hasMessageNotContaining("underflow")
          .extracting("code")
          .isEqualTo(ErrorCode.FORMAT);
    }
  }

  @Test
  void noticesDamage() {
    byte[] bytes = written(Samples.array(DType.FLOAT64, 3), false);
    bytes[bytes.length - 6] ^= 4;
    assertThatThrownBy(() -> read(bytes, false))
        .hasMessage("Cannot read a serialized array: the checksum of its elements is wrong");
  }

  @Test
  void anArrayIsItsOwnCopy() {
    HostArray array = Samples.array(DType.INT64, 3);
    assertThat(kryo.copy(array)).isSameAs(array);
  }

  private byte[] written(HostArray array, boolean unsafe) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Output output = output(bytes, unsafe)) {
      kryo.writeClassAndObject(output, array);
    }
    return bytes.toByteArray();
  }

  private Object read(byte[] bytes, boolean unsafe) {
    try (Input input = input(bytes, unsafe)) {
      return kryo.readClassAndObject(input);
    }
  }

  private static Output output(ByteArrayOutputStream bytes, boolean unsafe) {
    return unsafe ? new UnsafeOutput(bytes, 64) : new Output(bytes, 64);
  }

  private static Input input(byte[] bytes, boolean unsafe) {
    ByteArrayInputStream stream = new ByteArrayInputStream(bytes);
    return unsafe ? new UnsafeInput(stream, 64) : new Input(stream, 64);
  }
}
