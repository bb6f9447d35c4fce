package io.github.sparkndarray.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.arrow.format.NpyWriter;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.kernel.ArrayRegion;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NpyFileTest {
  private static final Shape SHAPE = Shape.of(4, 3, 2);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "0 0 0, 4 3 2, 0 0 0, 4 3 2",
    "1 0 0, 2 3 2, 1 0 0, 2 3 2",
    "1 1 0, 2 1 1, 1 0 0, 2 3 2",
    "2 1 0, 1 2 1, 2 1 0, 1 2 2",
    "3 2 1, 1 1 1, 3 2 1, 1 1 1",
  })
  void aViewIsTheShortestRunAroundTheRegion(
      String origin, String extents, String runOrigin, String runExtents) throws IOException {
    NpyFile file = open(counting(SHAPE, 0));
    ArrayRegion view = file.view(box(origin, extents)).orElseThrow();
    assertThat(view.box()).isEqualTo(box(runOrigin, runExtents));
    ByteBuffer read = ByteBuffer.allocate(8 * (int) view.box().shape().size());
    file.read(view.box(), read.duplicate());
    assertThat(view.data()).isEqualTo(read);
  }

  @Test
  void aFileThatTookAnothersPlaceIsReadAnew() throws IOException {
    Path path = counting(SHAPE, 0);
    NpyFile file = open(path);
    ArrayRegion before = file.view(Box.whole(SHAPE)).orElseThrow();
    Files.move(path, folder.resolve("old.npy"));
    counting(SHAPE, 100);
    ArrayRegion after = file.view(Box.whole(SHAPE)).orElseThrow();
    assertThat(first(after)).isEqualTo(100);
    assertThat(first(before)).as("what is in use stays as it is").isZero();
  }

  @Test
  void aRegionMayCrossWindows() throws IOException {
    long elements = 3L << 27;
    Path path = folder.resolve("large.npy");
    byte[] header = NpyWriter.header(DType.FLOAT64, Shape.of(elements));
    long crossing = (1L << 27) - 10;
    try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
      sparse.write(header);
      sparse.seek(header.length + 8 * (crossing + 19));
      sparse.writeLong(Long.reverseBytes(Double.doubleToLongBits(7)));
      sparse.setLength(header.length + 8 * elements);
    }
    NpyFile file = open(path);
    Box region = new Box(new long[] {crossing}, Shape.of(20));
    ByteBuffer data = file.view(region).orElseThrow().data().order(ByteOrder.LITTLE_ENDIAN);
    assertThat(data.asDoubleBuffer().get(18)).isZero();
    assertThat(data.asDoubleBuffer().get(19)).isEqualTo(7);
    assertThat(file.view(Box.whole(Shape.of(elements))))
        .as("more than a buffer can hold")
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({">f8, False", "<f8, True", "|b1, False"})
  void whatMustBeConvertedIsNoView(String descr, String fortranOrder) throws IOException {
    String header =
        "{'descr': '%s', 'fortran_order': %s, 'shape': (2, 2), }".formatted(descr, fortranOrder);
    ByteBuffer bytes = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).putShort((short) 1);
    bytes.putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
    Path path = Files.write(folder.resolve("other.npy"), bytes.array());
    assertThat(open(path).view(Box.whole(Shape.of(2, 2)))).isEmpty();
  }

  @Test
  void aFileThatHasBecomeShorterIsRefused() throws IOException {
    Path path = counting(SHAPE, 0);
    NpyFile file = open(path);
    try (RandomAccessFile shorter = new RandomAccessFile(path.toFile(), "rw")) {
      shorter.setLength(200);
    }
    assertThatThrownBy(() -> file.view(Box.whole(SHAPE)))
        .isInstanceOf(NDArrayException.class)
        .hasMessageContaining("it is truncated")
        .hasMessageContaining("the file has 200");
  }

  @Test
  void aTaskHasTheConfigurationOfTheDriver() throws Exception {
    Configuration configuration = new Configuration();
    configuration.set("fs.example.secret", "kept");
    HadoopSettings settings = HadoopSettings.of(configuration);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(settings);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      Configuration copy = ((HadoopSettings) in.readObject()).value();
      assertThat(copy.get("fs.example.secret")).isEqualTo("kept");
    }
  }

  private static NpyFile open(Path path) {
    return NpyFile.open(path.toString(), new Configuration());
  }

  /** A file of the whole numbers from one on. */
  private Path counting(Shape shape, double from) throws IOException {
    int elements = (int) shape.size();
    ByteBuffer data = ByteBuffer.allocate(8 * elements).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < elements; i++) {
      data.putDouble(from + i);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(NpyWriter.header(DType.FLOAT64, shape));
    bytes.write(data.array());
    return Files.write(folder.resolve("array.npy"), bytes.toByteArray());
  }

  private static double first(ArrayRegion region) {
    return region.data().duplicate().order(ByteOrder.LITTLE_ENDIAN).getDouble(0);
  }

  private static Box box(String origin, String extents) {
    return new Box(numbers(origin), Shape.of(numbers(extents)));
  }

  private static long[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
  }
}
