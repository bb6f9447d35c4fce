package io.github.sparkndarray.execution;

import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.plan.physical.Stage;
import io.github.sparkndarray.shape.ChunkGrid;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A stage as tasks get it: its nests, reading numbered inputs instead of the driver's objects.
 *
 * @param isHalved whether blocks below the diagonal of the last two axes are not run
 * @param hasPartials whether blocks give partials rather than outputs
 * @param taskMemory the most Arrow memory that a task may use, in bytes
 */
record StageProgram(
    int stage,
    List<LogicalNest> producers,
    LogicalNest terminal,
    ChunkGrid grid,
    boolean isHalved,
    boolean hasPartials,
    long taskMemory,
    List<Supply> supplies)
    implements Serializable {

  static StageProgram of(Stage stage, long taskMemory, List<Supply> supplies) {
    return new StageProgram(
        stage.id(),
        stage.producers().stream().map(nest -> numbered(nest, stage)).toList(),
        numbered(stage.terminal(), stage),
        stage.grid(),
        stage.isHalved(),
        stage.hasPartials(),
        taskMemory,
        List.copyOf(supplies));
  }

  private static LogicalNest numbered(LogicalNest nest, Stage stage) {
    List<ArrayRef> inputs = new ArrayList<>();
    for (ArrayRef array : nest.inputs()) {
      ArrayRef ref = array;
      for (int i = 0; i < stage.inputs().size(); i++) {
        if (stage.inputs().get(i).array().equals(array)) {
          ref = new ArrayRef.Input(i, array.dtype(), array.shape());
        }
      }
      inputs.add(ref);
    }
    return nest.withInputs(inputs);
  }

  /** The reference by which nests read one of the stage's inputs. */
  ArrayRef input(int number) {
    return Stream.concat(producers.stream(), Stream.of(terminal))
        .flatMap(nest -> nest.inputs().stream())
        .filter(ref -> ref instanceof ArrayRef.Input input && input.number() == number)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no nest reads input " + number));
  }
}
