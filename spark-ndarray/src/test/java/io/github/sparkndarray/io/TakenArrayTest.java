package io.github.sparkndarray.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.kernel.ArrayRegion;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TakenArrayTest {
  private static final long SEED = 20261127;
  private static final Shape SHAPE = Shape.of(5, 7, 3);

  /** Elements are their positions; a part is memory where that is asked for, and more than it. */
  private record Numbers(boolean isMemory) implements StoredArray {
    @Override
    public DType dtype() {
      return DType.INT32;
    }

    @Override
    public Shape shape() {
      return SHAPE;
    }

    @Override
    public String name() {
      return "numbers";
    }

    @Override
    public Optional<ArrayRegion> view(Box region) {
      Box run = region.coveringRun(SHAPE);
      ByteBuffer data = ByteBuffer.allocate((int) run.shape().size() * 4);
      new Numbers(false).read(run, data.order(ByteOrder.LITTLE_ENDIAN));
      return isMemory ? Optional.of(new ArrayRegion(DType.INT32, run, data)) : Optional.empty();
    }

    @Override
    public void read(Box region, ByteBuffer target) {
      ByteBuffer elements = target.slice().order(ByteOrder.LITTLE_ENDIAN);
      RegionRuns runs = new RegionRuns(SHAPE, region);
      while (runs.next()) {
        for (int i = 0; i < runs.length(); i++) {
          elements.putInt((int) runs.start() + i);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void regionsHaveWhatIsAtThePositions(boolean isMemory) {
    Random random = new Random(SEED);
    for (int round = 0; round < 300; round++) {
      int axis = random.nextInt(3);
      long[] positions = random.longs(1 + random.nextInt(9), 0, SHAPE.extent(axis)).toArray();
      StoredArray taken = new TakenArray(new Numbers(isMemory), axis, positions);
      Box region = region(random, taken.shape());
      ByteBuffer target = ByteBuffer.allocate(8 + (int) region.shape().size() * 4);
      taken.read(region, target.position(8));
      int[] found = new int[(int) region.shape().size()];
      target.position(8).slice().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(found);
      assertThat(found)
          .as(
              "seed %d, round %d: %s of %s along %d",
              SEED, round, region, Arrays.toString(positions), axis)
          .isEqualTo(expected(region, axis, positions));
    }
  }

  private static Box region(Random random, Shape shape) {
    long[] origin = new long[3];
    long[] extents = new long[3];
    for (int d = 0; d < 3; d++) {
      origin[d] = random.nextInt((int) shape.extent(d));
      extents[d] = 1 + random.nextInt((int) (shape.extent(d) - origin[d]));
    }
    return new Box(origin, Shape.of(extents));
  }

  private static int[] expected(Box region, int axis, long[] positions) {
    int[] expected = new int[(int) region.shape().size()];
    int to = 0;
    for (long i = 0; i < region.extent(0); i++) {
      for (long j = 0; j < region.extent(1); j++) {
        for (long k = 0; k < region.extent(2); k++) {
          long[] index = {region.origin(0) + i, region.origin(1) + j, region.origin(2) + k};
          index[axis] = positions[(int) index[axis]];
          expected[to++] = (int) ((index[0] * 7 + index[1]) * 3 + index[2]);
        }
      }
    }
    return expected;
  }
}
