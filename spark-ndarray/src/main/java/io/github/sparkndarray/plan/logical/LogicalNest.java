package io.github.sparkndarray.plan.logical;

import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.shape.Shape;
import java.io.Serializable;
import java.util.List;

/**
 * One pass over whole arrays.
 *
 * @param id its number, which is its place in the plan
 * @param loop what it computes
 * @param inputs the arrays that the loop's inputs stand for
 * @param wishes what users ask of this pass
 */
public record LogicalNest(int id, LoopNest loop, List<ArrayRef> inputs, NestWishes wishes)
    implements Serializable {

  public LogicalNest {
    inputs = List.copyOf(inputs);
  }

  /** A pass of which nothing is asked. */
  public LogicalNest(int id, LoopNest loop, List<ArrayRef> inputs) {
    this(id, loop, inputs, NestWishes.NONE);
  }

  /** The shape of every output. */
  public Shape outputShape() {
    return Shape.of(
        loop.axes().subList(0, loop.parallelRank()).stream().mapToLong(a -> a.extent()).toArray());
  }

  /** The same pass reading other arrays, and without what was asked of it. */
  public LogicalNest withInputs(List<ArrayRef> others) {
    return new LogicalNest(id, loop, others);
  }

  /** An output of this nest, as others read it. */
  public ArrayRef.Result result(int output) {
    return new ArrayRef.Result(id, output, loop.outputs().get(output).dtype(), outputShape());
  }
}
