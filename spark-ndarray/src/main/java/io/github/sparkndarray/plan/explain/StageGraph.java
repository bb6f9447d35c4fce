package io.github.sparkndarray.plan.explain;

import io.github.sparkndarray.plan.explain.PlanDescription.InputDescription;
import io.github.sparkndarray.plan.explain.PlanDescription.StageDescription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A plan's stages in rows, each below all those whose results it reads. Stages of the same
 * structure that lie side by side, or in a chain one after another, are one node.
 */
final class StageGraph {
  /** More nodes than this are put into several rows. */
  private static final int WIDEST_ROW = 4;

  /** Chains repeat after at most so many stages. */
  private static final int LONGEST_PERIOD = 4;

  private final List<StageDescription> stages;

  /** By stage numbers. */
  private final Map<Integer, Set<Integer>> readers = new HashMap<>();

  /** By stage numbers, the first member of the node that a stage is in. */
  private final Map<Integer, Integer> nodeOf = new HashMap<>();

  private final Map<Integer, List<StageDescription>> members = new LinkedHashMap<>();

  private StageGraph(List<StageDescription> stages) {
    this.stages = stages;
    for (StageDescription stage : stages) {
      readers.putIfAbsent(stage.number(), new TreeSet<>());
      for (int source : sources(stage)) {
        readers.computeIfAbsent(source, absent -> new TreeSet<>()).add(stage.number());
      }
    }
  }

  /**
   * Stages of one structure, drawn once.
   *
   * @param stages the first one stands for all
   */
  record Node(List<StageDescription> stages) {
    StageDescription first() {
      return stages.get(0);
    }

    boolean contains(int stage) {
      return stages.stream().anyMatch(member -> member.number() == stage);
    }
  }

  /** The rows, from top to bottom. */
  static List<List<Node>> rows(List<StageDescription> stages) {
    StageGraph graph = new StageGraph(stages);
    Map<Integer, Integer> depths = graph.depths();
    graph.joinAlike(depths);
    graph.joinChains();
    return graph.rows(depths);
  }

  private static Set<Integer> sources(StageDescription stage) {
    Set<Integer> sources = new TreeSet<>();
    for (InputDescription input : stage.inputs()) {
      if (input.stage() > 0) {
        sources.add(input.stage());
      }
    }
    return sources;
  }

  private Set<Integer> readers(int stage) {
    return readers.getOrDefault(stage, Set.of());
  }

  /** Below what a stage reads; what reads no stage lies just above its first reader. */
  private Map<Integer, Integer> depths() {
    Map<Integer, Integer> depths = new HashMap<>();
    for (StageDescription stage : stages) {
      int depth = 0;
      for (int source : sources(stage)) {
        depth = Math.max(depth, depths.getOrDefault(source, 0) + 1);
      }
      depths.put(stage.number(), depth);
    }
    for (StageDescription stage : stages) {
      if (sources(stage).isEmpty()) {
        readers(stage.number()).stream()
            .mapToInt(reader -> depths.getOrDefault(reader, 1))
            .min()
            .ifPresent(first -> depths.put(stage.number(), first - 1));
      }
    }
    return depths;
  }

  private void joinAlike(Map<Integer, Integer> depths) {
    Map<String, Integer> firsts = new HashMap<>();
    for (StageDescription stage : stages) {
      String key = depths.get(stage.number()) + Structure.of(stage);
      join(stage, firsts.computeIfAbsent(key, absent -> stage.number()));
    }
  }

  private void join(StageDescription stage, int node) {
    nodeOf.put(stage.number(), node);
    members.computeIfAbsent(node, absent -> new ArrayList<>()).add(stage);
  }

  /** Joins what repeats along a chain in which each node reads only the one before. */
  private void joinChains() {
    Set<Integer> seen = new HashSet<>();
    for (int start : List.copyOf(members.keySet())) {
      List<Integer> chain = new ArrayList<>();
      for (Integer node = start; node != null && seen.add(node); node = next(node)) {
        chain.add(node);
      }
      collapse(chain);
    }
  }

  private @Nullable Integer next(int node) {
    Set<Integer> targets = neighbours(node, true);
    if (targets.size() != 1) {
      return null;
    }
    int only = targets.iterator().next();
    return neighbours(only, false).equals(Set.of(node)) ? only : null;
  }

  private Set<Integer> neighbours(int node, boolean isBelow) {
    Set<Integer> found = new TreeSet<>();
    for (StageDescription stage : members.getOrDefault(node, List.of())) {
      Set<Integer> own = isBelow ? readers(stage.number()) : sources(stage);
      own.forEach(other -> found.add(nodeOf.getOrDefault(other, other)));
    }
    return found;
  }

  private void collapse(List<Integer> chain) {
    List<String> structures = chain.stream().map(this::structure).toList();
    int from = 0;
    while (from < chain.size()) {
      int period = 1;
      int times = 1;
      for (int tried = 1; tried <= LONGEST_PERIOD; tried++) {
        int repeats = repeats(structures, from, tried);
        if (repeats > 1 && repeats * tried > times * period) {
          period = tried;
          times = repeats;
        }
      }
      for (int i = period; i < period * times; i++) {
        int into = chain.get(from + i % period);
        for (StageDescription stage : members.getOrDefault(chain.get(from + i), List.of())) {
          join(stage, into);
        }
        members.remove(chain.get(from + i));
      }
      from += period * times;
    }
  }

  private String structure(int node) {
    List<StageDescription> stages = members.getOrDefault(node, List.of());
    return stages.size() + Structure.of(stages.get(0));
  }

  private static int repeats(List<String> structures, int from, int period) {
    int times = 1;
    while (from + (times + 1) * period <= structures.size()
        && structures
            .subList(from, from + period)
            .equals(structures.subList(from + times * period, from + (times + 1) * period))) {
      times++;
    }
    return times;
  }

  /** A node is as deep as its first stage, which the others lie beside or below. */
  private List<List<Node>> rows(Map<Integer, Integer> depths) {
    SortedMap<Integer, List<Node>> byDepth = new TreeMap<>();
    members.forEach(
        (node, stages) ->
            byDepth
                .computeIfAbsent(depths.getOrDefault(node, 0), absent -> new ArrayList<>())
                .add(new Node(List.copyOf(stages))));
    List<List<Node>> rows = new ArrayList<>();
    for (List<Node> layer : byDepth.values()) {
      List<Node> sorted = rows.isEmpty() ? layer : nearSources(layer, rows.get(rows.size() - 1));
      for (int from = 0; from < sorted.size(); from += WIDEST_ROW) {
        rows.add(sorted.subList(from, Math.min(sorted.size(), from + WIDEST_ROW)));
      }
    }
    return rows;
  }

  private static List<Node> nearSources(List<Node> layer, List<Node> above) {
    return layer.stream()
        .sorted(Comparator.comparingDouble(node -> meanPosition(node, above)))
        .toList();
  }

  private static double meanPosition(Node node, List<Node> above) {
    double sum = 0;
    int count = 0;
    for (StageDescription stage : node.stages()) {
      for (int source : sources(stage)) {
        for (int i = 0; i < above.size(); i++) {
          if (above.get(i).contains(source)) {
            sum += i;
            count++;
          }
        }
      }
    }
    return count == 0 ? above.size() : sum / count;
  }
}
