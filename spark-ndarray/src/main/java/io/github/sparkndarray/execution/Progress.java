package io.github.sparkndarray.execution;

import io.github.sparkndarray.plan.physical.Stage;

/** Is told how far a plan has come. Calls come from several threads, one at a time. */
public interface Progress {
  /** Tells nobody. */
  Progress NONE =
      new Progress() {
        @Override
        public void started(Stage stage, int stages) {}

        @Override
        public void advanced(Stage stage, int done, int tasks) {}

        @Override
        public void finished() {}
      };

  /** A stage of so many begins on the cluster. */
  void started(Stage stage, int stages);

  /** So many of a stage's tasks are done. */
  void advanced(Stage stage, int done, int tasks);

  /** The plan has ended, well or not. */
  void finished();
}
