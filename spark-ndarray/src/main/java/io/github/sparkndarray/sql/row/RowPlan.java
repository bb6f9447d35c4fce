package io.github.sparkndarray.sql.row;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** How an expression is computed for arrays of certain lengths; for any number of threads. */
public final class RowPlan {
  private final @Nullable NDArrayException refusal;
  private final boolean isTypical;
  private final @Nullable RowCode code;

  /** The arguments of the code; public for generated code. */
  public final long[] integers;

  /** The arguments of the code; public for generated code. */
  public final double[] reals;

  /** The arguments of the code; public for generated code. */
  public final Object[] arrays;

  private @Nullable RowKernel kernel;
  private final Map<Integer, Optional<LaneCode>> lanes = new ConcurrentHashMap<>();

  private RowPlan(@Nullable NDArrayException refusal, @Nullable RowCode code, boolean isTypical) {
    this.refusal = refusal;
    this.code = code;
    this.isTypical = isTypical;
    this.integers = code == null ? new long[0] : code.constants().integers();
    this.reals = code == null ? new double[0] : code.constants().reals();
    this.arrays = code == null ? new Object[0] : code.constants().arrays();
  }

  static RowPlan of(RowCode code, boolean isTypical) {
    return new RowPlan(null, code, isTypical);
  }

  static RowPlan refused(NDArrayException refusal) {
    return new RowPlan(refusal, null, false);
  }

  /** Whether the code for typical lengths computes this with this plan's arguments. */
  public boolean isTypical() {
    return isTypical;
  }

  /**
   * Whether there is a result.
   *
   * @param ansi whether to throw where there is none
   * @throws NDArrayException what is wrong with the lengths
   */
  public boolean isPossible(boolean ansi) {
    if (refusal != null && ansi) {
      throw new RowException(refusal);
    }
    return refusal == null;
  }

  /** Computes the result by code of its own, from boxed operands. */
  public Object evaluate(Object... operands) {
    RowKernel compiled = kernel;
    if (compiled == null) {
      compiled = RowKernels.compile(requireCode());
      kernel = compiled;
    }
    return compiled.evaluate(operands, integers, reals, arrays);
  }

  /**
   * Compiles the code for one vector and many, the operand at position {@code many}.
   *
   * @param byColumns whether the elements at one position of all lie side by side
   * @param step how far apart the elements of one lie then, or their vectors
   */
  public PairCode pairs(int many, boolean byColumns, int step) {
    RowCode unrolled = requireCode().unrolled();
    return new PairCode(
        RowKernels.compilePairs(unrolled, many, byColumns),
        unrolled.constants(),
        step,
        unrolled.isNarrow());
  }

  /**
   * The code for one vector and several at a time of many, the operand at position {@code many},
   * whose elements lie element by element; null where there is none.
   */
  public @Nullable LaneCode lanes(int many) {
    return lanes
        .computeIfAbsent(
            many,
            p -> {
              RowCode all = requireCode();
              return Optional.ofNullable(LaneCode.of(all.result(), all.primitiveOperands(), p));
            })
        .orElse(null);
  }

  private RowCode requireCode() {
    if (code == null) {
      throw new NDArrayException(ErrorCode.INTERNAL, "no code for lengths that were refused");
    }
    return code;
  }
}
