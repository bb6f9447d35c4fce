package io.github.sparkndarray.plan.logical;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Runs what goes down an expression by recursion: a script of ten thousand steps makes one that is
 * deeper than the stack of the thread that happens to ask.
 */
final class DeepStack {
  /** Address space only, until it is used. */
  private static final long STACK_BYTES = 1L << 30;

  private DeepStack() {}

  static <T> T call(Supplier<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Runnable run =
        () -> {
          try {
            result.complete(work.get());
          } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
          }
        };
    Thread thread = new Thread(null, run, "ndarray-plan", STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException own) {
        throw own;
      }
      if (e.getCause() instanceof Error own) {
        throw own;
      }
      throw e;
    }
  }
}
