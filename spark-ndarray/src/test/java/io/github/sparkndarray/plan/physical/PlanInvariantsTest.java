package io.github.sparkndarray.plan.physical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.sparkndarray.plan.Plans;
import io.github.sparkndarray.plan.logical.Lowering;
import io.github.sparkndarray.plan.physical.Stage.Keep;
import io.github.sparkndarray.plan.rule.Rule;
import io.github.sparkndarray.shape.ChunkGrid;
import io.github.sparkndarray.shape.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlanInvariantsTest {

  private static PhysicalPlan plan(Plans.Case of, List<Rule> rules) {
    return Planner.plan(
        Lowering.lower(of.outputs(), rules), Sink.WRITE, of.cluster(), PlanSettings.DEFAULT);
  }

  private static PhysicalPlan plan(String name) {
    Plans.Case of = Plans.all().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    return plan(of, Rule.ALL);
  }

  /** One rule more each time: the one that a failure is about is the culprit. */
  @ParameterizedTest
  @MethodSource("io.github.sparkndarray.plan.Plans#all")
  void plansHoldAfterEachRule(Plans.Case of) {
    for (int rules = 0; rules <= Rule.ALL.size(); rules++) {
      List<Rule> applied = Rule.ALL.subList(0, rules);
      String last = rules == 0 ? "no rule" : applied.get(rules - 1).getClass().getSimpleName();
      assertThatCode(() -> assertThat(PlanInvariants.hold(plan(of, applied))).isTrue())
          .as("with " + last)
          .doesNotThrowAnyException();
    }
  }

  private static void refuses(PhysicalPlan plan, Stage broken, String message) {
    List<Stage> stages = new ArrayList<>(plan.stages());
    stages.set(broken.id(), broken);
    assertThatThrownBy(
            () ->
                PlanInvariants.hold(
                    new PhysicalPlan(
                        stages, plan.outputs(), plan.cluster(), plan.sink(), List.of())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("a broken plan: stage " + broken.id() + ": " + message);
  }

  @Test
  void blocksCoverTheIterationSpace() {
    PhysicalPlan plan = plan("slices-read");
    Stage stage = plan.stages().get(0);
    refuses(
        plan,
        new Changed(stage) {
          @Override
          ChunkGrid grid() {
            return new ChunkGrid(Shape.of(9_999, 5_000), stage.grid().chunkShape());
          }
        }.stage(),
        "its blocks cover (9999, 5000) of an iteration space of (10000, 5000)");
  }

  @Test
  void onlyMirrorImagesAreLeftOut() {
    PhysicalPlan plan = plan("slices-read");
    refuses(
        plan,
        new Changed(plan.stages().get(0)) {
          @Override
          boolean isHalved() {
            return true;
          }
        }.stage(),
        "it leaves out blocks that are no mirror images of others");
  }

  @Test
  void everyBlockBelongsToOneTaskAndOnePass() {
    PhysicalPlan parts = plan("in-parts");
    Stage stage = parts.stages().get(0);
    ChunkGrid other = new ChunkGrid(stage.grid().shape(), Shape.of(10_000, 10_000));
    refuses(
        parts,
        new Changed(stage) {
          @Override
          @Nullable BlockGroups taskGrid() {
            return BlockGroups.of(other, new long[] {2, 2});
          }
        }.stage(),
        "its tasks do not have each block once");
    PhysicalPlan panels = plan("panels");
    Stage inPasses = panels.stages().get(0);
    refuses(
        panels,
        new Changed(inPasses) {
          @Override
          @Nullable BlockGroups passes() {
            return BlockGroups.slabs(
                new ChunkGrid(inPasses.grid().shape(), Shape.of(1_000, 1_000)), 1, 5);
          }
        }.stage(),
        "its passes do not have each block once");
  }

  @Test
  void everyArrayIsDeliveredOnce() {
    PhysicalPlan plan = plan("slices-read");
    Stage stage = plan.stages().get(0);
    Stage.Input first = stage.inputs().get(0);
    refuses(plan, withInputs(stage, List.of(first)), "it reads [");
    refuses(plan, withInputs(stage, List.of(first, first)), "an array is delivered twice");
  }

  private static Stage withInputs(Stage stage, List<Stage.Input> inputs) {
    return new Changed(stage) {
      @Override
      List<Stage.Input> inputs() {
        return inputs;
      }
    }.stage();
  }

  @Test
  void whatIsReadLaterIsKept() {
    PhysicalPlan plan = plan("standardized-columns");
    Stage sums = plan.stages().get(0);
    assertThat(sums.keep()).isEqualTo(Keep.ON_DRIVER);
    List<Stage> stages = new ArrayList<>(plan.stages());
    stages.set(
        0,
        new Changed(sums) {
          @Override
          Keep keep() {
            return Keep.NOWHERE;
          }
        }.stage());
    assertThatThrownBy(
            () ->
                PlanInvariants.hold(
                    new PhysicalPlan(
                        stages, plan.outputs(), plan.cluster(), plan.sink(), List.of())))
        .hasMessageMatching("a broken plan: stage \\d: no earlier stage keeps Result\\[nest=0.*");
  }

  @Test
  void whatIsRequestedIsMade() {
    PhysicalPlan plan = plan("standardized-columns");
    List<Stage> without = plan.stages().subList(0, plan.stages().size() - 1);
    assertThatThrownBy(
            () ->
                PlanInvariants.hold(
                    new PhysicalPlan(
                        without, plan.outputs(), plan.cluster(), plan.sink(), List.of())))
        .hasMessageStartingWith("a broken plan: no stage makes the output Result[");
  }

  @Test
  void everyStageHasTasks() {
    PhysicalPlan plan = plan("aligned");
    Stage stage = plan.stages().get(0);
    refuses(
        plan,
        new Changed(stage) {
          @Override
          int tasks() {
            return 0;
          }
        }.stage(),
        "it has 0 tasks for 100 blocks");
  }

  /** A stage in which one thing is another. */
  private abstract static class Changed {
    private final Stage stage;

    Changed(Stage stage) {
      this.stage = stage;
    }

    ChunkGrid grid() {
      return stage.grid();
    }

    boolean isHalved() {
      return stage.isHalved();
    }

    List<Stage.Input> inputs() {
      return stage.inputs();
    }

    int tasks() {
      return stage.tasks();
    }

    @Nullable BlockGroups taskGrid() {
      return stage.taskGrid();
    }

    @Nullable BlockGroups passes() {
      return stage.passes();
    }

    Keep keep() {
      return stage.keep();
    }

    final Stage stage() {
      return new Stage(
          stage.id(),
          stage.producers(),
          stage.terminal(),
          grid(),
          isHalved(),
          inputs(),
          stage.onDriver(),
          tasks(),
          taskGrid(),
          passes(),
          stage.alignedAxes(),
          stage.options(),
          keep(),
          stage.work(),
          stage.traffic(),
          stage.memory());
    }
  }
}
