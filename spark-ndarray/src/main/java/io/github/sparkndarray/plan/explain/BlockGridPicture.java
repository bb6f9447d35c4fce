package io.github.sparkndarray.plan.explain;

import io.github.sparkndarray.plan.explain.PlanDescription.BlocksDescription;
import java.util.List;
import java.util.stream.Stream;

/**
 * A small picture of how an iteration space is cut: its first axis that is cut from top to bottom,
 * the second one from left to right.
 *
 * @param rows how many blocks there are along the first axis
 * @param columns how many along the second
 * @param isHalved whether those below the diagonal are not run
 */
record BlockGridPicture(long rows, long columns, boolean isHalved) {
  private static final double SIDE = 48;

  /** More lines than this are a grey area. */
  private static final long MOST = 12;

  static BlockGridPicture of(BlocksDescription blocks) {
    List<Long> cut =
        Stream.of(blocks.grid().split(" × ")).map(Long::valueOf).filter(n -> n > 1).toList();
    return new BlockGridPicture(
        cut.isEmpty() ? 1 : cut.get(0), cut.size() < 2 ? 1 : cut.get(1), blocks.eachPairOnce());
  }

  double width() {
    return SIDE;
  }

  double height() {
    return SIDE;
  }

  void draw(Svg svg, double x, double y) {
    svg.rectangle(x, y, SIDE, SIDE, 2, "grid");
    long down = Math.min(rows, MOST);
    for (long row = 1; row < down; row++) {
      svg.path("grid-line", "M%s %s h%s", x, y + SIDE * row / down, SIDE);
    }
    long across = Math.min(columns, MOST);
    for (long column = 1; column < across; column++) {
      svg.path("grid-line", "M%s %s v%s", x + SIDE * column / across, y, SIDE);
    }
    if (isHalved) {
      svg.path("grid-left-out", "M%s %s v%s h%s Z", x, y, SIDE, SIDE);
    }
    svg.rectangle(x, y, SIDE / across, SIDE / down, 0, "grid-block");
  }
}
