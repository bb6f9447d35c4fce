package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.kernel.Axis;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What holds for every physical plan: blocks, tasks and passes cover every output element exactly
 * once, every stage reads only what an earlier one has kept, and every array is delivered once.
 * Looks at the first and the last block alone, so that it costs nothing for plans of 10^9 blocks.
 */
public final class PlanInvariants {
  private final PhysicalPlan plan;

  private PlanInvariants(PhysicalPlan plan) {
    this.plan = plan;
  }

  /**
   * Checks a plan; meant to be asserted.
   *
   * @return true
   * @throws IllegalStateException that names the stage and what is wrong with it
   */
  public static boolean hold(PhysicalPlan plan) {
    PlanInvariants invariants = new PlanInvariants(plan);
    for (int id = 0; id < plan.stages().size(); id++) {
      Stage stage = plan.stages().get(id);
      require(stage.id() == id, stage, "it is in place %d", id);
      invariants.checkBlocks(stage);
      invariants.checkInputs(stage);
      invariants.checkProducers(stage);
      invariants.checkResources(stage);
    }
    for (ArrayRef.Result output : plan.outputs()) {
      boolean isMade =
          plan.stages().stream().map(Stage::terminal).anyMatch(nest -> makes(nest, output));
      if (!isMade) {
        throw new IllegalStateException("a broken plan: no stage makes the output " + output);
      }
    }
    return true;
  }

  private static boolean makes(LogicalNest nest, ArrayRef.Result result) {
    return nest.id() == result.nest()
        && result.output() < nest.loop().outputs().size()
        && nest.result(result.output()).equals(result);
  }

  /** Blocks cover the iteration space, and tasks and passes cover the blocks. */
  private void checkBlocks(Stage stage) {
    LoopNest loop = stage.terminal().loop();
    Shape cuttable =
        Shape.of(
            loop.axes().stream()
                .filter(axis -> axis.role() != Axis.Role.INNER)
                .mapToLong(Axis::extent)
                .toArray());
    ChunkGrid grid = stage.grid();
    require(
        grid.shape().equals(cuttable),
        stage,
        "its blocks cover %s of an iteration space of %s",
        grid.shape(),
        cuttable);
    for (int axis = 0; axis < cuttable.rank(); axis++) {
      require(
          loop.axes().get(axis).role() != Axis.Role.SLOT || grid.counts().extent(axis) <= 1,
          stage,
          "its slots are cut");
    }
    int last = cuttable.rank() - 1;
    require(
        !stage.isHalved()
            || (loop.reducedRank() == 2
                && cuttable.extent(last - 1) == cuttable.extent(last)
                && grid.chunkShape().extent(last - 1) == grid.chunkShape().extent(last)),
        stage,
        "it leaves out blocks that are no mirror images of others");
    checkGroups(stage, stage.taskGrid(), "tasks");
    checkGroups(stage, stage.passes(), "passes");
  }

  private static void checkGroups(Stage stage, @Nullable BlockGroups groups, String what) {
    require(
        groups == null
            || (groups.blocks().equals(stage.grid())
                && groups.groups().shape().equals(stage.grid().counts())),
        stage,
        "its %s do not have each block once",
        what);
  }

  private void checkInputs(Stage stage) {
    List<ArrayRef> read = new ArrayList<>();
    Set<Integer> own = new HashSet<>();
    for (LogicalNest nest : nests(stage)) {
      for (ArrayRef array : nest.inputs()) {
        boolean isOwn = array instanceof ArrayRef.Result result && own.contains(result.nest());
        if (!isOwn) {
          read.add(array);
        }
      }
      own.add(nest.id());
    }
    List<ArrayRef> delivered = stage.inputs().stream().map(Stage.Input::array).toList();
    require(
        new HashSet<>(delivered).size() == delivered.size(), stage, "an array is delivered twice");
    require(
        new HashSet<>(read).equals(new HashSet<>(delivered)),
        stage,
        "it reads %s and is delivered %s",
        read,
        delivered);
    for (ArrayRef array : delivered) {
      if (array.origin() instanceof ArrayRef.Result result) {
        require(isKept(result, stage), stage, "no earlier stage keeps %s", result);
      }
    }
    checkReads(stage, delivered);
  }

  private boolean isKept(ArrayRef.Result result, Stage reader) {
    return plan.stages().subList(0, reader.id()).stream()
        .filter(stage -> stage.keep() != Stage.Keep.NOWHERE)
        .anyMatch(stage -> makes(stage.terminal(), result));
  }

  private static void checkReads(Stage stage, List<ArrayRef> arrays) {
    if (stage.grid().size() == 0) {
      return;
    }
    for (long block : new long[] {0, stage.grid().size() - 1}) {
      BlockRegions regions =
          BlockRegions.of(stage.producers(), stage.terminal(), stage.grid().box(block));
      for (ArrayRef array : arrays) {
        Box box = regions.read(array);
        boolean isInside =
            box.intersection(Box.whole(array.shape())).filter(box::equals).isPresent();
        require(
            isInside || box.shape().size() == 0,
            stage,
            "block %d reads %s of an array of shape %s",
            block,
            box,
            array.shape());
      }
    }
  }

  /** Blocks that lie side by side compute different parts of what is made between nests. */
  private void checkProducers(Stage stage) {
    for (LogicalNest producer : stage.producers()) {
      require(
          plan.outputs().stream().noneMatch(output -> output.nest() == producer.id()),
          stage,
          "the results of nest %d are lost",
          producer.id());
    }
    if (stage.grid().size() == 0 || stage.producers().isEmpty()) {
      return;
    }
    BlockGroups each = BlockGroups.of(stage.grid(), stage.grid().counts().extents());
    for (int axis = 0; axis < stage.grid().shape().rank(); axis++) {
      if (stage.grid().counts().extent(axis) > 1) {
        BlockRegions first = regions(stage, each.slice(axis, 0));
        BlockRegions second = regions(stage, each.slice(axis, 1));
        for (LogicalNest producer : stage.producers()) {
          require(
              first.computed(producer).intersection(second.computed(producer)).isEmpty(),
              stage,
              "blocks along axis %d compute the same part of nest %d",
              axis,
              producer.id());
        }
      }
    }
  }

  private static BlockRegions regions(Stage stage, Box box) {
    return BlockRegions.of(stage.producers(), stage.terminal(), box);
  }

  private void checkResources(Stage stage) {
    boolean isEmpty = stage.onDriver() || stage.grid().size() == 0;
    require(
        isEmpty || (stage.tasks() >= 1 && stage.tasks() <= stage.grid().size()),
        stage,
        "it has %d tasks for %d blocks",
        stage.tasks(),
        stage.grid().size());
    MemoryProjection memory = stage.memory();
    require(
        memory.task() >= 0 && memory.executorShared() >= 0 && memory.driver() >= 0,
        stage,
        "its memory is %s",
        memory);
    long chosen = stage.options().stream().filter(DeliveryOption::isChosen).count();
    require(
        stage.options().isEmpty() || chosen == 1, stage, "%d of its deliveries are chosen", chosen);
  }

  private static List<LogicalNest> nests(Stage stage) {
    List<LogicalNest> nests = new ArrayList<>(stage.producers());
    nests.add(stage.terminal());
    return nests;
  }

  private static void require(boolean holds, Stage stage, String problem, Object... values) {
    if (!holds) {
      throw new IllegalStateException(
          "a broken plan: stage " + stage.id() + ": " + problem.formatted(values));
    }
  }
}
