package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Axis;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes inner reductions that stay in registers: unrolled where they are short, else as loops
 * inside the loop over the tile.
 */
final class InnerWriter {
  private final Analysis analysis;
  private final Storage storage;
  private final StageCode code;
  private final StageWriter values;

  InnerWriter(Analysis analysis, Storage storage, StageCode code, StageWriter values) {
    this.analysis = analysis;
    this.storage = storage;
    this.code = code;
    this.values = values;
  }

  private String apply(Operator operator, DType dtype, String... arguments) {
    OperatorCode operation = OperatorCode.of(operator);
    List<String> list = List.of(arguments);
    return code.dialect() instanceof VectorDialect
        ? operation.vector(dtype, list)
        : operation.scalar(dtype, list);
  }

  private String combine(Reduction reduction, DType dtype, String a, String b) {
    // Extremes give the second of equals: the first of 0.0 and -0.0 must stay.
    return reduction.isTracked()
        ? apply(reduction.operator(), dtype, b, a)
        : apply(reduction.operator(), dtype, a, b);
  }

  /** Writes what an inner reduction reads from outside its positions, so that loops do not. */
  private void prepare(Node node, Node inner, Frame frame) {
    if ((node.innerAxes() & inner.reducedAxes()) == 0 && frame.areOpen(node.innerAxes())) {
      values.value(node, frame);
    } else if (!values.isSplat(node)) {
      node.inputs().forEach(input -> prepare(input, inner, frame));
    }
  }

  String[] write(Node inner, Frame frame) {
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
      String[] x = values.value(inner.input(0), new Frame(frame, inner.reducedAxes(), index, true));
      String[] sum = result;
      result =
          sum == null
              ? x
              : code.declare(
                  inner.dtype(), copy -> combine(reduction, inner.dtype(), sum[copy], x[copy]));
    }
    if (result == null) {
      String empty = code.dialect().splat(inner.dtype(), Identities.of(reduction, inner.dtype()));
      return code.declare(inner.dtype(), copy -> empty);
    }
    if (reduction == Reduction.SUM && inner.input(0).mayBeNegativeZero()) {
      String[] sum = result;
      String zero = code.dialect().splat(inner.dtype(), Identities.zero(inner.dtype()));
      return code.declare(
          inner.dtype(), copy -> combine(reduction, inner.dtype(), sum[copy], zero));
    }
    return result;
  }

  private Axis axis(int axis) {
    return analysis.graph().nest().axes().get(axis);
  }

  private String[] looped(Node inner, Frame frame) {
    return Objects.requireNonNull(inner.reduction()) == Reduction.SUM && inner.dtype().isFloat()
        ? sum(inner, frame)
        : combined(inner, frame);
  }

  private String[] combined(Node inner, Frame frame) {
    Reduction reduction = Objects.requireNonNull(inner.reduction());
    DType dtype = inner.dtype();
    if (dtype == DType.BOOL && code.dialect() instanceof VectorDialect vectors) {
      return tested(inner, frame, vectors);
    }
    String[] result = declare(dtype, Identities.of(reduction, dtype));
    String[] x = openLoops(inner, frame);
    code.assign(dtype, result, copy -> combine(reduction, dtype, result[copy], x[copy]));
    inner.axes().forEach(axis -> code.line("}"));
    return result;
  }

  /**
   * Whether any or all are true, kept as ones and zeros: a mask that goes round a loop is boxed.
   */
  private String[] tested(Node inner, Frame frame, VectorDialect vectors) {
    boolean any = Identities.of(inner.reducing(), DType.BOOL).equals("false");
    String zero = code.constant(vectors.lane(), "0");
    String one = code.constant(vectors.lane(), "1");
    String[] result = code.declare(vectors.lane(), copy -> any ? zero : one);
    String[] x = openLoops(inner, frame);
    code.assign(
        vectors.lane(),
        result,
        copy ->
            any
                ? result[copy] + ".blend(" + one + ", " + x[copy] + ")"
                : zero + ".blend(" + result[copy] + ", " + x[copy] + ")");
    inner.axes().forEach(axis -> code.line("}"));
    return code.declare(
        DType.BOOL, copy -> result[copy] + ".compare(VectorOperators.NE, " + zero + ")");
  }

  /** Opens the loops of a reduction; returns its terms. */
  private String[] openLoops(Node inner, Frame frame) {
    Map<Integer, String> index = new HashMap<>();
    for (int axis : inner.axes()) {
      openLoop(axis, index);
    }
    return values.value(inner.input(0), new Frame(frame, inner.reducedAxes(), index, false));
  }

  /**
   * A floating sum along runs of the last axis, which are added up to parts; what is lost where
   * parts are added up is kept. A sum that is one part needs no more.
   */
  private String[] sum(Node inner, Frame frame) {
    DType dtype = inner.dtype();
    String zero = Identities.zero(dtype);
    List<Integer> axes = inner.axes();
    int last = axes.get(axes.size() - 1);
    String k = storage.axisName(last);
    boolean compensated = !analysis.isOnePart(inner);
    String[] sum = compensated ? declare(dtype, zero) : new String[0];
    String[] lost = compensated ? declare(dtype, zero) : new String[0];
    Map<Integer, String> index = new HashMap<>();
    for (int axis : axes.subList(0, axes.size() - 1)) {
      openLoop(axis, index);
    }
    index.put(last, k);
    String end = storage.extent(last);
    if (compensated) {
      code.line(
          "// the sum over %s: parts, of which what is lost between them is kept".formatted(k));
      code.line(
          "for (int %1$s_part = 0; %1$s_part < %2$s; %1$s_part += Sums.part(%2$s)) {"
              .formatted(k, end));
      code.line(
          "int %1$s_partEnd = Math.min(%1$s_part + Sums.part(%2$s), %2$s);".formatted(k, end));
      end = k + "_partEnd";
    }
    String[] part = declare(dtype, zero);
    code.line("// the sum over %s: runs, for accuracy".formatted(k));
    code.line(
        "for (int %1$s_run = %2$s; %1$s_run < %3$s; %1$s_run += Sums.ROW_RUN) {"
            .formatted(k, compensated ? k + "_part" : "0", end));
    code.line("int %1$s_runEnd = Math.min(%1$s_run + Sums.ROW_RUN, %2$s);".formatted(k, end));
    String[] run = declare(dtype, zero);
    code.line("for (int %1$s = %1$s_run; %1$s < %1$s_runEnd; %1$s++) {".formatted(k));
    addTerm(inner, new Frame(frame, inner.reducedAxes(), index, false), run);
    code.line("}");
    code.assign(dtype, part, c -> apply(Operator.ADD, dtype, part[c], run[c]));
    code.line("}");
    if (!compensated) {
      return part;
    }
    twoSum(dtype, sum, lost, part);
    axes.forEach(axis -> code.line("}"));
    return code.declare(dtype, copy -> code.dialect().total(dtype, sum[copy], lost[copy]));
  }

  private void addTerm(Node inner, Frame inside, String[] run) {
    DType dtype = inner.dtype();
    Node term = inner.input(0);
    if (analysis.sumsProducts(inner)) {
      String[] x = values.value(term.input(0), inside);
      String[] y = values.value(term.input(term.inputs().size() - 1), inside);
      code.assign(dtype, run, copy -> code.dialect().fma(x[copy], y[copy], run[copy]));
    } else {
      String[] x = values.value(term, inside);
      code.assign(dtype, run, copy -> apply(Operator.ADD, dtype, run[copy], x[copy]));
    }
  }

  private void openLoop(int axis, Map<Integer, String> index) {
    String name = storage.axisName(axis);
    index.put(axis, name);
    code.line("// inside the body: %s".formatted(name));
    code.line("for (int %1$s = 0; %1$s < %2$s; %1$s++) {".formatted(name, storage.extent(axis)));
  }

  /** Declares variables that all have one value in every lane. */
  private String[] declare(DType dtype, String value) {
    String constant = code.constant(dtype, value);
    return code.declare(dtype, copy -> constant);
  }

  /** Adds a run to a sum and what the addition lost to {@code lost} (Knuth's TwoSum). */
  private void twoSum(DType dtype, String[] sum, String[] lost, String[] run) {
    String[] t = code.declare(dtype, c -> apply(Operator.ADD, dtype, sum[c], run[c]));
    String[] z = code.declare(dtype, c -> apply(Operator.SUBTRACT, dtype, t[c], sum[c]));
    String[] a =
        code.declare(
            dtype,
            c ->
                apply(
                    Operator.SUBTRACT, dtype, sum[c], apply(Operator.SUBTRACT, dtype, t[c], z[c])));
    String[] b = code.declare(dtype, c -> apply(Operator.SUBTRACT, dtype, run[c], z[c]));
    code.assign(
        dtype,
        lost,
        c -> apply(Operator.ADD, dtype, lost[c], apply(Operator.ADD, dtype, a[c], b[c])));
    code.assign(dtype, sum, c -> t[c]);
  }

  /** An argmin or argmax over scalars. */
  private String[] position(Node inner, Frame frame) {
    boolean max = inner.reduction() == Reduction.ARGMAX;
    DType dtype = inner.input(0).dtype();
    int id = code.next();
    String best = "best" + id;
    code.line("%s %s = %s;".formatted(code.dialect().type(dtype), best, Identities.zero(dtype)));
    code.line("long at%1$d = -1; long next%1$d = 0;".formatted(id));
    Map<Integer, String> index = new HashMap<>();
    for (int axis : inner.axes()) {
      String name = storage.axisName(axis);
      index.put(axis, name);
      code.line("for (int %1$s = 0; %1$s < %2$s; %1$s++) {".formatted(name, storage.extent(axis)));
    }
    String x = values.value(inner.input(0), new Frame(frame, inner.reducedAxes(), index, false))[0];
    Operator beats =
        dtype.isFloat()
            ? (max ? Operator.LESS_EQUAL : Operator.GREATER_EQUAL)
            : (max ? Operator.GREATER : Operator.LESS);
    String better = apply(beats, dtype, x, best);
    if (dtype.isFloat()) {
      better = "(%1$s == %1$s && !%2$s)".formatted(best, better);
    }
    code.line(
        "if (at%1$d < 0 || %2$s) { %3$s = %4$s; at%1$d = next%1$d; }"
            .formatted(id, better, best, x));
    code.line("next%d++;".formatted(id));
    for (int i = 0; i < inner.axes().size(); i++) {
      code.line("}");
    }
    return code.same("at" + id);
  }
}
