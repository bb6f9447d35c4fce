package io.github.sparkndarray.cli;

import io.github.sparkndarray.execution.Progress;
import io.github.sparkndarray.plan.physical.Stage;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Says how far a plan has come and how long it will still take: on a terminal in one line that is
 * written over itself and gone when the plan has ended, elsewhere in a line every few seconds.
 * Short plans show none.
 */
final class ProgressLine implements Progress {
  private static final int WIDTH = 28;
  private static final double NANOS = 1e9;

  private final PrintStream out;
  private final String before;
  private final String after;
  private final String end;
  private final long everyMillis;
  private @Nullable ScheduledExecutorService clock;
  private int number;
  private int stages;
  private int done;
  private int tasks;
  private long start;
  private boolean shown;

  private ProgressLine(PrintStream out, String before, String after, String end, long everyMillis) {
    this.out = out;
    this.before = before;
    this.after = after;
    this.end = end;
    this.everyMillis = everyMillis;
  }

  /** One line that is written over itself. */
  static ProgressLine onTerminal(PrintStream terminal) {
    return new ProgressLine(terminal, "\r", "   ", "\r" + " ".repeat(100) + "\r", 250);
  }

  /** A line now and then. */
  static ProgressLine asLines(PrintStream out) {
    return new ProgressLine(out, "", "\n", "", 5000);
  }

  @Override
  public void started(Stage next, int count) {
    started(next.id() + 1, count, next.tasks());
  }

  /** A stage begins, of so many that are counted from 1. */
  synchronized void started(int ofStages, int count, int ofTasks) {
    number = ofStages;
    stages = count;
    done = 0;
    tasks = ofTasks;
    start = System.nanoTime();
    if (clock == null) {
      clock =
          Executors.newSingleThreadScheduledExecutor(
              task -> {
                Thread thread = new Thread(task, "spark-ndarray progress");
                thread.setDaemon(true);
                return thread;
              });
      // Drawing cannot fail, and nobody waits for it.
      ScheduledFuture<?> unused =
          clock.scheduleAtFixedRate(this::draw, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void advanced(Stage of, int tasksDone, int count) {
    advanced(tasksDone, count);
  }

  /** So many of the stage's tasks are done. */
  synchronized void advanced(int tasksDone, int count) {
    done = tasksDone;
    tasks = count;
  }

  @Override
  public synchronized void finished() {
    ScheduledExecutorService running = clock;
    if (running != null) {
      running.shutdownNow();
      clock = null;
    }
    if (shown) {
      out.print(end);
      out.flush();
      shown = false;
    }
    number = 0;
  }

  private synchronized void draw() {
    double seconds = (System.nanoTime() - start) / NANOS;
    if (number == 0) {
      return;
    }
    shown = true;
    out.print(before + line(number, stages, done, tasks, seconds) + after);
    out.flush();
  }

  /** For example {@code stage 1/1 [####### ] 26%, 8 of 31 tasks, 2.1 s, about 6 s left}. */
  static String line(int stage, int stages, int done, int tasks, double seconds) {
    double share = tasks == 0 ? 0 : (double) done / tasks;
    int filled = (int) Math.round(share * WIDTH);
    String bar = "#".repeat(filled) + " ".repeat(WIDTH - filled);
    String left =
        done == 0
            ? ""
            : String.format(Locale.ROOT, ", about %.0f s left", seconds / share - seconds);
    return String.format(
        Locale.ROOT,
        "stage %d/%d [%s] %3.0f%%, %d of %d tasks, %.1f s%s",
        stage,
        stages,
        bar,
        share * 100,
        done,
        tasks,
        seconds,
        left);
  }
}
