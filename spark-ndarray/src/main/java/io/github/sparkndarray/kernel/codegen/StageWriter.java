package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Axis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes the code that computes some nodes in registers: the body of a loop over the tile, and the
 * head before it, where all that does not vary along the tile is read once. Inner reductions are
 * unrolled where they are short, else they are loops inside the loop.
 */
final class StageWriter {
  /** The vectors that a loop step computes side by side where inner loops would wait for sums. */
  private static final int COPIES = 4;

  /**
   * One position of the reductions being written: the innermost has the nodes that vary with it.
   */
  private static final class Frame {
    final @Nullable Frame outer;
    final long axes;
    final Map<Integer, String> index;
    final Map<Node, String[]> names = new HashMap<>();
    final boolean unrolled;

    Frame(@Nullable Frame outer, long axes, Map<Integer, String> index, boolean unrolled) {
      this.outer = outer;
      this.axes = axes;
      this.index = index;
      this.unrolled = unrolled;
    }
  }

  private final Analysis analysis;
  private final Storage storage;
  private final Dialect dialect;
  private final Set<Node> members;
  private final boolean scalars;
  private final int copies;
  private final Frame root;
  private final StringBuilder head = new StringBuilder();
  private final StringBuilder body = new StringBuilder();
  private final Set<String> arrays = new LinkedHashSet<>();
  private final Set<Integer> operands = new LinkedHashSet<>();
  private int variables;

  /**
   * @param members the nodes to compute
   * @param open the loop variables of the reductions around the stage
   */
  private StageWriter(
      Analysis analysis,
      Storage storage,
      Dialect dialect,
      Set<Node> members,
      Map<Integer, String> open,
      boolean scalars,
      int copies) {
    this.analysis = analysis;
    this.storage = storage;
    this.dialect = dialect;
    this.members = members;
    this.scalars = scalars;
    this.copies = copies;
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
        stage.lane().dialect(),
        new LinkedHashSet<>(stage.nodes()),
        open,
        false,
        copies);
  }

  /** A writer of nodes that do not vary along the tile; their code is the body, without a loop. */
  static StageWriter ofScalars(
      Analysis analysis, Storage storage, List<Node> nodes, Map<Integer, String> open) {
    return new StageWriter(
        analysis, storage, ScalarDialect.INSTANCE, new LinkedHashSet<>(nodes), open, true, 1);
  }

  /** Computes a node; returns the names of its values, one for each vector of the step. */
  String[] value(Node node) {
    return value(node, root);
  }

  void line(String text) {
    body.append("      ").append(text).append('\n');
  }

  String body() {
    return body.toString();
  }

  String step() {
    return copies == 1 ? dialect.step() : copies + " * " + dialect.step();
  }

  int copies() {
    return copies;
  }

  Dialect dialect() {
    return dialect;
  }

  /** The tile index of one of the vectors of a step. */
  String tileIndex(int copy) {
    return copy == 0 ? "v" : "v + " + copy + " * " + dialect.step();
  }

  /** Makes an array of the class a local variable; returns its name. */
  String array(String declared, String name) {
    arrays.add("final " + declared + "[] " + name + " = this." + name + ";");
    return name;
  }

  /** Everything before the loop. */
  String head() {
    StringBuilder text = new StringBuilder();
    for (String array : arrays) {
      text.append("    ").append(array).append('\n');
    }
    for (int operand : operands) {
      text.append(
          String.format("    final int o%1$d = offset[%1$d] + r * rowStep[%1$d];%n", operand));
    }
    return text.append(head).toString();
  }

  private Frame home(Node node, Frame frame) {
    Frame at = frame;
    while (at.outer != null && (node.innerAxes() & at.axes) == 0) {
      at = at.outer;
    }
    return at;
  }

  private String[] value(Node node, Frame frame) {
    Frame home = home(node, frame);
    String[] names = home.names.get(node);
    if (names == null) {
      names = !scalars && !analysis.alongTile(node) ? splat(node, home) : compute(node, home);
      home.names.put(node, names);
    }
    return names;
  }

  private String[] compute(Node node, Frame home) {
    if (scalars && home == root && !members.contains(node)) {
      return same(scalar(node, home));
    }
    if (node.kind() == Node.Kind.LOAD) {
      return scalars ? same(scalar(node, home)) : load(node, home);
    }
    if (!scalars && home == root && !members.contains(node)) {
      String array = array(ScalarDialect.javaType(node.dtype()), storage.tile(node));
      return declare(node.dtype(), copy -> dialect.load(node.dtype(), array, tileIndex(copy)));
    }
    if (node.kind() == Node.Kind.INNER) {
      return inner(node, home);
    }
    List<String[]> inputs = new ArrayList<>();
    for (Node input : node.inputs()) {
      inputs.add(value(input, home));
    }
    if (scalars && Analysis.isCall(node)) {
      return call(node, inputs);
    }
    return declare(
        node.dtype(),
        copy -> dialect.compute(node, inputs.stream().map(names -> names[copy]).toList()));
  }

  /** A function over tiles applied to a tile of one element. */
  private String[] call(Node node, List<String[]> inputs) {
    String array = node.dtype() == DType.FLOAT64 ? "f64" : "f32";
    StringBuilder arguments = new StringBuilder();
    for (int i = 0; i < inputs.size(); i++) {
      line("%s[%d] = %s;".formatted(array, i, inputs.get(i)[0]));
      arguments.append(array).append(", ").append(i).append(", ");
    }
    String function = OperatorCode.of(Objects.requireNonNull(node.operator())).call(node.dtype());
    line("ScalarMath.%s(%s%s, 2, 1);".formatted(function, arguments, array));
    return declare(node.dtype(), copy -> array + "[2]");
  }

  private String[] load(Node node, Frame home) {
    String array = panel(node);
    String start = "o" + node.index();
    String inner = storage.innerIndex(node.index(), axis -> index(axis, home));
    String row =
        inner.isEmpty() || inner.equals("0")
            ? start
            : inner.equals("1") ? start + " + pitch" : start + " + " + inner + " * pitch";
    return declare(
        node.dtype(), copy -> dialect.load(node.dtype(), array, row + " + " + tileIndex(copy)));
  }

  private String panel(Node node) {
    operands.add(node.index());
    return array(ScalarDialect.javaType(node.dtype()), "p" + node.index());
  }

  private String index(int axis, Frame frame) {
    for (Frame at = frame; at != null; at = at.outer) {
      String index = at.index.get(axis);
      if (index != null) {
        return index;
      }
    }
    throw new IllegalStateException("no loop over axis " + axis);
  }

  /** A Java expression for a value that does not vary along the tile. */
  private String scalar(Node node, Frame home) {
    switch (node.kind()) {
      case LITERAL:
        return Graph.literal(node);
      case LOAD:
        String inner = storage.innerIndex(node.index(), axis -> index(axis, home));
        return panel(node) + "[o" + node.index() + (inner.isEmpty() ? "" : " + " + inner) + "]";
      default:
        if (home == root) {
          return storage.scalar(node);
        }
        List<String> inputs = new ArrayList<>();
        for (Node input : node.inputs()) {
          inputs.add(scalar(input, home(input, home)));
        }
        return ScalarDialect.INSTANCE.compute(node, inputs);
    }
  }

  private String[] splat(Node node, Frame home) {
    boolean ahead = true;
    for (Frame at = home; at != null; at = at.outer) {
      ahead &= at.unrolled;
    }
    String name = "b" + node.id() + "_" + variables++;
    String text =
        String.format(
            "final %s %s = %s;",
            dialect.type(node.dtype()), name, dialect.splat(node.dtype(), scalar(node, home)));
    if (ahead) {
      head.append("    ").append(text).append('\n');
    } else {
      line(text);
    }
    return same(name);
  }

  private String[] same(String name) {
    String[] names = new String[copies];
    java.util.Arrays.fill(names, name);
    return names;
  }

  // Values are cast to their own type: where an abstract method of Vector is overridden with a
  // narrower
  // one, Janino takes the wider.
  private interface PerCopy {
    String of(int copy);
  }

  private String[] declare(DType dtype, PerCopy expression) {
    String name = "x" + variables++;
    String[] names = new String[copies];
    for (int copy = 0; copy < copies; copy++) {
      names[copy] = copies == 1 ? name : name + "_" + copy;
      String type = dialect.type(dtype);
      line("%1$s %2$s = (%1$s) %3$s;".formatted(type, names[copy], expression.of(copy)));
    }
    return names;
  }

  private void assign(DType dtype, String[] names, PerCopy expression) {
    for (int copy = 0; copy < copies; copy++) {
      line("%s = (%s) %s;".formatted(names[copy], dialect.type(dtype), expression.of(copy)));
    }
  }

  private String apply(Operator operator, DType dtype, String... arguments) {
    OperatorCode code = OperatorCode.of(operator);
    List<String> list = List.of(arguments);
    return dialect instanceof VectorDialect ? code.vector(dtype, list) : code.scalar(dtype, list);
  }

  private String combine(Reduction reduction, DType dtype, String a, String b) {
    return switch (reduction) {
      case SUM -> apply(Operator.ADD, dtype, a, b);
      // These give the second of equals: the first of 0.0 and -0.0 must stay.
      case MIN -> apply(Operator.MINIMUM, dtype, b, a);
      case MAX -> apply(Operator.MAXIMUM, dtype, b, a);
      case ANY -> apply(Operator.BITWISE_OR, DType.BOOL, a, b);
      case ALL -> apply(Operator.BITWISE_AND, DType.BOOL, a, b);
      case ARGMIN, ARGMAX -> throw new IllegalStateException("positions are tracked, not combined");
    };
  }

  /** Writes what an inner reduction reads from outside its positions, so that loops do not. */
  private void prepare(Node node, Node inner, Frame frame) {
    if ((node.innerAxes() & inner.reducedAxes()) == 0 && areOpen(node.innerAxes(), frame)) {
      value(node, frame);
    } else {
      node.inputs().forEach(input -> prepare(input, inner, frame));
    }
  }

  /** Whether there is a loop around this place over each of the axes, one bit for each. */
  private static boolean areOpen(long axes, Frame frame) {
    for (long rest = axes; rest != 0; rest &= rest - 1) {
      int axis = Long.numberOfTrailingZeros(rest);
      boolean open = false;
      for (Frame at = frame; at != null; at = at.outer) {
        open |= at.index.containsKey(axis);
      }
      if (!open) {
        return false;
      }
    }
    return true;
  }

  private String[] inner(Node inner, Frame frame) {
    prepare(inner.input(0), inner, frame);
    if (Objects.requireNonNull(inner.reduction()).isPosition()) {
      return position(inner, frame);
    }
    return analysis.isUnrolled(inner) ? unrolled(inner, frame) : looped(inner, frame);
  }

  private String[] unrolled(Node inner, Frame frame) {
    Reduction reduction = Objects.requireNonNull(inner.reduction());
    String[] result = null;
    long count = analysis.positions(inner);
    for (long position = 0; position < count; position++) {
      Map<Integer, String> index = new HashMap<>();
      long rest = position;
      for (int i = inner.axes().size() - 1; i >= 0; i--) {
        int axis = inner.axes().get(i);
        long extent = axis(axis).extent();
        index.put(axis, Long.toString(rest % extent));
        rest /= extent;
      }
      String[] x = value(inner.input(0), new Frame(frame, inner.reducedAxes(), index, true));
      String[] sum = result;
      result =
          sum == null
              ? x
              : declare(
                  inner.dtype(), copy -> combine(reduction, inner.dtype(), sum[copy], x[copy]));
    }
    if (result == null) {
      String empty = dialect.splat(inner.dtype(), Identities.of(reduction, inner.dtype()));
      return declare(inner.dtype(), copy -> empty);
    }
    if (reduction == Reduction.SUM && inner.input(0).mayBeNegativeZero()) {
      String[] sum = result;
      String zero = dialect.splat(inner.dtype(), Identities.zero(inner.dtype()));
      return declare(inner.dtype(), copy -> combine(reduction, inner.dtype(), sum[copy], zero));
    }
    return result;
  }

  private Axis axis(int axis) {
    return analysis.graph().nest().axes().get(axis);
  }

  private String[] looped(Node inner, Frame frame) {
    Reduction reduction = Objects.requireNonNull(inner.reduction());
    DType dtype = inner.dtype();
    boolean runs = reduction == Reduction.SUM && dtype.isFloat();
    String start = dialect.splat(dtype, Identities.of(reduction, dtype));
    String[] sum = declare(dtype, copy -> start);
    String zero = dialect.splat(dtype, Identities.zero(dtype));
    String[] lost = runs ? declare(dtype, copy -> zero) : sum;
    List<Integer> axes = inner.axes();
    Map<Integer, String> index = new HashMap<>();
    for (int i = 0; i < axes.size(); i++) {
      String name = storage.axisName(axes.get(i));
      index.put(axes.get(i), name);
      if (runs && i == axes.size() - 1) {
        break;
      }
      line(
          "for (int %1$s = 0; %1$s < %2$s; %1$s++) {".formatted(name, storage.extent(axes.get(i))));
    }
    String[] run = sum;
    if (runs) {
      int last = axes.get(axes.size() - 1);
      String k = storage.axisName(last);
      String extent = storage.extent(last);
      line("for (int %1$s0 = 0; %1$s0 < %2$s; %1$s0 += Sums.ROW_RUN) {".formatted(k, extent));
      line("int %1$s1 = Math.min(%1$s0 + Sums.ROW_RUN, %2$s);".formatted(k, extent));
      run = declare(dtype, copy -> start);
      line("for (int %1$s = %1$s0; %1$s < %1$s1; %1$s++) {".formatted(k));
    }
    String[] x = value(inner.input(0), new Frame(frame, inner.reducedAxes(), index, false));
    String[] accumulated = run;
    assign(dtype, run, copy -> combine(reduction, dtype, accumulated[copy], x[copy]));
    line("}");
    if (runs) {
      twoSum(dtype, sum, lost, run);
    }
    for (int i = runs ? 0 : 1; i < axes.size(); i++) {
      line("}");
    }
    return runs ? declare(dtype, copy -> dialect.total(dtype, sum[copy], lost[copy])) : sum;
  }

  /** Adds a run to a sum and what the addition lost to {@code lost} (Knuth's TwoSum). */
  private void twoSum(DType dtype, String[] sum, String[] lost, String[] run) {
    String[] t = declare(dtype, c -> apply(Operator.ADD, dtype, sum[c], run[c]));
    String[] z = declare(dtype, c -> apply(Operator.SUBTRACT, dtype, t[c], sum[c]));
    String[] a =
        declare(
            dtype,
            c ->
                apply(
                    Operator.SUBTRACT, dtype, sum[c], apply(Operator.SUBTRACT, dtype, t[c], z[c])));
    String[] b = declare(dtype, c -> apply(Operator.SUBTRACT, dtype, run[c], z[c]));
    assign(
        dtype,
        lost,
        c -> apply(Operator.ADD, dtype, lost[c], apply(Operator.ADD, dtype, a[c], b[c])));
    assign(dtype, sum, c -> t[c]);
  }

  /** An argmin or argmax over scalars. */
  private String[] position(Node inner, Frame frame) {
    boolean max = inner.reduction() == Reduction.ARGMAX;
    DType dtype = inner.input(0).dtype();
    int id = variables++;
    String best = "best" + id;
    line("%s %s = %s;".formatted(dialect.type(dtype), best, Identities.zero(dtype)));
    line("long at%1$d = -1; long next%1$d = 0;".formatted(id));
    Map<Integer, String> index = new HashMap<>();
    for (int axis : inner.axes()) {
      String name = storage.axisName(axis);
      index.put(axis, name);
      line("for (int %1$s = 0; %1$s < %2$s; %1$s++) {".formatted(name, storage.extent(axis)));
    }
    String x = value(inner.input(0), new Frame(frame, inner.reducedAxes(), index, false))[0];
    Operator beats =
        dtype.isFloat()
            ? (max ? Operator.LESS_EQUAL : Operator.GREATER_EQUAL)
            : (max ? Operator.GREATER : Operator.LESS);
    String better = apply(beats, dtype, x, best);
    if (dtype.isFloat()) {
      better = "(%1$s == %1$s && !%2$s)".formatted(best, better);
    }
    line(
        "if (at%1$d < 0 || %2$s) { %3$s = %4$s; at%1$d = next%1$d; }"
            .formatted(id, better, best, x));
    line("next%d++;".formatted(id));
    for (int i = 0; i < inner.axes().size(); i++) {
      line("}");
    }
    return same("at" + id);
  }
}
