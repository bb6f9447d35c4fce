package io.github.sparkndarray.execution.shuffle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.shape.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FlatGridTest {

  record Case(Shape shape, long elements) {}

  static List<Case> cases() {
    return List.of(
        new Case(Shape.of(10), 3),
        new Case(Shape.of(10), 100),
        new Case(Shape.of(4, 5), 7),
        new Case(Shape.of(4, 5), 3),
        new Case(Shape.of(2, 3, 4), 5),
        new Case(Shape.of(2, 3, 4), 2),
        new Case(Shape.of(3, 1, 4), 6),
        new Case(Shape.of(1, 1, 9), 4),
        new Case(Shape.SCALAR, 5));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void chunksAreRunsOfPositions(Case given) {
    FlatGrid grid = FlatGrid.of(given.shape, given.elements);
    long position = 0;
    for (long number = 0; number < grid.size(); number++) {
      assertThat(grid.start(number)).isEqualTo(position);
      assertThat(grid.end(number) - position)
          .isEqualTo(grid.grid().box(number).shape().size())
          .isLessThanOrEqualTo(Math.max(1, given.elements));
      for (; position < grid.end(number); position++) {
        assertThat(grid.chunkAt(position)).isEqualTo(number);
      }
    }
    assertThat(position).isEqualTo(given.shape.size());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void runsComeWhereTheyBelong(Case given) {
    FlatGrid grid = FlatGrid.of(given.shape, given.elements);
    int size = (int) given.shape.size();
    long[] all = new long[size];
    Arrays.setAll(all, i -> 100 + i);
    HostArray values = HostArray.ofLongs(Shape.of(size), all);
    for (var part : RunSplitter.split(FlatRuns.of(0, values), grid)) {
      HostArray chunk = HostArray.allocate(values.dtype(), grid.grid().box(part._1()).shape());
      part._2().copyTo(chunk.bytes(), grid.start(part._1()));
      for (int i = 0; i < chunk.size(); i++) {
        assertThat(chunk.getLong(i)).isEqualTo(100 + grid.start(part._1()) + i);
      }
    }
  }
}
