package io.github.sparkndarray.kernel;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Reduction;
import java.io.Serializable;
import java.util.List;

/**
 * A block's contribution to a reduction whose axes may span several blocks. Its state is one to
 * four arrays of the block's parallel shape: for a floating sum the sum and its compensation
 * (float64), for a sum of squared deviations that, the means in two parts and the counts (float64),
 * for argmin and argmax the value and its position (C-ordered over all reduced axes of the whole
 * problem, int64), for a floating product the product in float64, else just the value. The states
 * of wide reductions have a last axis more: a selection has k values and their positions, in order.
 *
 * <p>A floating sum that a block has the whole of may have its result for a state instead.
 *
 * @param reduction which reduction
 * @param dtype the dtype of the reduced body
 * @param state the arrays of the state
 */
public record Partial(Reduction reduction, DType dtype, List<HostArray> state)
    implements Serializable {

  /** The size of the state. */
  public long bytes() {
    return state.stream().mapToLong(array -> array.bytes().length).sum();
  }
}
