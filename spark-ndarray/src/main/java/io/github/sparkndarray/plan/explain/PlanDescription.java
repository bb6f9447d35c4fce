package io.github.sparkndarray.plan.explain;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.github.sparkndarray.plan.physical.Measured;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What {@code explain} says of a plan, before it is laid out as text, JSON or a picture.
 *
 * @param cluster the resources it was made for
 * @param stages in the order in which they run
 */
public record PlanDescription(ClusterDescription cluster, List<StageDescription> stages) {
  public PlanDescription {
    stages = List.copyOf(stages);
  }

  /** The seconds that all stages are projected to take, one after another. */
  public double projectedSeconds() {
    return stages.stream().mapToDouble(stage -> stage.projected().seconds()).sum();
  }

  /** The seconds that all stages took, one after another; nothing if the plan has not run. */
  public OptionalDouble measuredSeconds() {
    double seconds = 0;
    for (StageDescription stage : stages) {
      Measured measured = stage.measured();
      if (measured == null) {
        return OptionalDouble.empty();
      }
      seconds += measured.seconds();
    }
    return OptionalDouble.of(seconds);
  }

  /** The bytes that all stages are projected to send over the network. */
  public double networkBytes() {
    return stages.stream().mapToDouble(stage -> stage.projected().networkBytes()).sum();
  }

  /** The bytes that the tasks of all stages are projected to read from storage. */
  public double readBytes() {
    return stages.stream().mapToDouble(stage -> stage.projected().readBytes()).sum();
  }

  /** The names of what plans of their own make before this one is run, which are not part of it. */
  public List<String> madeBefore() {
    return stages.stream()
        .flatMap(stage -> stage.inputs().stream())
        .filter(InputDescription::madeBefore)
        .map(InputDescription::name)
        .distinct()
        .toList();
  }

  /** The tasks of all stages. */
  public long tasks() {
    return stages.stream().mapToLong(stage -> stage.projected().tasks()).sum();
  }

  /**
   * The resources that a plan was made for.
   *
   * @param executors how many
   * @param cores of each of them
   * @param executorBytes the heap of each of them
   * @param bandwidth bytes a second that each sends or receives
   */
  public record ClusterDescription(
      int executors, int cores, long executorBytes, double bandwidth) {}

  /**
   * One stage.
   *
   * @param number from 1 on
   * @param title what it gives, for example {@code argmin int64 (171075,)}
   * @param nests its loop nests, in the order in which they run on each block
   * @param inputs what it reads from outside
   * @param options the ways of delivering it that were weighed, the chosen one among them
   * @param blocks how its work is cut
   * @param projected what it is expected to take
   * @param measured what it took; null before it has run
   */
  public record StageDescription(
      int number,
      String title,
      List<NestDescription> nests,
      List<InputDescription> inputs,
      List<OptionDescription> options,
      BlocksDescription blocks,
      @JsonUnwrapped ProjectedStage projected,
      @Nullable Measured measured) {
    public StageDescription {
      nests = List.copyOf(nests);
      inputs = List.copyOf(inputs);
      options = List.copyOf(options);
    }

    /** The arrays that leave the stage. */
    public List<ResultDescription> results() {
      return nests.get(nests.size() - 1).results();
    }
  }

  /**
   * One loop nest.
   *
   * @param number in the logical plan, from 0 on: results are called {@code nest0.out1}
   * @param axes parallel ones first, then reduced ones, then those of reductions inside the body
   * @param operands the ways in which it reads arrays
   * @param body one line per output, before them what several of them use
   * @param temporaries what an evaluation operation by operation would make, and fusing does not
   * @param results its outputs
   */
  public record NestDescription(
      int number,
      List<AxisDescription> axes,
      List<OperandDescription> operands,
      List<String> body,
      List<TemporaryDescription> temporaries,
      List<ResultDescription> results) {
    public NestDescription {
      axes = List.copyOf(axes);
      operands = List.copyOf(operands);
      body = List.copyOf(body);
      temporaries = List.copyOf(temporaries);
      results = List.copyOf(results);
    }
  }

  /**
   * One axis of a nest, for example {@code i in 171075 (parallel)}.
   *
   * @param role parallel, slot, reduced or inner
   */
  public record AxisDescription(String name, long extent, String role) {
    String text() {
      return name + " in " + extent + " (" + role + ")";
    }
  }

  /**
   * One way in which a nest reads an array, for example {@code a = cities.npy[i, k]}.
   *
   * @param name as the body calls it
   * @param array the array's name
   * @param indices empty for a scalar, otherwise in brackets
   */
  public record OperandDescription(String name, String array, String indices) {
    String text() {
      return name + " = " + array + indices;
    }
  }

  /**
   * An array that is not made.
   *
   * @param operation what would make it; a dot stands for the result of another operation
   * @param shape its shape
   * @param bytes its size
   * @param count how often such an operation is part of the body
   */
  public record TemporaryDescription(String operation, String shape, double bytes, int count) {}

  /**
   * An array that a nest makes.
   *
   * @param name for example {@code nest0.out0}
   * @param type dtype and shape
   * @param bytes its size
   * @param chunks its chunk grid, for example {@code 16 chunks of (10693,)}
   * @param kept what becomes of it
   */
  public record ResultDescription(
      String name, String type, double bytes, String chunks, String kept) {}

  /**
   * One array that a stage reads.
   *
   * @param name a file's name without its folder, or a result's
   * @param type dtype and shape
   * @param stage the stage that makes it; 0 if it comes from outside the plan
   * @param delivery how it reaches the blocks, by the names of {@code Delivery}
   * @param movedBytes the bytes projected to be sent or read for it, by all tasks together
   * @param how the same for people
   * @param why why it is delivered so, as a clause; empty where there was no choice
   * @param madeBefore whether plans of its own make it before, which are not part of this one
   */
  public record InputDescription(
      String name,
      String type,
      long bytes,
      int stage,
      String delivery,
      double movedBytes,
      String how,
      String why,
      boolean madeBefore) {}

  /**
   * A way of delivering a stage's arrays that was weighed.
   *
   * @param delivery by the names of {@code Delivery}
   * @param movedBytes the bytes it would move; 0 if it is impossible
   * @param costBytes the same, those counted twice that are written and read, with what must be
   *     brought to the driver first: the way that costs least is chosen
   * @param problem why it is impossible, as a clause; empty if it is not
   * @param chosen whether the stage does so
   */
  public record OptionDescription(
      String delivery, double movedBytes, double costBytes, String problem, boolean chosen) {}

  /**
   * How a stage's work is cut.
   *
   * @param count the number of blocks that are run
   * @param grid how many there are along each parallel and each reduced axis of the last nest
   * @param shape the extents of a block along these
   * @param eachPairOnce whether only blocks on or above the diagonal of the last two axes are run
   * @param onDriver whether they run on the driver itself, in no task
   * @param tasks the number of Spark tasks of a pass
   * @param taskGrid how many groups of blocks there are along each axis, where each task has one of
   *     them; empty where a task runs consecutive blocks
   * @param passes how often the stage goes over the cluster, each time with another panel
   * @param combinesPartials whether blocks cut a reduced axis
   */
  public record BlocksDescription(
      long count,
      String grid,
      String shape,
      boolean eachPairOnce,
      boolean onDriver,
      int tasks,
      String taskGrid,
      int passes,
      boolean combinesPartials) {}

  /**
   * What a stage is expected to take; see docs/architecture.md for the model.
   *
   * @param tasks in all passes; 0 when it runs on the driver
   * @param taskBytes the memory of a task
   * @param taskLimit what a task may use
   * @param executorBytes what all tasks of an executor share: broadcast arrays
   * @param driverBytes the memory of the driver
   * @param broadcastBytes what broadcast variables send to all executors together
   * @param shuffledBytes what tasks write for other tasks: parts of arrays, partials, results that
   *     are kept elsewhere
   * @param readBytes what tasks read from storage
   * @param networkBytes what is broadcast and shuffled
   * @param coreSeconds the work on one core
   * @param computingSeconds the work on all cores
   * @param movingSeconds the network's time
   * @param launchingSeconds the driver's time for starting tasks
   * @param seconds the longest of these three
   */
  public record ProjectedStage(
      long tasks,
      long taskBytes,
      long taskLimit,
      long executorBytes,
      long driverBytes,
      double broadcastBytes,
      double shuffledBytes,
      double readBytes,
      double networkBytes,
      double coreSeconds,
      double computingSeconds,
      double movingSeconds,
      double launchingSeconds,
      double seconds) {}
}
