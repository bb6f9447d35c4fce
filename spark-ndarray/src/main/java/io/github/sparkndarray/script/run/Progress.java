package io.github.sparkndarray.script.run;

import io.github.sparkndarray.script.ScriptException;
import io.github.sparkndarray.script.parse.Script.Step;

/** Hears how a script is getting on. */
public interface Progress {
  /** Says nothing, and stops at the first error. */
  Progress SILENT = new Progress() {};

  /**
   * Whether each step is to be finished before the next one is started, whatever they have in
   * common.
   */
  default boolean eachAlone() {
    return false;
  }

  /** A step is about to run. */
  default void started(Step step) {}

  /** A step has run; of several that print, this is told when all of them have. */
  default void finished(Step step) {}

  /** A step has failed: to return is to go on with the next one, to throw is to stop. */
  default void failed(Step step, ScriptException error) {
    throw error;
  }
}
