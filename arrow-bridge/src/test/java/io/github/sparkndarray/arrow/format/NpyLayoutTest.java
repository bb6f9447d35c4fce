package io.github.sparkndarray.arrow.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.Shape;
import io.github.sparkndarray.testing.Samples;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NpyLayoutTest {
  private static final NpyHeader GRID =
      new NpyHeader(DType.FLOAT64, false, false, Shape.of(4, 6), 0);
  private static final Box INNER = new Box(new long[] {1, 1}, Shape.of(2, 3));

  @Test
  void readsOverSmallGaps() throws IOException {
    // Elements 7 to 15 in file order: two runs of three with three between them.
    assertThat(ranges(NpyLayout.of(GRID, INNER))).containsExactly("56+72");
  }

  @Test
  void readsLargeGapsNot() throws IOException {
    assertThat(ranges(NpyLayout.of(GRID, INNER, 1000, 23))).containsExactly("56+24", "104+24");
    assertThat(ranges(NpyLayout.of(GRID, INNER, 1000, 24))).containsExactly("56+72");
  }

  @Test
  void cutsWhatIsTooLargeForTheStagingMemory() throws IOException {
    assertThat(ranges(NpyLayout.of(GRID, Box.whole(Shape.of(4, 6)), 100, 0)))
        .containsExactly("0+96", "96+96");
    assertThat(ranges(NpyLayout.of(GRID, Box.whole(Shape.of(4, 6)), 40, 0)))
        .containsExactly("0+32", "32+16", "48+32", "80+16", "96+32", "128+16", "144+32", "176+16");
  }

  @Test
  void readsAllOfAFileInOneRangeWhereItFits() throws IOException {
    for (boolean fortran : new boolean[] {false, true}) {
      NpyHeader header = new NpyHeader(DType.INT32, true, fortran, Shape.of(5, 1, 7, 2), 64);
      assertThat(ranges(NpyLayout.of(header, Box.whole(header.shape())))).containsExactly("64+280");
    }
  }

  @Test
  void readsRunsOfColumnsOfLargeFortranOrderedFiles() throws IOException {
    // 64 columns at a time, 62500 bytes of each, so that neither side of the copy misses the cache.
    NpyHeader header = new NpyHeader(DType.FLOAT64, false, true, Shape.of(1_000_000, 1000), 128);
    NpyLayout layout = NpyLayout.of(header, Box.whole(header.shape()));
    List<Long> starts = new ArrayList<>();
    long[] shortest = {Long.MAX_VALUE};
    layout.forEachRange(
        (position, length) -> {
          starts.add(position);
          shortest[0] = Math.min(shortest[0], length);
        });
    assertThat(starts.get(1) - starts.get(0)).isEqualTo(8_000_000);
    assertThat(shortest[0]).isGreaterThan(32_000);
    assertThat(layout.bytesRead()).isEqualTo(8_000_000_000L);
  }

  @Test
  void reachesPastTwoGibibytes() throws IOException {
    NpyHeader header = NpyHeader.of(DType.FLOAT64, Shape.of(1_000_000_000, 1000));
    Box box = new Box(new long[] {999_999_998, 990}, Shape.of(2, 5));
    long offset = 128 + 8 * (999_999_998L * 1000 + 990);
    assertThat(ranges(NpyLayout.of(header, box))).containsExactly(offset + "+" + 8040);
    assertThat(header.elementOffset(999_999_998, 990)).isEqualTo(offset);
  }

  @Test
  void anEmptyBoxReadsNothing() throws IOException {
    assertThat(ranges(NpyLayout.of(GRID, new Box(new long[] {4, 2}, Shape.of(0, 3))))).isEmpty();
    NpyHeader empty = NpyHeader.of(DType.BOOL, Shape.of(3, 0, 1L << 40));
    NpyLayout layout = NpyLayout.of(empty, Box.whole(empty.shape()));
    assertThat(layout.bytesRead()).isZero();
    layout.read(new ByteArrayReader(new byte[0]), ByteBuffer.allocate(0));
  }

  @Test
  void readsRandomBoxesOfRandomFiles() throws IOException {
    Random random = Samples.random();
    DType[] dtypes = DType.values();
    for (int round = 0; round < 4000; round++) {
      DType dtype = dtypes[random.nextInt(dtypes.length)];
      int rank = random.nextInt(5);
      long[] extents = random.longs(rank, 1, random.nextInt(2, 12)).toArray();
      HostArray array = Samples.array(dtype, extents);
      NpyHeader header =
          new NpyHeader(
              dtype,
              dtype.itemSize() > 1 && random.nextBoolean(),
              random.nextBoolean(),
              array.shape(),
              random.nextInt(200));
      Box box = randomBox(array.shape(), random);
      int maxStaging = dtype.itemSize() << random.nextInt(12);
      NpyLayout layout = NpyLayout.of(header, box, maxStaging, random.nextInt(64));
      ByteArrayReader file = new ByteArrayReader(fileOf(header, array));
      HostArray expected = boxOf(array, box);

      HostArray heap = HostArray.allocate(dtype, box.shape());
      layout.read(file, heap.writableBuffer());
      assertThat(heap).as("%s of %s, %d", box, header, maxStaging).isEqualTo(expected);
      assertThat(file.bytesRead).isEqualTo(layout.bytesRead());
      assertThat(ranges(layout)).hasSize(file.reads);

      ByteBuffer direct = ByteBuffer.allocateDirect(heap.bytes().length);
      layout.read(file, direct);
      assertThat(direct).isEqualTo(expected.buffer());
    }
  }

  private static List<String> ranges(NpyLayout layout) throws IOException {
    List<String> ranges = new ArrayList<>();
    layout.forEachRange((position, length) -> ranges.add(position + "+" + length));
    return ranges;
  }

  private static Box randomBox(Shape shape, Random random) {
    long[] origin = new long[shape.rank()];
    long[] extents = new long[shape.rank()];
    for (int axis = 0; axis < origin.length; axis++) {
      extents[axis] = random.nextLong(1, shape.extent(axis) + 1);
      origin[axis] = random.nextLong(shape.extent(axis) - extents[axis] + 1);
    }
    return new Box(origin, Shape.of(extents));
  }

  /** The file of an array, an element at a time. */
  private static byte[] fileOf(NpyHeader header, HostArray array) {
    byte[] file = new byte[(int) header.fileBytes()];
    int itemSize = array.dtype().itemSize();
    int partSize = array.dtype().part().itemSize();
    long[] index = new long[array.shape().rank()];
    for (int i = 0; i < array.size(); i++) {
      int offset = (int) header.elementOffset(index);
      for (int b = 0; b < itemSize; b++) {
        int inPart = header.bigEndian() ? partSize - 1 - b % partSize : b % partSize;
        file[offset + b / partSize * partSize + inPart] = array.bytes()[i * itemSize + b];
      }
      advance(index, array.shape());
    }
    return file;
  }

  /** The elements of a box, an element at a time. */
  private static HostArray boxOf(HostArray array, Box box) {
    HostArray part = HostArray.allocate(array.dtype(), box.shape());
    int itemSize = array.dtype().itemSize();
    long[] strides = array.shape().strides();
    long[] index = new long[array.shape().rank()];
    for (int i = 0; i < part.size(); i++) {
      int from = 0;
      for (int axis = 0; axis < index.length; axis++) {
        from += (int) ((box.origin(axis) + index[axis]) * strides[axis]);
      }
      System.arraycopy(array.bytes(), from * itemSize, part.bytes(), i * itemSize, itemSize);
      advance(index, box.shape());
    }
    return part;
  }

  private static void advance(long[] index, Shape shape) {
    for (int axis = index.length - 1; axis >= 0 && ++index[axis] == shape.extent(axis); axis--) {
      index[axis] = 0;
    }
  }
}
