package io.github.sparkndarray.kernel.codegen;

import static io.github.sparkndarray.kernel.codegen.Problem.apply;
import static io.github.sparkndarray.kernel.codegen.Problem.inner;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.ArrayRegion;
import io.github.sparkndarray.kernel.BlockKernel;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Scalar;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Slabs of a block that read the same region, as a task runs them. */
class KeptPanelTest {
  private static final long SEED = 20261125;
  private static final int ROWS = 12;

  /** Several tiles and a short one. */
  private static final int COLUMNS = 5003;

  private static LoopNest distances(HostArray rows, HostArray columns) {
    Problem problem = new Problem().parallel(ROWS, COLUMNS).inner(3);
    Scalar a = problem.load(rows, 0, 2);
    Scalar b = problem.load(columns, 1, 2);
    Scalar apart = apply(Operator.SUBTRACT, a, b);
    Scalar squares = inner(Reduction.SUM, apply(Operator.MULTIPLY, apart, apart), 2);
    return problem.output(apply(Operator.SQRT, squares)).nest();
  }

  private static ArrayRegion region(HostArray array) {
    return new ArrayRegion(array.dtype(), Box.whole(array.shape()), array.buffer());
  }

  private static double[] slabs(BlockKernel kernel, List<ArrayRegion> inputs, int rowsEach) {
    double[] all = new double[ROWS * COLUMNS];
    for (int row = 0; row < ROWS; row += rowsEach) {
      ByteBuffer output =
          ByteBuffer.allocateDirect(rowsEach * COLUMNS * 8).order(ByteOrder.LITTLE_ENDIAN);
      Box slab = new Box(new long[] {row, 0}, Shape.of(rowsEach, COLUMNS));
      kernel.map(slab, inputs, new ArrayList<>(List.of(output)));
      output.asDoubleBuffer().get(all, row * COLUMNS, rowsEach * COLUMNS);
    }
    return all;
  }

  @Test
  void slabsAreWhatTheWholeBlockIs() {
    Random random = new Random(SEED);
    HostArray rows = Runs.plain(DType.FLOAT64, random, ROWS, 3);
    HostArray columns = Runs.plain(DType.FLOAT64, random, COLUMNS, 3);
    LoopNest nest = distances(rows, columns);
    List<ArrayRegion> inputs = List.of(region(rows), region(columns));
    double[] whole = slabs(Expect.VECTOR.compile(nest), inputs, ROWS);
    assertThat(slabs(Expect.VECTOR.compile(nest), inputs, 3)).isEqualTo(whole);
    assertThat(slabs(Expect.SCALAR.compile(nest), inputs, 3)).isEqualTo(whole);
  }

  @Test
  void whatIsPackedIsThatOfTheRegionAtHand() {
    Random random = new Random(SEED);
    HostArray rows = Runs.plain(DType.FLOAT64, random, ROWS, 3);
    HostArray columns = Runs.plain(DType.FLOAT64, random, COLUMNS, 3);
    HostArray others = Runs.plain(DType.FLOAT64, random, COLUMNS, 3);
    LoopNest nest = distances(rows, columns);
    BlockKernel kernel = Expect.VECTOR.compile(nest);
    double[] first = slabs(kernel, List.of(region(rows), region(columns)), 4);
    double[] second = slabs(kernel, List.of(region(rows), region(others)), 4);
    double[] third = slabs(kernel, List.of(region(rows), region(columns)), 4);
    assertThat(third).isEqualTo(first);
    assertThat(second)
        .isEqualTo(slabs(Expect.VECTOR.compile(nest), List.of(region(rows), region(others)), ROWS))
        .isNotEqualTo(first);
  }
}
