package io.github.sparkndarray.kernel.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.shape.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestsTest {

  @ParameterizedTest
  @EnumSource(names = {"ANY", "ALL"})
  void rowsAreSettledOnceEachHasADecisiveValue(Reduction reduction) {
    boolean decisive = reduction == Reduction.ANY;
    boolean[] undecided = {!decisive, !decisive, !decisive};
    boolean[] decided = {!decisive, decisive, decisive};
    Sink sink = Tests.alongTile(reduction, 2);
    sink.beginTile(0, 0, 3);
    sink.beginRows(0);
    sink.accept(decided, 0, 3, 0);
    sink.accept(undecided, 0, 3, 1);
    assertThat(sink.isSettled()).isFalse();
    sink.beginTile(1, 0, 3);
    sink.accept(decided, 0, 3, 0);
    sink.accept(decided, 0, 3, 1);
    assertThat(sink.isSettled()).isTrue();
    assertThat(sink.partial(Shape.of(2)).state().get(0).bytes())
        .containsOnly((byte) (decisive ? 1 : 0));
  }

  @ParameterizedTest
  @EnumSource(names = {"ANY", "ALL"})
  void elementsAreSettledOnceEachHasADecisiveValue(Reduction reduction) {
    boolean decisive = reduction == Reduction.ANY;
    Sink sink = Tests.overRows(reduction, 3, 3);
    sink.beginTile(0, 0, 3);
    sink.beginRows(0);
    sink.accept(new boolean[] {decisive, !decisive, decisive}, 0, 3, 0);
    assertThat(sink.isSettled()).isFalse();
    sink.accept(new boolean[] {!decisive, decisive, !decisive}, 0, 3, 1);
    assertThat(sink.isSettled()).isTrue();
  }
}
