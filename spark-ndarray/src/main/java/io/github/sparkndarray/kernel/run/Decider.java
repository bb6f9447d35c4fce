package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Generator;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;
import java.util.List;

/**
 * Decides comparisons of integer ranges for a row of a tile by interval arithmetic, and so which
 * variant of the row runs. Where two ranges meet within a tile of one axis, they are decided before
 * and after that.
 */
final class Decider {
  /** What is not decided is whole steps of any loop over elements. */
  private static final long PIECE = RowTracker.STEP;

  private final List<Comparison> comparisons;
  private final List<List<Boolean>> variants;
  private final long[] start;
  private final long[] step;
  private final long[] first;
  private final long[] stride;
  private final long[] least;
  private final long[] most;
  private final boolean possible;

  /** Whether tiles lie along one axis, so that ranges move evenly in them. */
  private boolean isEven;

  private int length;

  Decider(LoopNest nest, KernelOutline kernel) {
    this.comparisons = kernel.comparisons();
    this.variants = kernel.variants();
    int operands = nest.operands().size();
    start = new long[operands];
    step = new long[operands];
    first = new long[operands];
    stride = new long[operands];
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
    isEven = tile.rank() == 1;
    this.length = length;
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
      first[operand] = a;
      stride[operand] = tile.stride(operand, 0);
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
   * The variant for some rows, counted from 1, or 0 where not all is decided.
   *
   * @param offsets where each operand's first row starts
   * @param last where the last of them starts; those between start between them
   */
  byte variant(long[] offsets, long[] last) {
    for (int variant = 0; variant < variants.size(); variant++) {
      boolean fits = true;
      for (int i = 0; fits && i < comparisons.size(); i++) {
        fits = is(comparisons.get(i), variants.get(variant).get(i), offsets, last);
      }
      if (fits) {
        return (byte) (variant + 1);
      }
    }
    return 0;
  }

  private boolean is(Comparison comparison, boolean outcome, long[] offsets, long[] last) {
    int a = comparison.left();
    int b = comparison.right();
    long lowA = Math.min(low(a, offsets[a]), low(a, last[a]));
    long highA = Math.max(high(a, offsets[a]), high(a, last[a]));
    long lowB = Math.min(low(b, offsets[b]), low(b, last[b]));
    long highB = Math.max(high(b, offsets[b]), high(b, last[b]));
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

  /**
   * Finds the few elements of a row between which and the others the ranges meet.
   *
   * @param offsets where each operand's row starts
   * @param kernel is told of the row's pieces
   * @return whether the row is best computed in pieces
   */
  boolean cut(long[] offsets, TileKernel kernel, int row) {
    if (!isEven) {
      return false;
    }
    long from = length;
    long to = 0;
    for (Comparison comparison : comparisons) {
      int a = comparison.left();
      int b = comparison.right();
      long apart = at(a, offsets[a]) - at(b, offsets[b]);
      long closer = step[a] * stride[a] - step[b] * stride[b];
      if (closer == 0) {
        return false;
      }
      long meeting = Math.floorDiv(-apart, closer);
      from = Math.min(from, meeting);
      to = Math.max(to, meeting + 1);
    }
    // The last step of a piece begins a step before its end, and must not begin before the piece.
    from = Math.max(0, Math.min(from, length - PIECE)) / PIECE * PIECE;
    to = Math.min(length, -Math.floorDiv(-Math.max(0, to), PIECE) * PIECE);
    to = length - to < PIECE ? length : to;
    if (from >= to || to - from > length / 2) {
      return false;
    }
    byte before = beside(offsets, 0);
    byte after = beside(offsets, length - 1);
    if ((before == 0 && from > 0) || (after == 0 && to < length)) {
      return false;
    }
    kernel.undecidedFrom[row] = (int) from;
    kernel.undecidedTo[row] = (int) to;
    kernel.before[row] = before;
    kernel.after[row] = after;
    return true;
  }

  /** An operand's value at a row's first element. */
  private long at(int operand, long offset) {
    return start[operand] + step[operand] * (offset + first[operand]);
  }

  /** The variant for one element of a row. */
  private byte beside(long[] offsets, int element) {
    for (int variant = 0; variant < variants.size(); variant++) {
      boolean fits = true;
      for (int i = 0; fits && i < comparisons.size(); i++) {
        Comparison comparison = comparisons.get(i);
        fits = holds(comparison, offsets, element) == variants.get(variant).get(i);
      }
      if (fits) {
        return (byte) (variant + 1);
      }
    }
    return 0;
  }

  private boolean holds(Comparison comparison, long[] offsets, int element) {
    int a = comparison.left();
    int b = comparison.right();
    long left = at(a, offsets[a]) + step[a] * stride[a] * element;
    long right = at(b, offsets[b]) + step[b] * stride[b] * element;
    return switch (comparison.operator()) {
      case EQUAL -> left == right;
      case NOT_EQUAL -> left != right;
      case LESS -> left < right;
      case LESS_EQUAL -> left <= right;
      case GREATER -> left > right;
      case GREATER_EQUAL -> left >= right;
      default -> throw new IllegalStateException("no comparison: " + comparison.operator());
    };
  }
}
