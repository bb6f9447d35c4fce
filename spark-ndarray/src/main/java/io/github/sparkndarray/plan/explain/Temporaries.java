package io.github.sparkndarray.plan.explain;

import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.kernel.Scalar;
import io.github.sparkndarray.plan.explain.PlanDescription.TemporaryDescription;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The arrays that NumPy would make on its way to a nest's outputs. */
final class Temporaries {
  private final LoopNest nest;
  private final Map<Scalar, BitSet> axes = new IdentityHashMap<>();

  /** How often there is each, with a count of one. */
  private final Map<TemporaryDescription, Integer> found = new LinkedHashMap<>();

  private Temporaries(LoopNest nest) {
    this.nest = nest;
  }

  /** In the order in which the first of each kind would be made. */
  static List<TemporaryDescription> of(LoopNest nest) {
    Temporaries temporaries = new Temporaries(nest);
    for (Output output : nest.outputs()) {
      temporaries.visit(output.body(), output.reduction() == null);
    }
    return temporaries.found.entrySet().stream()
        .map(entry -> counted(entry.getKey(), entry.getValue()))
        .toList();
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
      double bytes = elements * node.dtype().itemSize();
      String operation = BodyText.operation(node);
      found.merge(new TemporaryDescription(operation, tuple(extents), bytes, 1), 1, Integer::sum);
    }
    return own;
  }

  private static TemporaryDescription counted(TemporaryDescription one, int count) {
    return new TemporaryDescription(one.operation(), one.shape(), one.bytes(), count);
  }

  private static String tuple(long[] extents) {
    return LongStream.of(extents)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(", ", "(", extents.length == 1 ? ",)" : ")"));
  }
}
