package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.kernel.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of a nest as one graph in which equal subexpressions are one node, and powers by
 * literals are what NumPy computes for them ({@code x ** 2} is {@code x * x}).
 */
public final class Graph {
  private record Key(
      Node.Kind kind,
      DType dtype,
      List<Integer> inputs,
      @Nullable Operator operator,
      int index,
      @Nullable Reduction reduction,
      List<Integer> axes) {}

  private record LiteralKey(DType dtype, long bits) {}

  private final List<Node> nodes = new ArrayList<>();
  private final List<Node> roots = new ArrayList<>();
  private final List<Scalar.Value> literals = new ArrayList<>();
  private final Map<Key, Node> known = new HashMap<>();
  private final Map<LiteralKey, Integer> slots = new HashMap<>();
  private final IdentityHashMap<Scalar, Node> converted = new IdentityHashMap<>();
  private final LoopNest nest;

  private Graph(LoopNest nest) {
    this.nest = nest;
  }

  public static Graph of(LoopNest nest) {
    Graph graph = new Graph(nest);
    for (Output output : nest.outputs()) {
      graph.roots.add(graph.convert(output.body()));
    }
    return graph;
  }

  LoopNest nest() {
    return nest;
  }

  /** All nodes, inputs first. */
  List<Node> nodes() {
    return nodes;
  }

  /** The node of each output's body. */
  public List<Node> roots() {
    return roots;
  }

  /** The values of the literals' slots, which are arguments of the kernel. */
  public List<Scalar.Value> literals() {
    return literals;
  }

  /** The inner axes along which an operand moves, one bit for each axis of the nest. */
  static long innerAxes(LoopNest nest, KernelOperand operand) {
    long mask = 0;
    for (int axis = 0; axis < nest.axes().size(); axis++) {
      if (nest.axes().get(axis).role() == Axis.Role.INNER && operand.map().dependsOn(axis)) {
        mask |= 1L << axis;
      }
    }
    return mask;
  }

  private Node convert(Scalar scalar) {
    Node done = converted.get(scalar);
    if (done == null) {
      done = build(scalar);
      converted.put(scalar, done);
    }
    return done;
  }

  private Node build(Scalar scalar) {
    if (scalar instanceof Scalar.Load load) {
      return add(Node.Kind.LOAD, load.dtype(), List.of(), null, load.operand(), null, List.of());
    }
    if (scalar instanceof Scalar.Value value) {
      return literal(value);
    }
    if (scalar instanceof Scalar.Cast cast) {
      return add(
          Node.Kind.CAST, cast.dtype(), List.of(convert(cast.inputs().get(0))), null, 0, null, List.of());
    }
    if (scalar instanceof Scalar.Inner inner) {
      List<Integer> axes = new ArrayList<>();
      for (int axis : inner.axes()) {
        axes.add(axis);
      }
      return add(
          Node.Kind.INNER,
          inner.dtype(),
          List.of(convert(inner.inputs().get(0))),
          null,
          0,
          inner.reduction(),
          axes);
    }
    return apply((Scalar.Apply) scalar);
  }

  private Node apply(Scalar.Apply apply) {
    List<Node> inputs = new ArrayList<>();
    for (Scalar argument : apply.inputs()) {
      inputs.add(convert(argument));
    }
    DType dtype = apply.dtype();
    if (apply.operator() == Operator.POWER && apply.inputs().get(1) instanceof Scalar.Value exponent) {
      Node simple = power(inputs.get(0), exponent);
      if (simple != null) {
        return simple;
      }
    }
    return apply(apply.operator(), dtype, inputs);
  }

  private Node apply(Operator operator, DType dtype, List<Node> inputs) {
    return add(Node.Kind.APPLY, dtype, inputs, operator, 0, null, List.of());
  }

  /** What NumPy computes for an array to the power of one of its special scalars, or null. */
  private @Nullable Node power(Node base, Scalar.Value exponent) {
    DType dtype = base.dtype();
    if (!dtype.isFloat()) {
      return exponent.integer() == 2 ? apply(Operator.SQUARE, dtype, List.of(base)) : null;
    }
    double value = exponent.real();
    if (value == 2) {
      return apply(Operator.SQUARE, dtype, List.of(base));
    }
    if (value == 0.5) {
      return apply(Operator.SQRT, dtype, List.of(base));
    }
    if (value == 1) {
      return base;
    }
    if (value == 0) {
      return literal(new Scalar.Value(dtype, 1, 1));
    }
    if (value == -1) {
      return apply(
          Operator.DIVIDE, dtype, List.of(literal(new Scalar.Value(dtype, 1, 1)), base));
    }
    return null;
  }

  private Node literal(Scalar.Value value) {
    long bits =
        value.dtype().isFloat() ? Double.doubleToRawLongBits(value.real()) : value.integer();
    int slot =
        slots.computeIfAbsent(
            new LiteralKey(value.dtype(), bits),
            key -> {
              literals.add(value);
              return literals.size() - 1;
            });
    return add(Node.Kind.LITERAL, value.dtype(), List.of(), null, slot, null, List.of());
  }

  private Node add(
      Node.Kind kind,
      DType dtype,
      List<Node> inputs,
      @Nullable Operator operator,
      int index,
      @Nullable Reduction reduction,
      List<Integer> axes) {
    Key key =
        new Key(kind, dtype, inputs.stream().map(Node::id).toList(), operator, index, reduction, axes);
    Node node = known.get(key);
    if (node == null) {
      long inner = kind == Node.Kind.LOAD ? innerAxes(nest, nest.operands().get(index)) : 0;
      for (Node input : inputs) {
        inner |= input.innerAxes();
      }
      for (int axis : axes) {
        inner &= ~(1L << axis);
      }
      node = new Node(nodes.size(), kind, dtype, inputs, operator, index, reduction, axes, inner);
      nodes.add(node);
      known.put(key, node);
    }
    return node;
  }
}
