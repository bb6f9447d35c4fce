package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Reduction;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.kernel.run.Form;
import io.github.sparkndarray.kernel.run.Instructions;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sums over rows: those of a few vectors are registers while rows pass by. */
final class TileSumsWriter implements SumsWriter {
  /** The vectors whose sums wait for each other's additions. */
  private static final int VECTORS = 4;

  private final Analysis analysis;
  private final Storage storage;
  private final Step.Stage stage;
  private final NestText text;

  private TileSumsWriter(Analysis analysis, Storage storage, Step.Stage stage, NestText text) {
    this.analysis = analysis;
    this.storage = storage;
    this.stage = stage;
    this.text = text;
  }

  /**
   * A writer, if all outputs are floating sums over rows that one loop over vectors computes.
   *
   * @param storage where the values are that the schedule computes once per tile
   */
  static @Nullable TileSumsWriter of(
      Analysis analysis, Schedule schedule, Storage storage, NestText text) {
    if (analysis.layout().form() != Form.REDUCE_ROWS
        || analysis.layout().instructions() != Instructions.VECTOR
        || !schedule.scalars().isEmpty()) {
      return null;
    }
    Lane lane = null;
    List<Output> outputs = analysis.graph().nest().outputs();
    for (int output = 0; output < outputs.size(); output++) {
      Node root = analysis.graph().roots().get(output);
      Lane own = Lane.vector(root.dtype());
      if (outputs.get(output).reducing() != Reduction.SUM
          || !root.dtype().isFloat()
          || !analysis.alongTile(root)
          || (lane != null && lane != own)) {
        return null;
      }
      lane = own;
    }
    Step.Stage stage = SumsWriter.onlyStage(Objects.requireNonNull(lane), schedule);
    if (stage == null
        || stage.nodes().stream()
            .anyMatch(n -> n.kind() == Node.Kind.INNER && !analysis.isUnrolled(n))) {
      return null;
    }
    return new TileSumsWriter(analysis, storage, stage, text);
  }

  @Override
  public boolean isAddedUp(Node node) {
    return stage.nodes().contains(node);
  }

  @Override
  public String rows() {
    return """
        int some;
        for (int r = first; r < first + count; r += some) {
          some = %s;
          int whole = n - n %% (%d * %s);
          sums(r, r + some, 0, whole);
          lastSums(r, r + some, whole, n);
    %s    }
    """
        .formatted(begin(), VECTORS, stage.lane().dialect().step(), end());
  }

  /** All outputs' sums are at the same row. */
  private String begin() {
    String some = "first + count - r";
    for (int output = 0; output < analysis.graph().roots().size(); output++) {
      some = "sinks[" + output + "].beginRun(" + some + ", n)";
    }
    return some;
  }

  private String end() {
    StringBuilder code = new StringBuilder();
    for (int output = 0; output < analysis.graph().roots().size(); output++) {
      code.append("      sinks[").append(output).append("].endRun(some);\n");
    }
    return code.toString();
  }

  @Override
  public String methods() {
    return method("sums", VECTORS) + method("lastSums", 1);
  }

  private String method(String name, int vectors) {
    StageWriter writer = StageWriter.ofRows(analysis, storage, stage, 1, vectors);
    StageCode code = writer.code();
    StringBuilder comments = new StringBuilder();
    StringBuilder before = new StringBuilder();
    StringBuilder after = new StringBuilder();
    List<Node> roots = analysis.graph().roots();
    for (int output = 0; output < roots.size(); output++) {
      Node root = roots.get(output);
      DType dtype = root.dtype();
      String[] values = writer.value(root);
      String run = "run" + output;
      String type = ScalarDialect.javaType(dtype);
      String vector = code.dialect().type(dtype);
      comments.append("  // run of output %d += %s%n".formatted(output, text.expression(root)));
      code.array(type, run, "sinks[" + output + "]." + type + "Run()");
      for (int copy = 0; copy < vectors; copy++) {
        String sum = "sum" + output + "_" + copy;
        String index = code.tileIndex(copy);
        before.append(
            "      %1$s %2$s = (%1$s) %3$s;%n"
                .formatted(vector, sum, code.dialect().load(dtype, run, index)));
        code.line("%1$s = (%2$s) %1$s.add(%3$s);".formatted(sum, vector, values[copy]));
        after.append("      ").append(code.dialect().store(dtype, sum, run, index)).append('\n');
      }
    }
    return "\n"
        + comments
        + "  private void %s(int first, int last, int from, int to) {%n".formatted(name)
        + code.arrays()
        + "    // "
        + text.tile()
        + "\n"
        + "    for (int v = from; v < to; v += %s) {%n".formatted(code.step())
        + before
        + "    // "
        + text.rows()
        + "\n"
        + "      for (int r = first; r < last; r++) {\n"
        + code.rowHead()
        + code.body()
        + "      }\n"
        + after
        + "    }\n  }\n";
  }
}
