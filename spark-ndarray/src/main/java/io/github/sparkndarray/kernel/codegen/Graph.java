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

  /** The slots of what is known to be true or false: constants of the source. */
  static final int TRUE = -1;

  static final int FALSE = -2;

  private record LiteralKey(DType dtype, long bits) {}

  private final List<Node> nodes = new ArrayList<>();
  private final List<Node> roots = new ArrayList<>();
  private final List<Node> keys = new ArrayList<>();
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
    for (int output = 0; output < nest.outputs().size(); output++) {
      Reduction reduction = nest.outputs().get(output).reduction();
      boolean least = reduction != null && reduction.isTracked() && !reduction.isGreatest();
      Node root = graph.roots.get(output);
      graph.keys.add(least ? graph.trackerKey(root) : root);
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

  /**
   * What is tracked in place of each floating output of which the least is wanted: the square of a
   * square root, which has its order. {@code where(c, K, sqrt(s))} is a square root too where K is
   * exactly one. The root itself where it is not a square root.
   */
  List<Node> keys() {
    return keys;
  }

  private Node trackerKey(Node root) {
    if (root.kind() != Node.Kind.APPLY || !root.dtype().isFloat()) {
      return root;
    }
    if (root.operator() == Operator.SQRT) {
      return root.input(0);
    }
    if (root.operator() == Operator.WHERE) {
      Node yes = square(root.input(1));
      Node no = square(root.input(2));
      boolean roots =
          root.input(1).operator() == Operator.SQRT || root.input(2).operator() == Operator.SQRT;
      if (roots && yes != null && no != null) {
        return apply(Operator.WHERE, root.dtype(), List.of(root.input(0), yes, no));
      }
    }
    return root;
  }

  /** What a square root, or a literal that is exactly one, is the root of; else null. */
  private @Nullable Node square(Node node) {
    if (node.operator() == Operator.SQRT) {
      return node.input(0);
    }
    if (node.kind() == Node.Kind.LITERAL) {
      double value = literals.get(node.index()).real();
      boolean narrow = node.dtype() == DType.FLOAT32;
      double square = narrow ? (float) value * (float) value : value * value;
      double back = narrow ? (float) Math.sqrt(square) : Math.sqrt(square);
      boolean normal = square == 0 || square >= Float.MIN_NORMAL;
      if (normal && Double.compare(back, value) == 0) {
        return literal(new Scalar.Value(node.dtype(), square, 0));
      }
    }
    return null;
  }

  /** This graph where some bool nodes are known to be true or false. */
  Graph decided(Map<Node, Boolean> known) {
    Graph graph = new Graph(nest);
    graph.literals.addAll(literals);
    graph.slots.putAll(slots);
    Map<Node, Node> images = new HashMap<>();
    for (Node node : nodes) {
      Boolean outcome = known.get(node);
      images.put(node, outcome != null ? graph.truth(outcome) : graph.copy(node, images));
    }
    roots.forEach(root -> graph.roots.add(images.get(root)));
    keys.forEach(key -> graph.keys.add(images.get(key)));
    return graph;
  }

  private Node truth(boolean value) {
    return add(
        Node.Kind.LITERAL, DType.BOOL, List.of(), null, value ? TRUE : FALSE, null, List.of());
  }

  /** The Java expression of a literal. */
  static String literal(Node node) {
    return switch (node.index()) {
      case TRUE -> "true";
      case FALSE -> "false";
      default -> "c" + node.index();
    };
  }

  private Node copy(Node node, Map<Node, Node> images) {
    List<Node> inputs = node.inputs().stream().map(input -> images.get(input)).toList();
    if (node.operator() == Operator.WHERE && inputs.get(0).index() < 0) {
      return inputs.get(inputs.get(0).index() == TRUE ? 1 : 2);
    }
    return add(
        node.kind(),
        node.dtype(),
        inputs,
        node.operator(),
        node.index(),
        node.reduction(),
        node.axes());
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
      Node input = Counts.withoutDetour(cast.dtype(), convert(cast.inputs().get(0)));
      return input.dtype() == cast.dtype() ? input : cast(cast.dtype(), input);
    }
    if (scalar instanceof Scalar.Inner inner) {
      List<Integer> axes = new ArrayList<>();
      for (int axis : inner.axes()) {
        axes.add(axis);
      }
      Node input = convert(inner.inputs().get(0));
      DType counted = Counts.dtype(nest, inner.reduction(), input, axes);
      return counted == null
          ? inner(inner.dtype(), input, inner.reduction(), axes)
          : cast(
              inner.dtype(),
              inner(counted, cast(counted, input.input(0)), inner.reduction(), axes));
    }
    return apply((Scalar.Apply) scalar);
  }

  private Node apply(Scalar.Apply apply) {
    List<Node> inputs = new ArrayList<>();
    for (Scalar argument : apply.inputs()) {
      inputs.add(convert(argument));
    }
    DType dtype = apply.dtype();
    if (apply.operator() == Operator.POWER
        && apply.inputs().get(1) instanceof Scalar.Value exponent) {
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

  private Node cast(DType dtype, Node input) {
    return add(Node.Kind.CAST, dtype, List.of(input), null, 0, null, List.of());
  }

  private Node inner(DType dtype, Node input, Reduction reduction, List<Integer> axes) {
    return add(Node.Kind.INNER, dtype, List.of(input), null, 0, reduction, axes);
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
      return apply(Operator.DIVIDE, dtype, List.of(literal(new Scalar.Value(dtype, 1, 1)), base));
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
        new Key(
            kind, dtype, inputs.stream().map(Node::id).toList(), operator, index, reduction, axes);
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
