package io.github.sparkndarray.plan.explain;

import io.github.sparkndarray.plan.explain.PlanDescription.InputDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.NestDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.OperandDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.StageDescription;
import java.util.ArrayList;
import java.util.List;

/** Tells stages apart by what they do, whatever the names of the arrays they do it to. */
final class Structure {
  private Structure() {}

  /** A text that is the same for two stages if a reader would learn nothing new from the second. */
  static String of(StageDescription stage) {
    StringBuilder structure = new StringBuilder(stage.title());
    for (NestDescription nest : stage.nests()) {
      structure.append('\n').append(of(nest));
    }
    for (InputDescription input : stage.inputs()) {
      structure.append('\n').append(input.type()).append(input.how());
    }
    return structure.append(stage.blocks()).toString();
  }

  private static String of(NestDescription nest) {
    StringBuilder structure = new StringBuilder();
    structure.append(nest.axes()).append(nest.body());
    for (OperandDescription operand : nest.operands()) {
      structure.append(operand.name()).append(operand.indices());
    }
    return structure.toString();
  }

  /** Nests that follow one another and do the same, together: the first stands for all. */
  static List<List<NestDescription>> runs(List<NestDescription> nests) {
    List<List<NestDescription>> runs = new ArrayList<>();
    for (NestDescription nest : nests) {
      List<NestDescription> last = runs.isEmpty() ? List.of() : runs.get(runs.size() - 1);
      if (!last.isEmpty() && of(last.get(0)).equals(of(nest))) {
        last.add(nest);
      } else {
        runs.add(new ArrayList<>(List.of(nest)));
      }
    }
    return runs;
  }
}
