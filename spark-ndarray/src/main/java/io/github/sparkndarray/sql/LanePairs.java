package io.github.sparkndarray.sql;

import io.github.sparkndarray.sql.row.LaneCode;

/**
 * What is computed side by side of the values of a vector and many, and what it tells of them.
 * Where it has an error, values within that error of a limit are left for others to compute.
 */
final class LanePairs {
  private final LaneCode code;
  private final PairTile tile;
  private final int step;

  /**
   * Pairs of one task.
   *
   * @param step how far apart the elements of one of the many vectors lie
   */
  LanePairs(LaneCode code, int step) {
    this.code = code;
    this.tile = PairTile.of(PairValues.TILE, code.isNarrow());
    this.step = step;
  }

  PairTile tile() {
    return tile;
  }

  /** Computes a tile and tells whether all of it is surely beyond a limit. */
  boolean compute(Object[] operands, int from, int count, Limit limit) {
    return code.values(operands, from, count, step, tile.array(), beyond(limit), limit.isLower());
  }

  /** What is computed at or beyond this is of values that are beyond a limit. */
  double beyond(Limit limit) {
    if (!code.isNarrow()) {
      return code.isSquare() ? limit.ofWideSquares() : limit.value();
    }
    float exact = code.isSquare() ? limit.ofSquares() : limit.narrow();
    if (isExact() || !(exact > 0)) {
      return exact;
    }
    // What overflows in float32 need not be beyond.
    double beyond = exact * (limit.isLower() ? 1 - code.error() : 1 + code.error());
    return beyond < Float.MAX_VALUE ? outward((float) beyond, limit.isLower()) : Double.NaN;
  }

  private static double outward(float value, boolean isLower) {
    return isLower ? Math.nextDown(value) : Math.nextUp(value);
  }

  /** Whether values follow from what is computed. */
  boolean isExact() {
    return code.error() == 0;
  }

  /** The value that something computed without an error stands for. */
  double value(double computed) {
    if (!code.isSquare()) {
      return computed;
    }
    return code.isNarrow() ? (float) Math.sqrt(computed) : Math.sqrt(computed);
  }

  /** A value that is no better than the one that something computed stands for. */
  double atWorst(double computed, boolean isLower) {
    if (isExact()) {
      return value(computed);
    }
    double worst = computed * (isLower ? 1 - code.error() : 1 + code.error());
    return outward((float) value(worst), isLower);
  }
}
