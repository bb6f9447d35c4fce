package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.kernel.Scalar;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How much a nest iterates over. Inner reductions side by side add up, nested ones multiply. */
public final class IterationSpace {
  private final LoopNest nest;
  private final Map<Scalar, Double> points = new IdentityHashMap<>();
  private final Map<Scalar, List<Integer>> widest = new IdentityHashMap<>();

  private IterationSpace(LoopNest nest) {
    this.nest = nest;
  }

  /** The number of points at which some part of the nest's body is computed, about. */
  static double points(LoopNest nest) {
    IterationSpace space = new IterationSpace(nest);
    double perPoint = 0;
    for (Output output : nest.outputs()) {
      perPoint = Math.max(perPoint, space.points(output.body()));
    }
    return space.outside() * Math.max(1, perPoint);
  }

  /**
   * The axes of the largest array that evaluating the nest operation by operation would make: the
   * parallel and reduced ones, and the longest chain of nested inner ones.
   */
  public static List<Integer> widest(LoopNest nest) {
    IterationSpace space = new IterationSpace(nest);
    List<Integer> inner = List.of();
    for (Output output : nest.outputs()) {
      inner = space.larger(inner, space.widest(output.body()));
    }
    List<Integer> axes =
        new ArrayList<>(
            IntStream.range(0, nest.parallelRank() + nest.reducedRank())
                .filter(axis -> nest.axes().get(axis).role() != Axis.Role.SLOT)
                .boxed()
                .toList());
    axes.addAll(inner);
    return axes;
  }

  private double outside() {
    return nest.axes().stream()
        .filter(axis -> axis.role() != Axis.Role.INNER && axis.role() != Axis.Role.SLOT)
        .mapToDouble(Axis::extent)
        .reduce(1, (a, b) -> a * b);
  }

  private double points(Scalar body) {
    Double known = points.get(body);
    if (known != null) {
      return known;
    }
    double below = 0;
    for (Scalar input : body.inputs()) {
      below += points(input);
    }
    if (body instanceof Scalar.Inner inner) {
      below = Math.max(1, below);
      for (int axis : inner.axes()) {
        below *= nest.axes().get(axis).extent();
      }
    }
    points.put(body, below);
    return below;
  }

  private List<Integer> widest(Scalar body) {
    List<Integer> known = widest.get(body);
    if (known != null) {
      return known;
    }
    List<Integer> below = List.of();
    for (Scalar input : body.inputs()) {
      below = larger(below, widest(input));
    }
    if (body instanceof Scalar.Inner inner) {
      List<Integer> with = new ArrayList<>(IntStream.of(inner.axes()).boxed().toList());
      with.addAll(below);
      below = with;
    }
    widest.put(body, below);
    return below;
  }

  private List<Integer> larger(List<Integer> a, List<Integer> b) {
    return size(b) > size(a) ? b : a;
  }

  private double size(List<Integer> axes) {
    double size = axes.isEmpty() ? 0 : 1;
    for (int axis : axes) {
      size *= nest.axes().get(axis).extent();
    }
    return size;
  }
}
