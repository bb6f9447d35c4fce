package io.github.sparkndarray.execution;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** The threads beside the caller's own that work on the driver, made when they are first needed. */
final class DriverThreads {
  private static final ExecutorService OTHERS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "ndarray driver");
            thread.setDaemon(true);
            return thread;
          });

  private DriverThreads() {}

  /**
   * Does some shares of work, the caller's thread among those that take them in turn, and waits
   * until all is done. Where one fails no other is begun, and what it threw is thrown again; nor is
   * one begun when the caller's thread has been interrupted.
   *
   * @param threads how many threads there are to be
   * @param shares how many shares there are
   */
  static void run(int threads, int shares, IntConsumer share) {
    AtomicInteger next = new AtomicInteger();
    Thread caller = Thread.currentThread();
    Runnable worker =
        () -> {
          try {
            for (int own = next.getAndIncrement(); own < shares; own = next.getAndIncrement()) {
              requireWanted(caller);
              share.accept(own);
            }
          } finally {
            // All are taken where this is reached in the ordinary way.
            next.set(shares);
          }
        };
    List<Future<?>> others = new ArrayList<>();
    for (int thread = 1; thread < threads; thread++) {
      others.add(OTHERS.submit(worker));
    }
    List<Throwable> failures = new ArrayList<>();
    try {
      worker.run();
    } catch (RuntimeException | Error e) {
      failures.add(e);
    }
    boolean isInterrupted = false;
    for (Future<?> other : others) {
      isInterrupted |= await(other, failures);
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
    throwFirst(failures);
  }

  /**
   * Refuses to go on where nobody waits for the result any more.
   *
   * @param caller the thread that asked for the work
   */
  static void requireWanted(Thread caller) {
    if (caller.isInterrupted()) {
      throw new NDArrayException(ErrorCode.CANCELLED, "The computation was cancelled");
    }
  }

  /**
   * Waits until another thread has ended: memory that it works in cannot be given back before.
   *
   * @return whether this thread was interrupted meanwhile
   */
  private static boolean await(Future<?> other, List<Throwable> failures) {
    boolean isInterrupted = false;
    while (true) {
      try {
        other.get();
        return isInterrupted;
      } catch (InterruptedException e) {
        isInterrupted = true;
      } catch (ExecutionException e) {
        failures.add(e.getCause());
        return isInterrupted;
      }
    }
  }

  private static void throwFirst(List<Throwable> failures) {
    if (failures.isEmpty()) {
      return;
    }
    Throwable first = failures.get(0);
    failures.stream().skip(1).filter(other -> other != first).forEach(first::addSuppressed);
    if (first instanceof RuntimeException failure) {
      throw failure;
    }
    if (first instanceof Error error) {
      throw error;
    }
    throw new IllegalStateException(first);
  }
}
