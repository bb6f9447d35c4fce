package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.kernel.run.Forms;
import io.github.sparkndarray.kernel.run.Layout;
import io.github.sparkndarray.shape.IndexMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Describes nests to people: axes are i, j, k, …, operands a, b, c, … */
final class NestText {
  private static final int LONG = 160;
  private final LoopNest nest;

  NestText(LoopNest nest) {
    this.nest = nest;
  }

  static String axisName(int axis) {
    String letters = "ijklmnpq";
    return axis < letters.length() ? letters.substring(axis, axis + 1) : "i" + axis;
  }

  static String operandName(int operand) {
    return operand < 8 ? "" + (char) ('a' + operand) : "a" + operand;
  }

  /** The lines of a class comment. */
  String lines(Graph graph, Layout layout) {
    StringBuilder text = new StringBuilder(" * axes     ");
    for (int axis = 0; axis < nest.axes().size(); axis++) {
      text.append(axis == 0 ? "" : ", ")
          .append(axisName(axis))
          .append(' ')
          .append(nest.axes().get(axis).role().toString().toLowerCase(java.util.Locale.ROOT));
    }
    text.append('\n');
    for (int op = 0; op < nest.operands().size(); op++) {
      text.append(" * operand  ").append(operand(op, layout)).append('\n');
    }
    for (int output = 0; output < nest.outputs().size(); output++) {
      Output out = nest.outputs().get(output);
      String body = expression(graph.roots().get(output));
      String reduced =
          out.reduction() == null ? body : out.reduction().numpyName() + "(" + body + ")";
      text.append(" * output   ").append(cut(reduced)).append('\n');
    }
    return text.toString();
  }

  /** Which axes the loop over rows walks along. */
  String rows() {
    return switch (Forms.of(nest)) {
      case MAP -> "rows: the first of " + axes(Axis.Role.PARALLEL);
      case REDUCE_TILE -> "rows: " + axes(Axis.Role.PARALLEL);
      case REDUCE_ROWS -> "rows: " + axes(Axis.Role.REDUCED);
    };
  }

  /** Which axes the loop over the tile walks along. */
  String tile() {
    return switch (Forms.of(nest)) {
      case MAP -> "tile: the last of " + axes(Axis.Role.PARALLEL);
      case REDUCE_TILE -> "tile: " + axes(Axis.Role.REDUCED);
      case REDUCE_ROWS -> "tile: " + axes(Axis.Role.PARALLEL);
    };
  }

  private String axes(Axis.Role role) {
    String names =
        IntStream.range(0, nest.axes().size())
            .filter(axis -> nest.axes().get(axis).role() == role)
            .mapToObj(NestText::axisName)
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "no axis" : names;
  }

  private String operand(int op, Layout layout) {
    KernelOperand operand = nest.operands().get(op);
    StringBuilder text = new StringBuilder(operandName(op)).append(" = ");
    if (operand instanceof KernelOperand.Memory memory) {
      text.append("input").append(memory.input());
    } else if (operand instanceof KernelOperand.Generated generated) {
      text.append(generated.generator().getClass().getSimpleName());
    }
    IndexMap map = operand.map();
    text.append('[');
    for (int d = 0; d < map.sourceRank(); d++) {
      text.append(d == 0 ? "" : ", ");
      text.append(map.axis(d) == IndexMap.NO_AXIS ? "at" : axisName(map.axis(d)));
    }
    text.append("] ").append(operand.dtype());
    if (layout.alongTile().get(op)) {
      text.append(", along the tile");
    }
    if (layout.alongRows().get(op)) {
      text.append(", along rows");
    }
    return text.toString();
  }

  static String cut(String text) {
    return text.length() <= LONG ? text : text.substring(0, LONG) + " …";
  }

  /** A node as NumPy would write it, cut off where it is long. */
  String expression(Node node) {
    return write(node, LONG);
  }

  private String write(Node node, int room) {
    if (room <= 0) {
      return "…";
    }
    List<Node> inputs = node.inputs();
    return switch (node.kind()) {
      case LOAD -> operandName(node.index());
      case LITERAL -> Graph.literal(node);
      case CAST -> node.dtype() + "(" + write(inputs.get(0), room - 8) + ")";
      case INNER -> {
        StringBuilder axes = new StringBuilder();
        node.axes().forEach(axis -> axes.append(axisName(axis)));
        yield node.reducing().numpyName() + "_" + axes + "(" + write(inputs.get(0), room - 8) + ")";
      }
      case APPLY -> {
        String symbol = node.applied().symbol();
        int each = (room - 4) / inputs.size();
        if (symbol.isEmpty()) {
          StringBuilder text = new StringBuilder(node.applied().numpyName()).append('(');
          for (int i = 0; i < inputs.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(write(inputs.get(i), each));
          }
          yield text.append(')').toString();
        }
        yield inputs.size() == 1
            ? symbol + write(inputs.get(0), room - 2)
            : "("
                + write(inputs.get(0), each)
                + " "
                + symbol
                + " "
                + write(inputs.get(1), each)
                + ")";
      }
    };
  }

  static boolean isInner(LoopNest nest, int axis) {
    return nest.axes().get(axis).role() == Axis.Role.INNER;
  }
}
