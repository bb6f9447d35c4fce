package io.github.sparkndarray.execution;

import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.plan.physical.Stage;
import java.util.stream.Collectors;

/** A stage in a few words, for the Spark UI and for progress. */
final class StageTitle {
  private StageTitle() {}

  /** For example {@code argmin, min -> (171075,)}. */
  static String of(Stage stage) {
    String what =
        stage.terminal().loop().outputs().stream()
            .map(StageTitle::of)
            .distinct()
            .collect(Collectors.joining(", "));
    return what + " -> " + stage.outputGrid().shape();
  }

  private static String of(Output output) {
    return output.reduction() == null ? "elementwise" : output.reduction().numpyName();
  }
}
