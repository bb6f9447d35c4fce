package io.github.sparkndarray.shape;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.testing.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IndexMapTest {

  @Test
  void saysWhichElementItReads() {
    // x[::-1, None, 7] of a (5, 9) array, broadcast to (5, 3)
    IndexMap map =
        IndexMap.of(
            Shape.of(5, 3), new int[] {0, IndexMap.NO_AXIS}, new long[] {4, 7}, new long[] {-1, 1});
    assertThat(map).hasToString("(5, 3) -> [4-i0, 7]");
    assertThat(map.sourceIndex(0, new long[] {1, 2})).isEqualTo(3);
    assertThat(map.sourceIndex(1, new long[] {1, 2})).isEqualTo(7);
    assertThat(map.dependsOn(0)).isTrue();
    assertThat(map.dependsOn(1)).isFalse();
    assertThat(map.sourceRank()).isEqualTo(2);
    assertThat(map.step(1)).isZero();
  }

  @Test
  void aStepOfZeroIsTheSameAsNoAxis() {
    IndexMap still = IndexMap.of(Shape.of(5), new int[] {0}, new long[] {2}, new long[] {0});
    assertThat(still)
        .isEqualTo(IndexMap.of(Shape.of(5), new int[] {-1}, new long[] {2}, new long[] {9}))
        .hasToString("(5,) -> [2]");
  }

  @Test
  void permutesAsTransposeDoes() {
    // np.arange(6).reshape(1, 2, 3).transpose(2, 0, 1)
    Shape source = Shape.of(1, 2, 3);
    IndexMap map = IndexMap.permutation(source, 2, 0, 1);
    assertThat(map.target()).isEqualTo(Shape.of(3, 1, 2));
    assertThat(Indices.positions(source, map)).containsExactly(0, 3, 1, 4, 2, 5);
  }

  @Test
  void theIdentityIsNeutral() {
    Shape source = Shape.of(4, 5);
    IndexMap map = Indexing.resolve(source, IndexingTest.parse("::-2, None, 1:"));
    assertThat(IndexMap.identity(source).then(map)).isEqualTo(map);
    assertThat(map.then(IndexMap.identity(map.target()))).isEqualTo(map);
    assertThat(IndexMap.identity(source).isIdentity(source)).isTrue();
    assertThat(map.isIdentity(source)).isFalse();
  }

  @Test
  void aChainOfViewsReadsWhatItsViewsReadOneAfterAnother() {
    Random random = Samples.random();
    for (int round = 0; round < 500; round++) {
      Shape source = randomShape(random);
      IndexMap chain = IndexMap.identity(source);
      long[] expected = Indices.positions(source, chain);
      List<IndexMap> views = new ArrayList<>();
      for (int view = 0; view < 4; view++) {
        Shape shape = chain.target();
        IndexMap next = randomView(shape, random);
        views.add(next);
        chain = chain.then(next);
        long[] before = expected;
        expected = Indices.positions(shape, next);
        for (int i = 0; i < expected.length; i++) {
          expected[i] = before[(int) expected[i]];
        }
        assertThat(chain.target()).isEqualTo(next.target());
        assertThat(Indices.positions(source, chain))
            .as("%s of %s", views, source)
            .isEqualTo(expected);
      }
    }
  }

  private static Shape randomShape(Random random) {
    long[] extents = random.longs(random.nextInt(4), 1, 6).toArray();
    return Shape.of(extents);
  }

  private static IndexMap randomView(Shape shape, Random random) {
    int kind = random.nextInt(3);
    if (kind == 0 && shape.size() < 200) {
      // One axis more, and those of extent 1 stretched.
      long[] wider = new long[shape.rank() + 1];
      for (int axis = 0; axis < wider.length; axis++) {
        long extent = axis == 0 ? 1 : shape.extent(axis - 1);
        wider[axis] = extent == 1 ? random.nextInt(1, 4) : extent;
      }
      return Broadcasting.broadcastTo(shape, Shape.of(wider));
    }
    if (kind == 1) {
      List<Integer> order = new ArrayList<>();
      for (int axis = 0; axis < shape.rank(); axis++) {
        order.add(random.nextInt(order.size() + 1), axis);
      }
      return IndexMap.permutation(shape, order.stream().mapToInt(Integer::intValue).toArray());
    }
    List<Index> items = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      long extent = shape.extent(axis);
      switch (random.nextInt(5)) {
        case 0 -> items.add(extent == 0 ? Index.Range.ALL : new Index.At(random.nextLong(extent)));
        case 1 -> items.add(new Index.Range(null, null, -1L - random.nextInt(2)));
        case 2 -> {
          items.add(new Index.NewAxis());
          items.add(new Index.Range(random.nextLong(-6, 6), null, 1L + random.nextInt(3)));
        }
        default -> items.add(new Index.Range(null, random.nextLong(-2, 7), null));
      }
    }
    return Indexing.resolve(shape, items);
  }

  @Test
  void aMapIsWithinAnArrayIfAllItsIndicesAre() {
    // x[4::-2] of five elements
    IndexMap backwards = IndexMap.of(Shape.of(3), new int[] {0}, new long[] {4}, new long[] {-2});
    assertThat(backwards.isWithin(Shape.of(5))).isTrue();
    assertThat(backwards.isWithin(Shape.of(4))).isFalse();
    assertThat(backwards.isWithin(Shape.of(5, 1))).isFalse();
    IndexMap tooFar = IndexMap.of(Shape.of(4), new int[] {0}, new long[] {4}, new long[] {-2});
    assertThat(tooFar.isWithin(Shape.of(5))).isFalse();
    IndexMap held =
        IndexMap.of(Shape.of(9), new int[] {IndexMap.NO_AXIS}, new long[] {4}, new long[] {0});
    assertThat(held.isWithin(Shape.of(5))).isTrue();
    assertThat(held.isWithin(Shape.of(4))).isFalse();
    IndexMap nothing = IndexMap.of(Shape.of(0), new int[] {0}, new long[] {7}, new long[] {1});
    assertThat(nothing.isWithin(Shape.of(5))).as("no index is read").isTrue();
  }
}
