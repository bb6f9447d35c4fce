package io.github.sparkndarray.plan.explain;

import io.github.sparkndarray.expr.Generator;
import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.plan.explain.PlanDescription.AxisDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.NestDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.OperandDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.ResultDescription;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.shape.IndexMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Describes loop nests. */
final class NestDescriber {
  private NestDescriber() {}

  static NestDescription describe(LogicalNest nest, List<ResultDescription> results) {
    LoopNest loop = nest.loop();
    List<AxisDescription> axes = new ArrayList<>();
    for (int axis = 0; axis < loop.axes().size(); axis++) {
      Axis described = loop.axes().get(axis);
      String role = described.role().name().toLowerCase(Locale.ROOT);
      axes.add(new AxisDescription(AxisNames.of(axis), described.extent(), role));
    }
    List<OperandDescription> operands = new ArrayList<>();
    for (int operand = 0; operand < loop.operands().size(); operand++) {
      KernelOperand described = loop.operands().get(operand);
      operands.add(
          new OperandDescription(
              BodyText.operandName(operand), source(nest, described), indices(described.map())));
    }
    return new NestDescription(
        nest.id(), axes, operands, BodyText.lines(loop), Temporaries.of(loop), results);
  }

  private static String source(LogicalNest nest, KernelOperand operand) {
    if (operand instanceof KernelOperand.Memory memory) {
      return name(nest.inputs().get(memory.input()));
    }
    Generator generator = ((KernelOperand.Generated) operand).generator();
    if (generator.isDrawn()) {
      return "random";
    }
    return generator instanceof Generator.Linspace ? "linspace" : "arange";
  }

  private static String indices(IndexMap map) {
    List<String> indices = new ArrayList<>();
    for (int d = 0; d < map.sourceRank(); d++) {
      indices.add(index(map, d));
    }
    return indices.isEmpty() ? "" : "[" + String.join(", ", indices) + "]";
  }

  private static String index(IndexMap map, int d) {
    if (map.axis(d) == IndexMap.NO_AXIS) {
      return Long.toString(map.start(d));
    }
    String axis = AxisNames.of(map.axis(d));
    long step = map.step(d);
    String moving = step == 1 ? axis : step == -1 ? "-" + axis : step + "*" + axis;
    long start = map.start(d);
    return start == 0 ? moving : step == -1 ? start + moving : start + "+" + moving;
  }

  /** How plans call an array: a file by its name without the folder. */
  static String name(ArrayRef reading) {
    ArrayRef array = reading.origin();
    if (array instanceof ArrayRef.Source source) {
      String name = source.source().name();
      return name.substring(name.lastIndexOf('/') + 1);
    }
    if (array instanceof ArrayRef.Result result) {
      return "nest" + result.nest() + ".out" + result.output();
    }
    return "array";
  }
}
