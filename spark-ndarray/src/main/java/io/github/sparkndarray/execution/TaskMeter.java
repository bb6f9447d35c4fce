package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.arrow.memory.AllocatorScope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/**
 * Measures a running task: its Arrow memory, what it holds on the heap (chunks, its kernels'
 * scratch arrays, partials, results), and what it fetches and sends. Used by the task's thread
 * alone.
 */
final class TaskMeter {
  /** A result exists as such, serialized, and once more in the message to the driver. */
  private static final int COPIES_SENT = 3;

  private static final Map<Long, TaskMeter> RUNNING = new ConcurrentHashMap<>();

  private final Map<Long, Long> shared = new HashMap<>();
  private @Nullable AllocatorScope arrow;
  private long heap;
  private long held;
  private long fetched;
  private int blocks;

  private TaskMeter() {}

  /** The meter of a task, which reports to the stage when the task has ended. */
  static TaskMeter of(TaskContext context, StageMeter stage) {
    TaskMeter known = RUNNING.get(context.taskAttemptId());
    if (known != null) {
      return known;
    }
    TaskMeter meter = new TaskMeter();
    RUNNING.put(context.taskAttemptId(), meter);
    TaskCompletionListener report =
        done -> {
          RUNNING.remove(done.taskAttemptId());
          stage.add(meter.measure(done.taskMetrics().shuffleWriteMetrics().bytesWritten()));
        };
    context.addTaskCompletionListener(report);
    return meter;
  }

  /** The meter of the task that this thread runs; null where there is none, as on the driver. */
  static @Nullable TaskMeter running() {
    TaskContext context = TaskContext.get();
    return context == null ? null : RUNNING.get(context.taskAttemptId());
  }

  void uses(AllocatorScope scope) {
    arrow = scope;
  }

  /**
   * A block has been run.
   *
   * @param heap what was held on the heap for it
   */
  void ran(long heap) {
    blocks++;
    uses(heap);
  }

  /** So much was held on the heap at a time. */
  void uses(long bytes) {
    heap = Math.max(heap, bytes);
  }

  /** So much is held on the heap beside that, at most. */
  void holds(long bytes) {
    held = Math.max(held, bytes);
  }

  /** Results of so many bytes are sent to the driver together. */
  void sends(long results) {
    uses(COPIES_SENT * results);
  }

  /**
   * A broadcast variable is used.
   *
   * @param group the variables that live as long as this one
   * @param held what this JVM holds of the group
   * @param newly the bytes that have just been fetched for it
   */
  void uses(long group, long held, long newly) {
    shared.put(group, held);
    fetched += newly;
  }

  static long sizeOf(List<HostArray> arrays) {
    return arrays.stream().mapToLong(array -> array.bytes().length).sum();
  }

  private TaskMeasure measure(long shuffled) {
    long memory = heap + held + (arrow == null ? 0 : arrow.peak());
    long broadcast = shared.values().stream().mapToLong(Long::longValue).sum();
    return new TaskMeasure(blocks > 0 ? 1 : 0, memory, broadcast, fetched, shuffled);
  }
}
