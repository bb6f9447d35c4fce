package io.github.sparkndarray.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.shape.Shape;
import java.lang.ref.Reference;
import org.junit.jupiter.api.Test;

class HeapRoomTest {
  private static final long ROOM = 1000;

  private final HeapRoom heap = new HeapRoom();

  @Test
  void isTakenUntilItIsFull() {
    assertThat(heap.reserve(600, ROOM, true)).isTrue();
    assertThat(heap.reserve(401, ROOM, true)).isFalse();
    assertThat(heap.reserve(400, ROOM, true)).isTrue();
    assertThat(heap.reserve(1, ROOM, true)).isFalse();
  }

  @Test
  void isThereAgainWhenItIsGivenBack() {
    assertThat(heap.reserve(600, ROOM, true)).isTrue();
    heap.giveBack(500);
    assertThat(heap.reserve(900, ROOM, true)).isTrue();
    assertThat(heap.reserve(1, ROOM, true)).isFalse();
  }

  @Test
  void mayShrinkBelowWhatIsTaken() {
    assertThat(heap.reserve(600, ROOM, true)).isTrue();
    assertThat(heap.reserve(1, 500, true)).isFalse();
    assertThat(heap.reserve(1, -1, true)).isFalse();
  }

  @Test
  void isTakenByWhatIsPersistedAsLongAsSomebodyRefersToIt() {
    HostArray persisted = HostArray.allocate(DType.INT64, Shape.of(100));
    heap.hold(persisted);
    assertThat(heap.reserve(201, ROOM, true)).isFalse();
    assertThat(heap.reserve(200, ROOM, true)).isTrue();
    heap.giveBack(200);
    Reference.reachabilityFence(persisted);

    persisted = null;
    assertThat(heap.reserve(ROOM, ROOM, false)).isFalse();
    assertThat(heap.reserve(ROOM, ROOM, true)).isTrue();
  }
}
