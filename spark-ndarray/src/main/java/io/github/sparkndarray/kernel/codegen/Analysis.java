package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.run.Instructions;
import io.github.sparkndarray.kernel.run.Layout;
import io.github.sparkndarray.kernel.run.Sums;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What a layout makes of a graph's nodes: which vary along the tile, which along rows, and how. */
final class Analysis {
  /** Inner reductions of at most so many elements are unrolled. */
  static final int UNROLLED = 8;

  /** The body of an inner reduction is put into one loop up to this many operators. */
  private static final int FUSED_BODY = 24;

  private final Graph graph;
  private final Layout layout;
  private final boolean[] alongTile;
  private final boolean[] alongRows;
  private final Lane[] lanes;

  Analysis(Graph graph, Layout layout) {
    this.graph = graph;
    this.layout = layout;
    int count = graph.nodes().size();
    alongTile = new boolean[count];
    alongRows = new boolean[count];
    lanes = new Lane[count];
    for (Node node : graph.nodes()) {
      int id = node.id();
      if (node.kind() == Node.Kind.LOAD) {
        alongTile[id] = layout.alongTile().get(node.index());
        alongRows[id] = layout.alongRows().get(node.index());
      }
      for (Node input : node.inputs()) {
        alongTile[id] |= alongTile[input.id()];
        alongRows[id] |= alongRows[input.id()];
      }
      lanes[id] = lane(node);
    }
  }

  Graph graph() {
    return graph;
  }

  Layout layout() {
    return layout;
  }

  boolean alongTile(Node node) {
    return alongTile[node.id()];
  }

  boolean alongRows(Node node) {
    return alongRows[node.id()];
  }

  /** How a node is computed where it varies along the tile. */
  Lane lane(Node node) {
    Lane known = lanes[node.id()];
    return known != null ? known : findLane(node);
  }

  private Lane findLane(Node node) {
    boolean simd = layout.instructions() == Instructions.VECTOR;
    return switch (node.kind()) {
      case LOAD, LITERAL -> Lane.PANEL;
      case APPLY -> applyLane(node);
      case CAST -> simd ? castLane(node) : Lane.SCALAR;
      case INNER -> innerLane(node);
    };
  }

  private Lane applyLane(Node node) {
    Operator operator = Objects.requireNonNull(node.operator());
    OperatorCode code = OperatorCode.of(operator);
    DType compute = node.computeDType();
    if (code.call(compute) != null) {
      return Lane.CALL;
    }
    if (layout.instructions() == Instructions.SCALAR || !code.hasVector(compute)) {
      return Lane.SCALAR;
    }
    if (compute != DType.BOOL) {
      return Lane.vector(compute);
    }
    // A mask is computed where the masks that it is made of are.
    for (Node input : node.inputs()) {
      if (alongTile(input) && lane(input).isVector()) {
        return lane(input);
      }
    }
    return Lane.SCALAR;
  }

  /** Whether loops of a lane can load from memory that is no array, and store to it. */
  boolean reachesMemory(Lane lane) {
    return lane.isVector() || lane == Lane.SCALAR && layout.instructions() == Instructions.SCALAR;
  }

  /** Whether a node is computed by a function over tiles. */
  static boolean isCall(Node node) {
    return node.kind() == Node.Kind.APPLY
        && OperatorCode.of(Objects.requireNonNull(node.operator())).call(node.computeDType())
            != null;
  }

  private Lane castLane(Node node) {
    DType from = node.input(0).dtype();
    if (from == DType.BOOL) {
      return Lane.vector(node.dtype());
    }
    if (from.computed() == node.dtype().computed()) {
      return Lane.vector(from);
    }
    if (node.dtype() == DType.FLOAT32 && from.computed() == DType.INT32) {
      return Lane.F32;
    }
    return node.dtype() == DType.BOOL ? Lane.vector(from) : Lane.SCALAR;
  }

  private Lane innerLane(Node inner) {
    Reduction reduction = Objects.requireNonNull(inner.reduction());
    boolean multiplies = reduction == Reduction.PROD;
    if (reduction.isPosition()
        || (multiplies && !OperatorCode.of(Operator.MULTIPLY).hasVector(inner.dtype()))) {
      return Lane.LOOP;
    }
    Lane lane = null;
    int operators = 0;
    for (Node node : varyingWith(inner)) {
      if (!alongTile(node)) {
        if (node.kind() == Node.Kind.INNER || isCall(node)) {
          return Lane.LOOP;
        }
        continue;
      }
      Lane own = lane(node);
      if (own != Lane.PANEL) {
        operators += node.kind() == Node.Kind.INNER ? 8 : 1;
        if (!own.isFused() || (lane != null && lane != own)) {
          return Lane.LOOP;
        }
        lane = own;
      }
    }
    if (operators > FUSED_BODY) {
      return Lane.LOOP;
    }
    if (lane != null) {
      return lane;
    }
    boolean simd = layout.instructions() == Instructions.VECTOR;
    return simd ? Lane.vector(inner.dtype()) : Lane.SCALAR;
  }

  /**
   * The nodes that an inner reduction computes at each of its positions and that no reduction
   * inside it computes, inputs first.
   *
   * @param open the axes of the reductions around it, one bit for each
   */
  List<Node> body(Node inner, long open) {
    long here = open | inner.reducedAxes();
    List<Node> body = new ArrayList<>();
    for (Node node : varyingWith(inner)) {
      if ((node.innerAxes() & ~here) == 0) {
        body.add(node);
      }
    }
    return body;
  }

  /** All that an inner reduction reads and that varies along its axes, inputs first. */
  private List<Node> varyingWith(Node inner) {
    boolean[] reached = new boolean[graph.nodes().size()];
    mark(inner.input(0), reached);
    List<Node> varying = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (reached[node.id()] && (node.innerAxes() & inner.reducedAxes()) != 0) {
        varying.add(node);
      }
    }
    return varying;
  }

  private static void mark(Node node, boolean[] reached) {
    if (!reached[node.id()]) {
      reached[node.id()] = true;
      for (Node input : node.inputs()) {
        mark(input, reached);
      }
    }
  }

  /** Whether a floating inner sum is short enough to be added up without keeping what is lost. */
  boolean isOnePart(Node inner) {
    return inner.axes().size() == 1 && positions(inner) <= Sums.PART;
  }

  /**
   * Whether products are added up without being rounded. That depends on the graph alone, so that
   * vectors and scalars give the same bits. Short sums, which are unrolled, have NumPy's roundings.
   */
  boolean sumsProducts(Node inner) {
    Node product = inner.input(0);
    if (inner.reduction() != Reduction.SUM
        || !inner.dtype().isFloat()
        || isUnrolled(inner)
        || product.kind() != Node.Kind.APPLY
        || (product.operator() != Operator.MULTIPLY && product.operator() != Operator.SQUARE)
        || (product.innerAxes() & inner.reducedAxes()) == 0) {
      return false;
    }
    List<Node> body = varyingWith(inner);
    for (Node node : body) {
      boolean plain =
          node.kind() == Node.Kind.LOAD
              || (node.kind() == Node.Kind.APPLY
                  && node.computeDType() == inner.dtype()
                  && OperatorCode.of(node.applied()).call(inner.dtype()) == null
                  && OperatorCode.of(node.applied()).hasVector(inner.dtype()));
      if (!plain || node.dtype() != inner.dtype()) {
        return false;
      }
    }
    return body.size() <= FUSED_BODY;
  }

  /** The number of positions of an inner reduction. */
  long positions(Node inner) {
    long count = 1;
    for (int axis : inner.axes()) {
      count *= graph.nest().axes().get(axis).extent();
    }
    return count;
  }

  boolean isUnrolled(Node inner) {
    return positions(inner) <= UNROLLED;
  }
}
