package io.github.sparkndarray.expr;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What no loop over index maps can do, as elements come from where only positions or values tell.
 * Inputs and results are seen in C order: as their elements one after the other, of which rows are
 * runs of equal length.
 */
public sealed interface Shuffle extends Serializable {
  /** How plans name it. */
  default String title() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** The same elements under another shape. */
  record Reshape() implements Shuffle {}

  /**
   * All inputs one after the other along an axis: in C order, what one index of the axes before it
   * has of each.
   */
  record Concatenate(int axis) implements Shuffle {}

  /**
   * Rows of the first input, which are all that is below an index of its first axis, where the
   * second input, int64 and not negative, says: {@code x[indices]}.
   */
  record Take() implements Shuffle {}

  /**
   * How many elements of the first input, a sorted vector, come before each of the second's: int64.
   *
   * @param right whether equal ones do
   */
  record Search(boolean right) implements Shuffle {}

  /** The positions of what is true among the only input's bools, ascending: int64. */
  record Nonzero() implements Shuffle {}

  /** The elements of the first input, one after the other, where the second, bool, is true. */
  record Compress() implements Shuffle {}

  /**
   * Which elements of the only input, a sorted vector, are others than those before them: bool.
   *
   * @param equalNan whether all NaN are one
   */
  record Distinct(boolean equalNan) implements Shuffle {}

  /**
   * The first input with elements of the third at the positions that the second, int64, says: of
   * those for one position the last.
   */
  record Scatter() implements Shuffle {}

  /**
   * What the second input's elements, float64, add up to at each of the positions that the first,
   * int64, says; a position that the result does not have counts for nothing.
   */
  record SumAt() implements Shuffle {
    @Override
    public String title() {
      return "sums by position";
    }
  }

  /**
   * The rows along the last axis in ascending order, NaN last.
   *
   * @param positions whether the result is where the elements were, equal ones in their order
   */
  record Sort(boolean positions) implements Shuffle {
    @Override
    public String title() {
      return positions ? "argsort" : "sort";
    }
  }

  /**
   * The elements that the rows along the last axis, in ascending order, NaN last, have at some
   * places.
   *
   * @param places ascending
   */
  record Select(List<Long> places) implements Shuffle {}

  /**
   * As {@link Select}, of the first input at places that the second, int64, says for each row:
   * along its last axis, in any order.
   */
  record SelectEach() implements Shuffle {
    @Override
    public String title() {
      return "select";
    }
  }

  /**
   * The singular values, descending, of the matrices that the input has below the axes of the
   * result but its last, in rows of so many columns and no fewer rows than these.
   *
   * @param columns how many, or twice as many where each value comes twice
   */
  record SingularValues(int columns) implements Shuffle {
    @Override
    public String title() {
      return "singular values";
    }
  }

  /**
   * The sums, products or extremes of what comes up to each element of the rows along the last
   * axis.
   *
   * @param reduction {@code SUM}, {@code PROD}, {@code MIN} or {@code MAX}
   */
  record Scan(Reduction reduction) implements Shuffle {
    private static final Set<Reduction> KNOWN =
        EnumSet.of(Reduction.SUM, Reduction.PROD, Reduction.MIN, Reduction.MAX);

    public Scan {
      if (!KNOWN.contains(reduction)) {
        throw NDArrayException.of(ErrorCode.INTERNAL, "no scan of %s", reduction);
      }
    }

    @Override
    public String title() {
      return switch (reduction) {
        case SUM -> "cumsum";
        case PROD -> "cumprod";
        default -> reduction.operator().numpyName() + ".accumulate";
      };
    }
  }
}
