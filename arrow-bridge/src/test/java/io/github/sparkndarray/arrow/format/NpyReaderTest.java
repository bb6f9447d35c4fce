package io.github.sparkndarray.arrow.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.Shape;
import io.github.sparkndarray.testing.NumPy;
import io.github.sparkndarray.testing.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NpyReaderTest {

  @ParameterizedTest
  @EnumSource
  void readsWhatNumPyWroteInEveryOrderAndVersion(DType dtype) throws IOException {
    Map<String, byte[]> files = NumPy.files();
    List<String> read = new ArrayList<>();
    for (String name : files.keySet()) {
      if (!name.startsWith(dtype + "-")) {
        continue;
      }
      HostArray expected =
          name.contains("scalar")
              ? Samples.array(dtype)
              : name.contains("empty")
                  ? Samples.array(dtype, 0, 3)
                  : name.contains("line") ? Samples.array(dtype, 7) : Samples.array(dtype, 3, 4, 5);
      byte[] file = files.get(name);
      assertThat(whole(file)).as(name).isEqualTo(expected);
      assertThat(NpyReader.read(name, new ByteArrayInputStream(file))).isEqualTo(expected);
      ByteBuffer direct = ByteBuffer.allocateDirect(expected.bytes().length);
      NpyReader reader = NpyReader.open(new ByteArrayReader(file));
      reader.read(Box.whole(expected.shape()), direct);
      assertThat(direct).isEqualTo(expected.buffer());
      assertThat(reader.header().fileBytes()).isEqualTo(file.length);
      read.add(name);
    }
    assertThat(read).hasSize(2 * 2 * 3 + 3);
  }

  @Test
  void transposesFortranOrderedFiles() throws IOException {
    assertThat(whole(NumPy.file("fortran-grid")))
        .isEqualTo(Samples.array(DType.FLOAT64, 37, 2, 29));
  }

  @Test
  void findsElementsInEitherOrder() throws IOException {
    for (String order : List.of("C", "F")) {
      byte[] file = NumPy.file("int64-" + order + "-little-1");
      NpyHeader header = NpyHeader.read("x.npy", new ByteArrayInputStream(file));
      assertThat(header.fortranOrder()).isEqualTo(order.equals("F"));
      long value = Samples.array(DType.INT64, 3, 4, 5).getLong(2 * 20 + 1 * 5 + 3);
      int offset = (int) header.elementOffset(2, 1, 3);
      ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
      assertThat(bytes.getLong(offset)).isEqualTo(value);
    }
  }

  @Test
  void leavesAStreamBehindTheArray() throws IOException {
    byte[] first = NumPy.file("int32-F-big-2");
    byte[] second = NumPy.file("bool-line");
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    InputStream in = new ByteArrayInputStream(both);
    assertThat(NpyReader.read("a", in)).isEqualTo(Samples.array(DType.INT32, 3, 4, 5));
    assertThat(NpyReader.read("b", in)).isEqualTo(Samples.array(DType.BOOL, 7));
  }

  @Test
  void readsBoxes() throws IOException {
    // np.arange(12).reshape(3, 4)[1:, 1:3]
    NpyReader reader = NpyReader.open(new ByteArrayReader(file(Samples.arange(Shape.of(3, 4)))));
    assertThat(reader.read(new Box(new long[] {1, 1}, Shape.of(2, 2))))
        .isEqualTo(HostArray.ofLongs(Shape.of(2, 2), 5, 6, 9, 10));
    assertThat(reader.read(new Box(new long[] {3, 4}, Shape.of(0, 0))).size()).isZero();
    assertThatThrownBy(() -> reader.read(new Box(new long[] {1, 1}, Shape.of(2, 4))))
        .hasMessage("Box[[1, 1] + (2, 4)] of an array of shape (3, 4)")
        .extracting("code")
        .isEqualTo(ErrorCode.INTERNAL);
    assertThatThrownBy(() -> reader.read(Box.whole(Shape.of(3))))
        .hasMessage("Box[[0] + (3,)] of an array of shape (3, 4)");
    assertThatThrownBy(() -> reader.read(Box.whole(Shape.of(3, 4)), ByteBuffer.allocate(95)))
        .hasMessage("95 bytes for Box[[0, 0] + (3, 4)] of int64");
  }

  @Test
  void writesFromTheTargetsPositionOn() throws IOException {
    NpyReader reader = NpyReader.open(new ByteArrayReader(file(Samples.arange(Shape.of(2)))));
    ByteBuffer target = ByteBuffer.allocate(24).position(8);
    reader.read(Box.whole(Shape.of(2)), target);
    assertThat(target.position()).isEqualTo(8);
    assertThat(target.array()[16]).isEqualTo((byte) 1);
  }

  @Test
  void aBoolIsZeroOrOneWhateverTheFileHas() throws IOException {
    byte[] file = file(Samples.array(DType.BOOL, 3));
    System.arraycopy(new byte[] {2, 0, -1}, 0, file, 128, 3);
    assertThat(whole(file).bytes()).containsExactly(1, 0, 1);
    assertThat(NpyReader.read("x", new ByteArrayInputStream(file)).bytes())
        .containsExactly(1, 0, 1);
  }

  @Test
  void refusesTruncatedFilesBeforeReadingThem() {
    byte[] file = file(Samples.array(DType.FLOAT64, 2, 3));
    for (int length = 128; length < file.length; length++) {
      ByteArrayReader shorter = new ByteArrayReader(Arrays.copyOf(file, length));
      String message =
          "Cannot read x.npy: it is truncated: a float64 array of shape (2, 3) from byte 128 on"
              + " needs 176 bytes, the file has "
              + length;
      assertThatThrownBy(() -> NpyReader.open(shorter))
          .hasMessage(message)
          .extracting("code")
          .isEqualTo(ErrorCode.FORMAT);
      assertThat(shorter.bytesRead).isEqualTo(128);
      byte[] bytes = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> NpyReader.read("x.npy", new ByteArrayInputStream(bytes)))
          .hasMessage(message);
    }
  }

  @Test
  void refusesAFileThatShrinksWhileItIsRead() throws IOException {
    byte[] file = file(Samples.array(DType.FLOAT64, 2, 3));
    NpyReader reader = NpyReader.open(new ByteArrayReader(Arrays.copyOf(file, 170), file.length));
    assertThatThrownBy(() -> reader.read(Box.whole(Shape.of(2, 3))))
        .hasMessageStartingWith("Cannot read x.npy: it is truncated: ")
        .extracting("code")
        .isEqualTo(ErrorCode.FORMAT);
  }

  @Test
  void takesNoMemoryForWhatAStreamOnlyAnnounces() {
    byte[] header = NpyWriter.header(DType.INT8, Shape.of(2_000_000_000));
    assertThatThrownBy(() -> NpyReader.read("x.npy", new ByteArrayInputStream(header)))
        .hasMessageContaining("it is truncated")
        .hasMessageEndingWith("the file has 128");
  }

  @Test
  void readsArraysLargerThanTheFirstStepOfTheStream() throws IOException {
    HostArray large = Samples.array(DType.INT64, (1 << 23) + 5);
    assertThat(NpyReader.read("x.npy", new ByteArrayInputStream(file(large))).equals(large))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "float16; its dtype is float16 (descr '<f2')",
        "longdouble; its dtype is float128 (descr '<f16')",
        "bytes; its dtype is bytes (descr '|S3')",
        "str; its dtype is str (descr '<U3')",
        "datetime64; its dtype is datetime64[D] (descr '<M8[D]')",
        "timedelta64; its dtype is timedelta64[ns] (descr '<m8[ns]')",
        "void; its dtype is void (descr '|V3')",
      })
  void refusesOtherDTypesByName(String file, String reason) {
    assertThatThrownBy(() -> whole(NumPy.file("refused-" + file)))
        .isInstanceOf(NDArrayException.class)
        .hasMessage(
            "Cannot read x.npy: "
                + reason
                + "; arrays are of bool, integers, floats of 32 and 64 bits, or complex numbers")
        .extracting("code")
        .isEqualTo(ErrorCode.UNSUPPORTED);
  }

  @Test
  void refusesPythonObjects() {
    assertThatThrownBy(() -> whole(NumPy.file("refused-object")))
        .hasMessage(
            "Cannot read x.npy: it holds Python objects (dtype object), which only Python can load;"
                + " save it again as numbers, for example np.save(path, x.astype(np.float64))")
        .extracting("code")
        .isEqualTo(ErrorCode.UNSUPPORTED);
  }

  @Test
  void refusesStructuredDTypes() {
    assertThatThrownBy(() -> whole(NumPy.file("refused-structured")))
        .hasMessage(
            "Cannot read x.npy: its dtype is structured (descr [('a', '<i4'), ('b', '<f8', (2,))]);"
                + " save each field as an array of its own")
        .extracting("code")
        .isEqualTo(ErrorCode.UNSUPPORTED);
    assertThatThrownBy(() -> whole(NumPy.file("refused-fields-unicode")))
        .hasMessageContaining("(descr [('?', '<i4')])");
  }

  static HostArray whole(byte[] file) throws IOException {
    NpyReader reader = NpyReader.open(new ByteArrayReader(file));
    return reader.read(Box.whole(reader.header().shape()));
  }

  static byte[] file(HostArray array) {
    byte[] header = NpyWriter.header(array.dtype(), array.shape());
    byte[] file = Arrays.copyOf(header, header.length + array.bytes().length);
    System.arraycopy(array.bytes(), 0, file, header.length, array.bytes().length);
    return file;
  }
}
