package io.github.sparkndarray.plan.explain;

import io.github.sparkndarray.plan.explain.PlanDescription.InputDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.ResultDescription;
import io.github.sparkndarray.plan.physical.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts arrays together that differ in their names alone. */
final class Grouping {
  /** Inputs from more stages than this are not told one by one. */
  private static final int FEW_STAGES = 3;

  private Grouping() {}

  /**
   * Several arrays, told as one.
   *
   * @param name of the only one, or of the first and the last of them
   * @param size for people
   */
  record Results(String name, String type, String size, String chunks, String kept) {}

  /** Results of one stage of one type, each group where its first member was. */
  static List<Results> results(List<ResultDescription> results) {
    Map<List<Object>, List<ResultDescription>> groups = new LinkedHashMap<>();
    for (ResultDescription result : results) {
      List<Object> key = List.of(result.type(), result.chunks(), result.kept());
      groups.computeIfAbsent(key, absent -> new ArrayList<>()).add(result);
    }
    List<Results> grouped = new ArrayList<>();
    for (List<ResultDescription> group : groups.values()) {
      ResultDescription first = group.get(0);
      List<String> names = group.stream().map(ResultDescription::name).toList();
      String size = Bytes.text(first.bytes()) + (group.size() == 1 ? "" : " each");
      grouped.add(new Results(name(names), first.type(), size, first.chunks(), first.kept()));
    }
    return grouped;
  }

  /**
   * Inputs that one stage makes and that reach the blocks in the same way, as one input; its size
   * is that of all together.
   */
  static List<InputDescription> inputs(List<InputDescription> inputs) {
    Map<List<Object>, List<InputDescription>> groups = new LinkedHashMap<>();
    for (InputDescription input : inputs) {
      Object which = input.stage() == 0 ? input.name() + groups.size() : input.stage();
      List<Object> key = List.of(which, input.type(), input.delivery());
      groups.computeIfAbsent(key, absent -> new ArrayList<>()).add(input);
    }
    return groups.values().stream().map(Grouping::together).toList();
  }

  /** The same, and those of many stages as one, whose name then says of which stages they are. */
  static List<InputDescription> inputsOfStages(List<InputDescription> inputs) {
    Map<List<Object>, List<InputDescription>> groups = new LinkedHashMap<>();
    for (InputDescription input : inputs(inputs)) {
      Object which = input.stage() == 0 ? groups.size() : "stages";
      List<Object> key = List.of(which, input.type(), input.delivery());
      groups.computeIfAbsent(key, absent -> new ArrayList<>()).add(input);
    }
    List<InputDescription> grouped = new ArrayList<>();
    for (List<InputDescription> group : groups.values()) {
      if (group.size() <= FEW_STAGES) {
        grouped.addAll(group);
      } else {
        InputDescription all = together(group);
        String from = group.get(0).stage() + " … " + group.get(group.size() - 1).stage();
        grouped.add(
            new InputDescription(
                "results of stages " + from,
                all.type(),
                all.bytes(),
                0,
                all.delivery(),
                all.movedBytes(),
                all.how(),
                all.why(),
                all.madeBefore()));
      }
    }
    return grouped;
  }

  private static InputDescription together(List<InputDescription> group) {
    InputDescription first = group.get(0);
    if (group.size() == 1) {
      return first;
    }
    return new InputDescription(
        name(group.stream().map(InputDescription::name).toList()),
        group.size() + " × " + first.type(),
        group.stream().mapToLong(InputDescription::bytes).sum(),
        first.stage(),
        first.delivery(),
        group.stream().mapToDouble(InputDescription::movedBytes).sum(),
        first.how(),
        first.why(),
        first.madeBefore());
  }

  private static String name(List<String> names) {
    String first = names.get(0);
    String last = names.get(names.size() - 1);
    return names.size() == 1 ? first : first + " … " + last.substring(last.indexOf('.') + 1);
  }
}
