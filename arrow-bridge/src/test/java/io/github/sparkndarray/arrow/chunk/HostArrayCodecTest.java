package io.github.sparkndarray.arrow.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.testing.Samples;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HostArrayCodecTest {

  static Stream<HostArray> arrays() {
    return Stream.concat(
        Arrays.stream(DType.values()).map(dtype -> Samples.array(dtype, 3, 4)),
        Stream.of(
            Samples.array(DType.FLOAT64),
            Samples.array(DType.FLOAT32, 0),
            Samples.array(DType.INT32, 3, 0, 2),
            Samples.array(DType.INT64, new long[64]),
            // Several pieces, the last one short.
            Samples.array(DType.FLOAT64, 100_003)));
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void readsWhatItWrote(HostArray array) throws IOException {
    byte[] bytes = serialized(array);
    assertThat(bytes.length).isEqualTo(HostArrayCodec.serializedBytes(array));
    assertThat(deserialized(bytes)).isEqualTo(array);

    ByteArrayOutputStream data = new ByteArrayOutputStream();
    HostArrayCodec.writeData(array, new DataOutputStream(data));
    assertThat(data.toByteArray()).isEqualTo(bytes);
    DataInput in = new DataInputStream(new ByteArrayInputStream(bytes));
    assertThat(HostArrayCodec.readData(in)).isEqualTo(array);
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void survivesJavaSerialization(HostArray array) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(List.of(array, "between", array));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(List.of(array, "between", array));
    }
  }

  @Test
  void refusesDamagedJavaSerialization() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ObjectOutputStream objects = new ObjectOutputStream(out)) {
      objects.writeObject(Samples.array(DType.INT64, 5));
    }
    byte[] bytes = out.toByteArray();
    bytes[bytes.length - 10] ^= 1;
    assertThatThrownBy(() -> new ObjectInputStream(new ByteArrayInputStream(bytes)).readObject())
        .hasMessage("Cannot read a serialized array: the checksum of its elements is wrong");
  }

  @Test
  void readsOneArrayAfterAnother() throws IOException {
    HostArray first = Samples.array(DType.INT16, 5);
    HostArray second = Samples.array(DType.BOOL, 2, 2);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HostArrayCodec.write(first, out);
    HostArrayCodec.write(second, out);
    InputStream in = new ByteArrayInputStream(out.toByteArray());
    assertThat(HostArrayCodec.read(in)).isEqualTo(first);
    assertThat(HostArrayCodec.read(in)).isEqualTo(second);
    assertThat(in.available()).isZero();
  }

  @Test
  void noticesEveryFlippedBit() {
    byte[] bytes = serialized(Samples.array(DType.FLOAT32, 2, 3));
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] damaged = bytes.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(catchThrowable(() -> deserialized(damaged)))
          .as("bit %d", bit)
          .isInstanceOf(NDArrayException.class)
          .hasMessageStartingWith("Cannot read a serialized array: ")
          .extracting("code")
          .isEqualTo(ErrorCode.FORMAT);
    }
  }

  @Test
  void noticesTheEndOfTheStreamAtEveryLength() {
    byte[] bytes = serialized(Samples.array(DType.FLOAT32, 2, 3));
    for (int length = 0; length < bytes.length; length++) {
      byte[] damaged = Arrays.copyOf(bytes, length);
      String where =
          length < 7 + 3 * 8 + 4 ? "header" : length < bytes.length - 4 ? "elements" : "checksum";
      assertThatThrownBy(() -> deserialized(damaged))
          .hasMessage("Cannot read a serialized array: the stream ends within its " + where)
          .extracting("code")
          .isEqualTo(ErrorCode.FORMAT);
      assertThatThrownBy(
              () -> HostArrayCodec.readData(new DataInputStream(new ByteArrayInputStream(damaged))))
          .hasMessageEndingWith("the stream ends within its " + where);
    }
  }

  @Test
  void saysWhatIsWrongWithAHeader() {
    assertThatThrownBy(() -> deserialized(header(0x4e44_4841, 2, 5, 24, 3)))
        .hasMessageEndingWith("its format version is 2, this library reads 1");
    assertThatThrownBy(() -> deserialized(header(0x12, 1, 5, 24, 3)))
        .hasMessageEndingWith("it begins with 0x00000012, not with 0x4e444841");
    assertThatThrownBy(() -> deserialized(header(0x4e44_4841, 1, 14, 24, 3)))
        .hasMessageEndingWith("there is no dtype of code 14");
    assertThatThrownBy(() -> deserialized(header(0x4e44_4841, 1, 5, 25, 3)))
        .hasMessageEndingWith("it announces 25 bytes for a int64 array of shape (3,)");
    assertThatThrownBy(() -> deserialized(header(0x4e44_4841, 1, 5, 24, -3)))
        .hasMessageEndingWith("negative dimensions are not allowed");
    assertThatThrownBy(() -> deserialized(header(0x4e44_4841, 1, 5, 24, 1L << 62)))
        .hasMessageContaining("in one piece")
        .extracting("code")
        .isEqualTo(ErrorCode.FORMAT);
    assertThatThrownBy(() -> deserialized(header(0x4e44_4841, 1, 5, 24, new long[65])))
        .hasMessageEndingWith("it has 65 dimensions");
    HostArray tooMany = Samples.array(DType.BOOL, new long[65]);
    assertThatThrownBy(() -> serialized(tooMany))
        .hasMessage("Cannot serialize an array with 65 dimensions: at most 64 are allowed");
  }

  @Test
  void randomBytesAreRefused() {
    Random random = Samples.random();
    byte[] good = serialized(Samples.array(DType.INT32, 4, 4));
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = good.clone();
      if (round % 2 == 0) {
        bytes = new byte[random.nextInt(100)];
        random.nextBytes(bytes);
        System.arraycopy(good, 0, bytes, 0, Math.min(bytes.length, random.nextInt(8)));
      } else {
        int at = random.nextInt(bytes.length);
        random.nextBytes(bytes);
        System.arraycopy(good, 0, bytes, 0, at);
      }
      byte[] given = bytes;
      Throwable thrown = catchThrowable(() -> deserialized(given));
      if (!Arrays.equals(given, good)) {
        assertThat(thrown).isInstanceOf(NDArrayException.class);
      }
    }
  }

  @Test
  void failuresOfTheStreamAreNotTakenForDamage() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the disk is gone");
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            return read();
          }
        };
    assertThatThrownBy(() -> HostArrayCodec.read(broken))
        .isInstanceOf(IOException.class)
        .hasMessage("the disk is gone");
  }

  @Test
  void writesLargeArraysInPieces() throws IOException {
    HostArray array = Samples.array(DType.FLOAT64, 1 << 18);
    int[] largest = {0};
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) {}

          @Override
          public void write(byte[] bytes, int offset, int length) {
            largest[0] = Math.max(largest[0], length);
          }
        };
    HostArrayCodec.write(array, out);
    assertThat(largest[0]).isLessThanOrEqualTo(1 << 18);
  }

  /** A header whose checksum is right, whatever its fields say. */
  private static byte[] header(int magic, int version, int dtype, long length, long... extents) {
    ByteBuffer header = ByteBuffer.allocate(7 + 8 * extents.length + 12);
    header.putInt(magic).put((byte) version).put((byte) dtype).put((byte) extents.length);
    for (long extent : extents) {
      header.putLong(extent);
    }
    header.putLong(length);
    CRC32C checksum = new CRC32C();
    checksum.update(header.array(), 0, header.position());
    return header.putInt((int) checksum.getValue()).array();
  }

  private static byte[] serialized(HostArray array) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      HostArrayCodec.write(array, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static HostArray deserialized(byte[] bytes) throws IOException {
    return HostArrayCodec.read(new ByteArrayInputStream(bytes));
  }
}
