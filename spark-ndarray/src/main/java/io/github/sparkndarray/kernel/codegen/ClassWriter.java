package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.run.Comparison;
import io.github.sparkndarray.kernel.run.Instructions;
import io.github.sparkndarray.kernel.run.KernelOutline;
import io.github.sparkndarray.kernel.run.Layout;
import io.github.sparkndarray.kernel.run.TileKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Writes the source of a tile kernel: its fields, and the methods for each variant of a row. */
final class ClassWriter {
  static final String CLASS_NAME = "GeneratedKernel";
  static final String PACKAGE = "io.github.sparkndarray.kernel.generated";

  private static final List<String> IMPORTS =
      List.of(
          "io.github.sparkndarray.kernel.math.ScalarMath",
          "io.github.sparkndarray.kernel.run.Arithmetic",
          "io.github.sparkndarray.kernel.run.InnerTiles",
          "io.github.sparkndarray.kernel.run.RowTracker",
          "io.github.sparkndarray.kernel.run.Sums",
          "io.github.sparkndarray.kernel.run.TileKernel");

  /** What stands for a row in pieces among the numbers of variants. */
  private static final int PIECES = TileKernel.PIECES;

  // One by one: jdk.incubator.vector has a VectorMath too, on some JDKs.
  private static final List<String> VECTOR_IMPORTS =
      List.of(
          "io.github.sparkndarray.kernel.math.VectorMath",
          "io.github.sparkndarray.kernel.run.Species",
          "jdk.incubator.vector.DoubleVector",
          "jdk.incubator.vector.FloatVector",
          "jdk.incubator.vector.IntVector",
          "jdk.incubator.vector.LongVector",
          "jdk.incubator.vector.VectorMask",
          "jdk.incubator.vector.VectorOperators");

  /** What a source that has vectors imports. */
  static List<String> vectorImports() {
    return VECTOR_IMPORTS;
  }

  private final Graph graph;
  private final Layout layout;
  private final LoopNest nest;
  private final Decisions decisions;
  private final List<RowWriter> rows = new ArrayList<>();
  private final List<DType> tiles = new ArrayList<>();

  private ClassWriter(Graph graph, Layout layout) {
    this.graph = graph;
    this.layout = layout;
    this.nest = graph.nest();
    Analysis analysis = new Analysis(graph, layout);
    this.decisions = new Decisions(analysis);
    Trackers trackers = Trackers.of(analysis);
    boolean isOnly = decisions.variants().isEmpty();
    rows.add(new RowWriter(analysis, trackers, "", new ScratchTiles(tiles), isOnly));
    for (List<Boolean> outcomes : decisions.variants()) {
      Graph graphOfVariant = graph.decided(decisions.known(outcomes));
      Analysis variant = new Analysis(graphOfVariant, layout);
      rows.add(
          new RowWriter(
              variant,
              trackers.in(variant),
              "d" + rows.size() + "_",
              new ScratchTiles(tiles),
              false));
    }
  }

  /**
   * @param text the class
   */
  record Source(String text, KernelOutline outline) {}

  static Source write(Graph graph, Layout layout) {
    ClassWriter writer = new ClassWriter(graph, layout);
    RowWriter first = writer.rows.get(0);
    String text = writer.source();
    int columns = first.columns();
    KernelOutline outline =
        new KernelOutline(
            writer.tiles,
            first.inPlace(),
            first.directOutputs(),
            first.trackers().rooted(),
            columns > 0 ? BlockedRows.ROWS : 1,
            columns,
            writer.decisions.comparisons(),
            writer.decisions.variants(),
            writer.hasPieces());
    return new Source(text, outline);
  }

  /** Whether rows may be computed by one variant up to an element and by others from there on. */
  private boolean hasPieces() {
    return rows.size() > 1 && rows.stream().allMatch(RowWriter::isPiecewise);
  }

  private String source() {
    StringBuilder source = new StringBuilder("package " + PACKAGE + ";\n\n");
    IMPORTS.forEach(name -> source.append("import ").append(name).append(";\n"));
    if (layout.instructions() == Instructions.VECTOR) {
      VECTOR_IMPORTS.forEach(name -> source.append("import ").append(name).append(";\n"));
    }
    source.append("\n/*\n").append(new NestText(nest).lines(graph, layout));
    source.append(" * form     ").append(formText()).append("\n */\n");
    source.append("public final class ").append(CLASS_NAME).append(" extends TileKernel {\n");
    source.append("  // From one tile of a panel to the next.\n");
    int columns = rows.get(0).columns();
    int pitch = columns > 0 ? columns : layout.pitch();
    source.append("  private static final int PITCH = ").append(pitch).append(";\n\n");
    source.append(fields());
    StringBuilder tile = new StringBuilder();
    rows.forEach(row -> tile.append(row.tileCode()));
    if (tile.length() > 0) {
      source.append("\n  // What depends on the tile alone, once per tile.\n");
      source.append("  public void tile(int n) {\n    int r = 0;\n").append(tile).append("  }\n");
    }
    source.append("\n  public void rows(int first, int count, int n) {\n");
    source.append(Objects.requireNonNullElseGet(rows.get(0).rows(), () -> rowAfterRow(columns)));
    source.append("  }\n");
    if (hasPieces()) {
      source.append(pieces());
    }
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).rows() == null) {
        source
            .append(
                rows.get(i).isPiecewise()
                    ? "\n  // Some elements of a row of a tile"
                    : "\n  // One row of a tile of n elements")
            .append(variantText(i))
            .append(".\n");
      }
      source.append(rows.get(i).methods());
    }
    return Indentation.of(source.append("}\n").toString());
  }

  private String rowAfterRow(int columns) {
    String several =
        columns == 0
            ? ""
            : "    // %2$s, %1$d at a time%n    for (; r <= first + count - %1$d; r += %1$d) {%n      rows(r, n);%n    }%n"
                .formatted(BlockedRows.ROWS, new NestText(nest).rows());
    return "    int r = first;\n"
        + several
        + "    // "
        + new NestText(nest).rows()
        + "\n"
        + "    for (; r < first + count; r++) {\n"
        + (rows.size() == 1 ? "      " + call(0, "0", "n") : choice("decided[r]", "0", "n"))
        + "    }\n";
  }

  private String call(int variant, String from, String to) {
    RowWriter row = rows.get(variant);
    return row.isPiecewise()
        ? "%s(r, %s, %s);%n".formatted(row.rowMethod(), from, to)
        : "%s(r, n);%n".formatted(row.rowMethod());
  }

  private String choice(String variant, String from, String to) {
    StringBuilder code = new StringBuilder("      switch (%s) {%n".formatted(variant));
    for (int i = 1; i < rows.size(); i++) {
      code.append("        case %d:%n          ".formatted(i))
          .append(call(i, from, to))
          .append("          break;\n");
    }
    if (hasPieces() && to.equals("n")) {
      code.append(
          "        case %d:%n          pieces(r, n);%n          break;%n".formatted(PIECES));
    }
    return code.append("        default:\n          ").append(call(0, from, to)) + "      }\n";
  }

  /** The methods that compute a row in pieces: before, in, and after what is not decided. */
  private String pieces() {
    return """

      // One row of a tile of n elements, of which a few are not decided.
      private void pieces(int r, int n) {
        final int from = undecidedFrom[r];
        final int to = undecidedTo[r];
        piece(before[r], r, 0, from);
        row(r, from, to);
        piece(after[r], r, to, n);
      }

      private void piece(int variant, int r, int from, int to) {
        if (from < to) {
    """
            .indent(2)
        + choice("variant", "from", "to")
        + "    }\n  }\n";
  }

  private String variantText(int row) {
    if (row == 0) {
      return "";
    }
    StringBuilder text = new StringBuilder(" where ");
    List<Boolean> outcomes = decisions.variants().get(row - 1);
    for (int i = 0; i < outcomes.size(); i++) {
      Comparison comparison = decisions.comparisons().get(i);
      text.append(i == 0 ? "" : ", ")
          .append(outcomes.get(i) ? "always " : "never ")
          .append(NestText.operandName(comparison.left()))
          .append(' ')
          .append(comparison.operator().symbol())
          .append(' ')
          .append(NestText.operandName(comparison.right()));
    }
    return text.toString();
  }

  private String formText() {
    NestText text = new NestText(nest);
    String form =
        switch (layout.form()) {
          case MAP -> "map";
          case REDUCE_TILE -> "reduction along the tile";
          case REDUCE_ROWS -> "reduction over rows";
        };
    return "%s: %s; %s".formatted(form, text.rows(), text.tile());
  }

  private String fields() {
    StringBuilder fields = new StringBuilder();
    StringBuilder bind = new StringBuilder();
    for (int op = 0; op < nest.operands().size(); op++) {
      field(fields, bind, nest.operands().get(op).dtype(), "p" + op, "panels[" + op + "]");
    }
    for (int tile = 0; tile < tiles.size(); tile++) {
      field(fields, bind, tiles.get(tile), "t" + tile, "tiles[" + tile + "]");
    }
    var literals = graph.literals();
    for (int slot = 0; slot < literals.size(); slot++) {
      DType dtype = literals.get(slot).dtype();
      fields.append("  private %s c%d;%n".formatted(ScalarDialect.javaType(dtype), slot));
      String from =
          switch (dtype.computed()) {
            case FLOAT64 -> "reals[%d]";
            case FLOAT32 -> "(float) reals[%d]";
            case INT64 -> "integers[%d]";
            case INT32 -> "(int) integers[%d]";
            default -> "integers[%d] != 0";
          };
      bind.append("    c%d = %s;%n".formatted(slot, from.formatted(slot)));
    }
    for (int axis = 0; axis < nest.axes().size(); axis++) {
      if (NestText.isInner(nest, axis)) {
        fields.append("  private int n_%s;%n".formatted(NestText.axisName(axis)));
        bind.append("    n_%s = extents[%d];%n".formatted(NestText.axisName(axis), axis));
      }
    }
    rows.forEach(row -> fields.append(row.fields()));
    return fields
        + "\n"
        + "  public void bind(\n"
        + "      Object[] panels, Object[] tiles, double[] reals, long[] integers, int[] extents)"
        + " {\n"
        + bind
        + "  }\n";
  }

  private static void field(
      StringBuilder fields, StringBuilder bind, DType dtype, String name, String from) {
    String type = ScalarDialect.javaType(dtype) + "[]";
    fields.append("  private %s %s;%n".formatted(type, name));
    bind.append("    %s = (%s) %s;%n".formatted(name, type, from));
  }
}
