package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.plan.logical.NestWishes;
import io.github.sparkndarray.plan.physical.PlanSettings.DeliveryWish;
import io.github.sparkndarray.plan.physical.Stage.Input;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses how arrays reach a stage's blocks. Those of which each block reads a part of its own come
 * with the block or are read by it. The others are broadcast, at once or in panels, or sent in
 * parts to the tasks that read them, whichever fits the memory and moves fewer bytes.
 */
final class DeliveryChoice {
  private final StageReads reads;
  private final ClusterSpec cluster;
  private final PlanSettings settings;

  DeliveryChoice(StageReads reads, ClusterSpec cluster, PlanSettings settings) {
    this.reads = reads;
    this.cluster = cluster;
    this.settings = settings.wished(NestWishes.of(reads.nests()));
  }

  /**
   * What was chosen.
   *
   * @param nests the stage's nests, the terminal last, which may read an array as several inputs
   * @param tasks the blocks of each task, where that is part of the choice
   * @param passes the blocks of each pass, where there are several
   * @param alignedAxes the axes of the blocks along which aligned arrays are cut
   * @param options all that was weighed
   */
  record Chosen(
      List<LogicalNest> nests,
      List<Input> inputs,
      @Nullable BlockGroups tasks,
      @Nullable BlockGroups passes,
      List<Integer> alignedAxes,
      List<DeliveryOption> options) {

    Chosen(StageReads reads, List<Input> inputs) {
      this(reads.nests(), inputs, null, null, reads.alignedAxes(), List.of());
    }

    Chosen inTasks(BlockGroups groups) {
      return new Chosen(nests, inputs, groups, passes, alignedAxes, options);
    }

    Chosen inPasses(BlockGroups groups) {
      return new Chosen(nests, inputs, tasks, groups, alignedAxes, options);
    }

    private Chosen explained(String why, List<DeliveryOption> weighed) {
      List<Input> explained = new ArrayList<>();
      for (Input input : inputs) {
        boolean travels =
            switch (input.delivery()) {
              case BROADCAST, PANELS, REPLICATED -> true;
              case STORED -> input.moved() > input.bytes();
              case MAPPED, ALIGNED, LOCAL -> false;
            };
        explained.add(travels ? input.because(why) : input);
      }
      return new Chosen(nests, explained, tasks, passes, alignedAxes, weighed);
    }

    double moved() {
      return inputs.stream().mapToDouble(Input::moved).sum();
    }
  }

  /**
   * One way of doing it.
   *
   * @param cost bytes moved, those that are written on the way counted twice, with contributions to
   *     results
   * @param chosen null if it is impossible, for the reason given
   */
  private record Way(Delivery delivery, @Nullable Chosen chosen, double cost, String problem) {
    static Way of(Delivery delivery, Chosen chosen, double costOfByte) {
      double cost = 0;
      for (Input input : chosen.inputs()) {
        cost += input.moved() * (input.delivery() == delivery ? costOfByte : 1);
      }
      return new Way(delivery, chosen, cost, "");
    }

    static Way impossible(Delivery delivery, String problem) {
      return new Way(delivery, null, Double.POSITIVE_INFINITY, problem);
    }

    DeliveryOption option(boolean isChosen) {
      return chosen == null
          ? new DeliveryOption(delivery, 0, 0, problem, isChosen)
          : new DeliveryOption(delivery, chosen.moved(), cost, problem, isChosen);
    }
  }

  /**
   * The deliveries.
   *
   * @param tasks how many tasks there should be at least
   */
  Chosen choose(long tasks) {
    BroadcastDelivery broadcast = new BroadcastDelivery(reads, cluster);
    double shared = broadcast.bytes();
    if (shared == 0) {
      return broadcast.chosen();
    }
    HintCheck.refuseDifferent(reads.hints());
    List<Way> ways = ways(broadcast, tasks);
    for (Way way : ways) {
      if (way.chosen() == null && isWanted(way)) {
        Optional<NDArrayException> refusal =
            HintCheck.refusal(reads, way.problem(), shared, cluster);
        if (refusal.isPresent()) {
          throw refusal.get();
        }
      }
    }
    Optional<Way> best =
        ways.stream()
            .filter(way -> way.chosen() != null)
            .min(Comparator.comparingDouble((Way way) -> isWanted(way) ? -1 : way.cost()));
    if (best.isEmpty()) {
      MemoryCheck.requireRoomForTile(cluster);
      throw NDArrayException.of(
          ErrorCode.MEMORY,
          "Cannot deliver arrays of %s to the blocks that read them: %s; set"
              + " spark.executor.memory and spark.driver.memory to at least %s",
          Bytes.text(shared),
          problems(ways),
          Bytes.text(cluster.memoryToBroadcast(shared)));
    }
    Way way = best.get();
    List<DeliveryOption> options =
        ways.stream().map(each -> each.option(each.equals(way))).toList();
    Chosen chosen = way.chosen();
    if (chosen == null) {
      throw new IllegalStateException("chosen in spite of " + way.problem());
    }
    return chosen.explained(why(way, ways), options);
  }

  private List<Way> ways(BroadcastDelivery broadcast, long tasks) {
    return Stream.of(broadcast(broadcast, tasks), replicated(tasks), panels(tasks))
        .map(way -> withPartials(way, tasks))
        .toList();
  }

  /** What the cheapest way costs; nothing if there is none. */
  OptionalDouble leastCost(long tasks) {
    BroadcastDelivery broadcast = new BroadcastDelivery(reads, cluster);
    return broadcast.bytes() == 0
        ? OptionalDouble.of(broadcast.chosen().moved() + partials(broadcast.chosen(), tasks))
        : ways(broadcast, tasks).stream()
            .filter(way -> way.chosen() != null)
            .mapToDouble(Way::cost)
            .min();
  }

  private Way withPartials(Way way, long tasks) {
    return way.chosen() == null
        ? way
        : new Way(
            way.delivery(),
            way.chosen(),
            way.cost() + ReplicatedDelivery.COST * partials(way.chosen(), tasks),
            way.problem());
  }

  /**
   * The bytes of contributions to results that tasks send for others to combine.
   *
   * @param tasks the tasks of all passes together, unless they run where chunks lie
   */
  private double partials(Chosen chosen, long tasks) {
    LogicalNest terminal = chosen.nests().get(chosen.nests().size() - 1);
    if (!terminal.loop().isReduction()) {
      return 0;
    }
    long places =
        chosen.inputs().stream()
            .filter(input -> input.delivery() == Delivery.ALIGNED)
            .mapToInt(input -> reads.partitions(input.array()))
            .max()
            .orElse(0);
    int passes = chosen.passes() == null ? 1 : chosen.passes().count();
    long ofPass = places > 0 ? places : Math.max(cluster.slots(), tasks / passes);
    return PartialCount.bytes(
        terminal,
        reads.blocks(),
        reads.isHalved(),
        (int) Math.min(ofPass, TaskCount.MOST),
        chosen.tasks(),
        chosen.passes());
  }

  private boolean isWanted(Way way) {
    return settings.delivery() != DeliveryWish.AUTO
        && settings.delivery().name().equals(way.delivery().name());
  }

  private String why(Way chosen, List<Way> ways) {
    if (isWanted(chosen)) {
      return reads.hints().isEmpty() ? Stage.Input.AS_SET : Stage.Input.AS_HINTED;
    }
    Way broadcast = ways.get(0);
    if (broadcast.chosen() == null) {
      return broadcast.problem();
    }
    if (!chosen.equals(broadcast)) {
      return "rather than " + Bytes.text(broadcast.chosen().moved()) + " if broadcast";
    }
    Chosen inParts = ways.get(1).chosen();
    return inParts == null ? "" : Bytes.text(inParts.moved()) + " to move if sent in parts";
  }

  private static String problems(List<Way> ways) {
    List<String> problems = new ArrayList<>();
    for (Way way : ways) {
      problems.add(way.problem());
    }
    return String.join("; ", problems);
  }

  private Way broadcast(BroadcastDelivery all, long tasks) {
    Way whole = broadcast(all);
    return all.readingSome(tasks)
        .map(this::broadcast)
        .filter(some -> some.cost() < whole.cost())
        .orElse(whole);
  }

  private Way broadcast(BroadcastDelivery broadcast) {
    if (broadcast.bytes() > cluster.broadcastMemory()) {
      return Way.impossible(
          Delivery.BROADCAST,
          "broadcasting %s is more than the %s that fit"
              .formatted(Bytes.text(broadcast.bytes()), Bytes.text(cluster.broadcastMemory())));
    }
    return byDriver(Delivery.BROADCAST, broadcast.chosen());
  }

  /** A way in which the driver must first have what lies in the cluster. */
  private Way byDriver(Delivery delivery, Chosen chosen) {
    double collected =
        chosen.inputs().stream()
            .filter(input -> isSent(input) && reads.isChunked(input.array()))
            .map(input -> input.array().origin())
            .distinct()
            .mapToDouble(array -> ReplicatedDelivery.COST * ArrayBytes.of(array))
            .sum();
    Way way = Way.of(delivery, chosen, 1);
    return new Way(delivery, chosen, way.cost() + collected, "");
  }

  private static boolean isSent(Input input) {
    return input.delivery() == Delivery.BROADCAST || input.delivery() == Delivery.PANELS;
  }

  private Way replicated(long tasks) {
    return Stream.of(
            new ChunksInPlace(reads, cluster).choose(),
            new ReplicatedDelivery(reads, cluster).choose(tasks))
        .flatMap(Optional::stream)
        .map(chosen -> Way.of(Delivery.REPLICATED, chosen, ReplicatedDelivery.COST))
        .min(Comparator.comparingDouble(Way::cost))
        .orElseGet(
            () ->
                Way.impossible(
                    Delivery.REPLICATED,
                    "in parts they do not fit tasks of " + Bytes.text(cluster.taskMemory())));
  }

  private Way panels(long tasks) {
    PanelDelivery panels = new PanelDelivery(reads, cluster);
    return panels
        .choose(tasks)
        .map(chosen -> byDriver(Delivery.PANELS, chosen))
        .orElseGet(() -> Way.impossible(Delivery.PANELS, panels.problem()));
  }

  /** How an array travels that is not shared, or nothing for one that is. */
  static Optional<Input> ownPart(StageReads reads, ArrayRef array) {
    if (reads.isAligned(array) && !reads.isShared(array)) {
      return Optional.of(new Input(array, Delivery.ALIGNED, reads.bytesToAlign(array)));
    }
    if (reads.isShared(array)) {
      return Optional.empty();
    }
    return Optional.of(
        reads.isMapped(array)
            ? new Input(array, Delivery.MAPPED, 0)
            : new Input(array, Delivery.STORED, reads.readBytes(array)));
  }
}
