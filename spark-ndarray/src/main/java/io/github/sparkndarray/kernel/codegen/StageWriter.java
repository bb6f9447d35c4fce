package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.dtype.DType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Writes the code that computes some nodes in registers: what varies along the tile in the body of
 * a loop over it, the rest once before that.
 */
final class StageWriter {
  /** The vectors that a loop step computes side by side where inner loops would wait for sums. */
  private static final int COPIES = 4;

  private final Analysis analysis;
  private final Storage storage;
  private final StageCode code;
  private final InnerWriter innerWriter;
  private final Set<Node> members;
  private final boolean scalars;
  private final Frame root;

  /**
   * @param members the nodes to compute
   * @param open the loop variables of the reductions around the stage
   */
  private StageWriter(
      Analysis analysis,
      Storage storage,
      StageCode code,
      Set<Node> members,
      Map<Integer, String> open,
      boolean scalars) {
    this.analysis = analysis;
    this.storage = storage;
    this.code = code;
    this.innerWriter = new InnerWriter(analysis, storage, code, this);
    this.members = members;
    this.scalars = scalars;
    this.root = new Frame(null, 0, open, true);
  }

  /**
   * A writer of nodes that vary along the tile.
   *
   * @param tracked how many extremes are tracked in the stage's loop
   */
  static StageWriter ofTile(
      Analysis analysis,
      Storage storage,
      Step.Stage stage,
      Map<Integer, String> open,
      int tracked) {
    boolean waits =
        stage.nodes().stream()
            .anyMatch(n -> n.kind() == Node.Kind.INNER && !analysis.isUnrolled(n));
    int copies = stage.lane().isVector() && (waits || tracked > 0) ? COPIES : 1;
    return new StageWriter(
        analysis,
        storage,
        new StageCode(stage.lane().dialect(), 1, copies),
        new LinkedHashSet<>(stage.nodes()),
        open,
        false);
  }

  /** A writer of nodes that vary along the tile, in several rows at once. */
  static StageWriter ofRows(
      Analysis analysis, Storage storage, Step.Stage stage, int rows, int vectors) {
    return new StageWriter(
        analysis,
        storage,
        new StageCode(stage.lane().dialect(), rows, vectors),
        new LinkedHashSet<>(stage.nodes()),
        Map.of(),
        false);
  }

  /** A writer of nodes that vary along the tile, to code that there is already. */
  static StageWriter of(Analysis analysis, Storage storage, Step.Stage stage, StageCode code) {
    return new StageWriter(
        analysis, storage, code, new LinkedHashSet<>(stage.nodes()), Map.of(), false);
  }

  /** A writer of nodes that do not vary along the tile; their code is the body, without a loop. */
  static StageWriter ofScalars(
      Analysis analysis, Storage storage, List<Node> nodes, Map<Integer, String> open) {
    return new StageWriter(
        analysis,
        storage,
        new StageCode(ScalarDialect.INSTANCE, 1, 1),
        new LinkedHashSet<>(nodes),
        open,
        true);
  }

  StageCode code() {
    return code;
  }

  /** Computes a node; returns the names of its values, one for each vector of the step. */
  String[] value(Node node) {
    return value(node, root);
  }

  /** As {@link #value(Node)}, at a place inside reductions. */
  String[] value(Node node, Frame frame) {
    Frame home = frame.home(node);
    String[] names = home.names.get(node);
    if (names == null) {
      names = isSplat(node) ? splat(node, home) : compute(node, home);
      home.names.put(node, names);
    }
    return names;
  }

  /** Whether a node is one scalar for all lanes, computed as such from other scalars. */
  boolean isSplat(Node node) {
    return !scalars && !analysis.alongTile(node);
  }

  private String[] compute(Node node, Frame home) {
    if (scalars && home == root && !members.contains(node)) {
      return code.same(scalar(node, home, 0));
    }
    if (node.kind() == Node.Kind.LOAD) {
      return scalars ? code.same(scalar(node, home, 0)) : load(node, home);
    }
    if (!scalars && home == root && !members.contains(node)) {
      String array = code.array(ScalarDialect.javaType(node.dtype()), storage.tile(node));
      return code.declare(
          node.dtype(), copy -> code.dialect().load(node.dtype(), array, code.tileIndex(copy)));
    }
    if (node.kind() == Node.Kind.INNER) {
      return innerWriter.write(node, home);
    }
    List<String[]> inputs = new ArrayList<>();
    for (Node input : node.inputs()) {
      inputs.add(value(input, home));
    }
    if (scalars && Analysis.isCall(node)) {
      return call(node, inputs);
    }
    return declare(
        node,
        copy -> code.dialect().compute(node, inputs.stream().map(names -> names[copy]).toList()));
  }

  /** A function over tiles applied to a tile of one element. */
  private String[] call(Node node, List<String[]> inputs) {
    String array = node.dtype() == DType.FLOAT64 ? "f64" : "f32";
    StringBuilder arguments = new StringBuilder();
    for (int i = 0; i < inputs.size(); i++) {
      code.line("%s[%d] = %s;".formatted(array, i, inputs.get(i)[0]));
      arguments.append(array).append(", ").append(i).append(", ");
    }
    String function = OperatorCode.of(Objects.requireNonNull(node.operator())).call(node.dtype());
    code.line("ScalarMath.%s(%s%s, 2, 1);".formatted(function, arguments, array));
    return code.declare(node.dtype(), copy -> array + "[2]");
  }

  private String[] load(Node node, Frame home) {
    if (storage.isInPlace(node.index())) {
      String memory = code.memory(node);
      return declare(
          node,
          copy ->
              code.dialect()
                  .loadFrom(
                      node.dtype(),
                      memory,
                      "(%s + %s) * %d"
                          .formatted(
                              code.start(node.index(), code.row(copy)),
                              code.tileIndex(copy),
                              node.dtype().itemSize())));
    }
    String array = code.panel(node);
    String inner = storage.innerIndex(node.index(), axis -> home.index(axis));
    String position =
        inner.isEmpty() || inner.equals("0")
            ? ""
            : inner.equals("1") ? " + PITCH" : " + " + inner + " * PITCH";
    return declare(
        node,
        copy -> {
          String start = code.start(node.index(), code.row(copy)) + position;
          return code.dialect().load(node.dtype(), array, start + " + " + code.tileIndex(copy));
        });
  }

  private String[] declare(Node node, StageCode.PerCopy expression) {
    return scalars || analysis.alongRows(node)
        ? code.declare(node.dtype(), expression)
        : code.declareOnce(node.dtype(), expression);
  }

  /** A Java expression for a value that does not vary along the tile. */
  private String scalar(Node node, Frame home, int row) {
    switch (node.kind()) {
      case LITERAL:
        return Graph.literal(node);
      case LOAD:
        String inner = storage.innerIndex(node.index(), axis -> home.index(axis));
        return code.panel(node) + "[" + code.rowElement(node.index(), row, inner) + "]";
      default:
        if (home == root) {
          return storage.scalar(node);
        }
        List<String> inputs = new ArrayList<>();
        for (Node input : node.inputs()) {
          inputs.add(scalar(input, home.home(input), row));
        }
        return ScalarDialect.INSTANCE.compute(node, inputs);
    }
  }

  private String[] splat(Node node, Frame home) {
    String name = "b" + node.id() + "_" + code.next();
    if (!analysis.alongRows(node)) {
      splat(node, name, scalar(node, home, 0), home);
      return code.same(name);
    }
    String[] names = new String[code.copies()];
    for (int copy = 0; copy < names.length; copy++) {
      int row = code.row(copy);
      names[copy] = row == 0 ? name : name + "_" + row;
      if (copy == 0 || row != code.row(copy - 1)) {
        splat(node, names[copy], scalar(node, home, row), home);
      }
    }
    return names;
  }

  private void splat(Node node, String name, String value, Frame home) {
    Dialect dialect = code.dialect();
    String type = dialect.type(node.dtype());
    String text = "final %s %s = %s;".formatted(type, name, dialect.splat(node.dtype(), value));
    if (home.isAhead()) {
      code.headLine(text);
    } else {
      code.line(text);
    }
  }
}
