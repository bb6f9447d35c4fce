package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Generator;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;
import java.util.List;

/**
 * Decides comparisons of integer ranges for a row of a tile by interval arithmetic, and so which
 * variant of the row runs.
 */
final class Decider {
  private final List<Comparison> comparisons;
  private final List<List<Boolean>> variants;
  private final long[] start;
  private final long[] step;
  private final long[] least;
  private final long[] most;
  private final boolean possible;

  Decider(LoopNest nest, KernelOutline kernel) {
    this.comparisons = kernel.comparisons();
    this.variants = kernel.variants();
    int operands = nest.operands().size();
    start = new long[operands];
    step = new long[operands];
    least = new long[operands];
    most = new long[operands];
    boolean exact = !variants.isEmpty();
    for (Comparison comparison : comparisons) {
      exact &= note(nest, comparison.left()) && note(nest, comparison.right());
    }
    this.possible = exact;
  }

  /** Takes over an operand's range; false where its values may wrap around. */
  private boolean note(LoopNest nest, int operand) {
    KernelOperand.Generated generated = (KernelOperand.Generated) nest.operands().get(operand);
    Generator.IntegerRange range = (Generator.IntegerRange) generated.generator();
    start[operand] = range.start();
    step[operand] = range.step();
    double limit = range.dtype() == DType.INT32 ? 0x1p31 : 0x1p62;
    double farthest =
        Math.abs((double) range.start())
            + Math.abs((double) range.step()) * generated.shape().size();
    return farthest < limit;
  }

  boolean isUseful() {
    return possible;
  }

  /** How far each operand's offset moves within the tile. */
  void beginTile(AxisGroup tile, long from, int length) {
    for (Comparison comparison : comparisons) {
      span(comparison.left(), tile, from, length);
      span(comparison.right(), tile, from, length);
    }
  }

  private void span(int operand, AxisGroup tile, long from, int length) {
    long low = 0;
    long high = 0;
    if (tile.rank() == 1) {
      long a = from * tile.stride(operand, 0);
      long b = a + (length - 1) * tile.stride(operand, 0);
      low = Math.min(a, b);
      high = Math.max(a, b);
    } else {
      for (int axis = 0; axis < tile.rank(); axis++) {
        long reach = (tile.extent(axis) - 1) * tile.stride(operand, axis);
        low += Math.min(0, reach);
        high += Math.max(0, reach);
      }
    }
    least[operand] = low;
    most[operand] = high;
  }

  /**
   * The variant for a row, counted from 1, or 0 where not all is decided.
   *
   * @param offsets where each operand's row starts
   */
  byte variant(long[] offsets) {
    for (int variant = 0; variant < variants.size(); variant++) {
      boolean fits = true;
      for (int i = 0; fits && i < comparisons.size(); i++) {
        fits = is(comparisons.get(i), variants.get(variant).get(i), offsets);
      }
      if (fits) {
        return (byte) (variant + 1);
      }
    }
    return 0;
  }

  private boolean is(Comparison comparison, boolean outcome, long[] offsets) {
    int a = comparison.left();
    int b = comparison.right();
    long lowA = low(a, offsets[a]);
    long highA = high(a, offsets[a]);
    long lowB = low(b, offsets[b]);
    long highB = high(b, offsets[b]);
    return switch (comparison.operator()) {
      case EQUAL -> !outcome && (highA < lowB || highB < lowA);
      case NOT_EQUAL -> outcome && (highA < lowB || highB < lowA);
      case LESS -> outcome ? highA < lowB : lowA >= highB;
      case LESS_EQUAL -> outcome ? highA <= lowB : lowA > highB;
      case GREATER -> outcome ? lowA > highB : highA <= lowB;
      case GREATER_EQUAL -> outcome ? lowA >= highB : highA < lowB;
      default -> false;
    };
  }

  private long low(int operand, long offset) {
    return start[operand]
        + Math.min(
            step[operand] * (offset + least[operand]), step[operand] * (offset + most[operand]));
  }

  private long high(int operand, long offset) {
    return start[operand]
        + Math.max(
            step[operand] * (offset + least[operand]), step[operand] * (offset + most[operand]));
  }
}
