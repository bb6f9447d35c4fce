package io.github.sparkndarray.plan.explain;

import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.kernel.Scalar;
import io.github.sparkndarray.plan.explain.PlanDescription.TemporaryDescription;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The arrays that NumPy would make on its way to a nest's outputs. */
final class Temporaries {
  private final LoopNest nest;
  private final Map<Scalar, BitSet> axes = new IdentityHashMap<>();
  private final List<TemporaryDescription> found = new ArrayList<>();

  private Temporaries(LoopNest nest) {
    this.nest = nest;
  }

  /** In the order in which they would be made. */
  static List<TemporaryDescription> of(LoopNest nest) {
    Temporaries temporaries = new Temporaries(nest);
    for (Output output : nest.outputs()) {
      temporaries.visit(output.body(), output.reduction() == null);
    }
    return temporaries.found;
  }

  /** The axes that a value moves with. */
  private BitSet visit(Scalar node, boolean isOutput) {
    BitSet known = axes.get(node);
    if (known != null) {
      return known;
    }
    BitSet own = new BitSet();
    for (Scalar input : node.inputs()) {
      own.or(visit(input, false));
    }
    if (node instanceof Scalar.Load load) {
      for (int axis = 0; axis < nest.axes().size(); axis++) {
        own.set(axis, nest.operands().get(load.operand()).map().dependsOn(axis));
      }
    } else if (node instanceof Scalar.Inner inner) {
      for (int axis : inner.axes()) {
        own.clear(axis);
      }
    }
    axes.put(node, own);
    boolean isMade = !(node instanceof Scalar.Load || node instanceof Scalar.Value) && !isOutput;
    if (isMade) {
      // No Shape: what is never made may have more elements than a long counts.
      long[] extents = own.stream().mapToLong(axis -> nest.axes().get(axis).extent()).toArray();
      double elements = LongStream.of(extents).asDoubleStream().reduce(1, (a, b) -> a * b);
      found.add(
          new TemporaryDescription(
              BodyText.operation(node), tuple(extents), elements * node.dtype().itemSize()));
    }
    return own;
  }

  private static String tuple(long[] extents) {
    return LongStream.of(extents)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(", ", "(", extents.length == 1 ? ",)" : ")"));
  }
}
