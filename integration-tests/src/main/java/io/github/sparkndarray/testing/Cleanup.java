package io.github.sparkndarray.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Closes what was added, last first, when it is closed itself. A start that went well hands it over
 * to whoever will end what was started.
 */
final class Cleanup implements AutoCloseable {
  private final Deque<Step> steps = new ArrayDeque<>();

  /** One thing to undo. */
  interface Step extends AutoCloseable {
    @Override
    void close();
  }

  void add(Step step) {
    steps.push(step);
  }

  /** Returns a cleanup with these steps; this one has none left. */
  Cleanup handOver() {
    Cleanup heir = new Cleanup();
    heir.steps.addAll(steps);
    steps.clear();
    return heir;
  }

  /** Takes every step, whatever fails; the first failure is thrown, with the others in it. */
  @Override
  public void close() {
    Throwable failure = null;
    while (!steps.isEmpty()) {
      failure = taken(steps.pop(), failure);
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
  }

  private static @Nullable Throwable taken(Step step, @Nullable Throwable earlier) {
    try {
      step.close();
      return earlier;
    } catch (RuntimeException | Error e) {
      if (earlier == null) {
        return e;
      }
      earlier.addSuppressed(e);
      return earlier;
    }
  }
}
