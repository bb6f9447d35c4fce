package io.github.sparkndarray.plan.explain;

import io.github.sparkndarray.plan.explain.PlanDescription.InputDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.NestDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.OperandDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.StageDescription;
import java.util.ArrayList;
import java.util.List;

/** Tells stages apart by what they do, whatever the names of the arrays they do it to. */
final class Structure {
  /** The most nests that are told together to come again. */
  private static final int LONGEST_PERIOD = 4;

  /** How often several nests must come to be told together. */
  private static final int FEWEST_PERIODS = 3;

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

  /**
   * Nests that stand for all that do the same after them, again and again.
   *
   * @param shown the first of them, as often as not only one
   * @param times how often they come, the first time among them
   */
  record Run(List<NestDescription> shown, int times) {
    /** How it goes on; empty where it does not. */
    String again() {
      int last = shown.get(0).number() + shown.size() * times - 1;
      String which = shown.size() == 1 ? "" : " these " + shown.size() + " nests";
      return times == 1
          ? ""
          : "and so" + which + " " + (times - 1) + " times more, to nest " + last;
    }
  }

  /** Nests in runs: of one that comes again, or of a few that come again and again. */
  static List<Run> runs(List<NestDescription> nests) {
    List<String> structures = nests.stream().map(Structure::of).toList();
    List<Run> runs = new ArrayList<>();
    int at = 0;
    while (at < nests.size()) {
      int period = 1;
      int times = times(structures, at, 1);
      for (int longer = 2; times == 1 && longer <= LONGEST_PERIOD; longer++) {
        int found = times(structures, at, longer);
        if (found >= FEWEST_PERIODS) {
          period = longer;
          times = found;
        }
      }
      runs.add(new Run(nests.subList(at, at + period), times));
      at += period * times;
    }
    return runs;
  }

  /** How often some structures come one after another from a place on. */
  private static int times(List<String> structures, int from, int period) {
    int end = from + period;
    while (end < structures.size() && structures.get(end).equals(structures.get(end - period))) {
      end++;
    }
    return (end - from) / period;
  }
}
