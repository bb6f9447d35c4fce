package io.github.sparkndarray.plan.logical;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Runs what goes down an expression by recursion: a script of ten thousand steps makes one that is
 * deeper than the stack of the thread that happens to ask.
 */
final class DeepStack {
  /** Address space only, until it is used. */
  private static final long STACK_BYTES = 1L << 30;

  /** Starting a thread takes as long as planning a short expression. */
  private static final ExecutorService THREADS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(null, work, "ndarray plan", STACK_BYTES);
            thread.setDaemon(true);
            return thread;
          });

  private DeepStack() {}

  static <T> T call(Supplier<T> work) {
    try {
      return CompletableFuture.supplyAsync(work, THREADS).join();
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
