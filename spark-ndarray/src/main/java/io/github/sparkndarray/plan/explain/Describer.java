package io.github.sparkndarray.plan.explain;

import io.github.sparkndarray.expr.Generator;
import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.plan.explain.PlanDescription.InputDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.NestDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.StageDescription;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.plan.physical.BlockGroups;
import io.github.sparkndarray.plan.physical.Bytes;
import io.github.sparkndarray.plan.physical.ClusterSpec;
import io.github.sparkndarray.plan.physical.Delivery;
import io.github.sparkndarray.plan.physical.IterationSpace;
import io.github.sparkndarray.plan.physical.PhysicalPlan;
import io.github.sparkndarray.plan.physical.Stage;
import io.github.sparkndarray.shape.IndexMap;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Describes physical plans. */
public final class Describer {
  private Describer() {}

  public static PlanDescription describe(PhysicalPlan plan) {
    ClusterSpec cluster = plan.cluster();
    return new PlanDescription(
        plan.stages().stream().map(stage -> describe(stage)).toList(),
        String.format(
            Locale.ROOT,
            "%d executor%s with %d cores and %s each",
            cluster.executors(),
            cluster.executors() == 1 ? "" : "s",
            cluster.cores(),
            Bytes.text(cluster.executorMemory())));
  }

  private static StageDescription describe(Stage stage) {
    List<NestDescription> nests = new ArrayList<>();
    stage.producers().forEach(nest -> nests.add(describe(nest)));
    nests.add(describe(stage.terminal()));
    return new StageDescription(
        title(stage),
        nests,
        stage.inputs().stream().map(input -> describe(input, stage)).toList(),
        stage.grid().size(),
        stage.grid().chunkShape().toString(),
        stage.onDriver() ? 0 : stage.tasks(),
        stage.hasPartials(),
        (long) stage.traffic().total(),
        stage.work() / 1e9,
        stage.memory().task(),
        stage.memory().executorShared(),
        stage.memory().driver());
  }

  /** A stage's outputs, for example {@code argmin int64 (171075,), min float64 (171075,)}. */
  public static String title(Stage stage) {
    Shape shape = stage.terminal().outputShape();
    return stage.terminal().loop().outputs().stream()
        .map(output -> kind(output) + " " + output.dtype() + " " + shape)
        .collect(Collectors.joining(", "));
  }

  private static String kind(Output output) {
    return output.reduction() == null ? "elementwise" : output.reduction().numpyName();
  }

  private static InputDescription describe(Stage.Input input, Stage stage) {
    ArrayRef array = input.array();
    String how = input.delivery().description();
    BlockGroups grid = stage.taskGrid();
    if (input.delivery() == Delivery.REPLICATED && grid != null) {
      how += ", " + groups(grid) + " groups of blocks, " + Bytes.text(input.moved()) + " moved";
    }
    how += input.why().isEmpty() ? "" : " (" + input.why() + ")";
    return new InputDescription(
        name(array),
        array.dtype() + " " + array.shape(),
        input.bytes(),
        input.delivery().name(),
        input.moved(),
        how);
  }

  private static String groups(BlockGroups grid) {
    return LongStream.of(grid.groups().counts().extents())
        .mapToObj(Long::toString)
        .collect(Collectors.joining(" × "));
  }

  private static NestDescription describe(LogicalNest nest) {
    LoopNest loop = nest.loop();
    List<String> axes = new ArrayList<>();
    for (int axis = 0; axis < loop.axes().size(); axis++) {
      Axis described = loop.axes().get(axis);
      axes.add(
          AxisNames.of(axis)
              + " in "
              + described.extent()
              + " ("
              + described.role().name().toLowerCase(Locale.ROOT)
              + ")");
    }
    List<String> operands = new ArrayList<>();
    for (int operand = 0; operand < loop.operands().size(); operand++) {
      KernelOperand described = loop.operands().get(operand);
      operands.add(
          BodyText.operandName(operand)
              + " = "
              + source(nest, described)
              + indices(described.map()));
    }
    long[] widest =
        IterationSpace.widest(loop).stream().mapToLong(a -> loop.axes().get(a).extent()).toArray();
    String temporary =
        LongStream.of(widest).mapToObj(Long::toString).collect(Collectors.joining(", ", "(", ")"));
    double points = LongStream.of(widest).asDoubleStream().reduce(1, (a, b) -> a * b);
    return new NestDescription(axes, operands, BodyText.lines(loop), temporary, points * 8);
  }

  private static String source(LogicalNest nest, KernelOperand operand) {
    if (operand instanceof KernelOperand.Memory memory) {
      return name(nest.inputs().get(memory.input()));
    }
    Generator generator = ((KernelOperand.Generated) operand).generator();
    if (generator instanceof Generator.Pcg || generator instanceof Generator.SplitMix) {
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

  private static String name(ArrayRef reading) {
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
