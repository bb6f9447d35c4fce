package io.github.sparkndarray.execution;

import java.io.Serializable;

/**
 * What a task, or all tasks of a stage together, were measured to use, in bytes.
 *
 * @param tasks how many tasks
 * @param memory the most that any of them had in use
 * @param shared the most that any executor had in use of broadcast variables
 * @param fetched what executors fetched of broadcast variables
 * @param shuffled what they wrote for other tasks
 */
record TaskMeasure(int tasks, long memory, long shared, long fetched, long shuffled)
    implements Serializable {
  static final TaskMeasure NOTHING = new TaskMeasure(0, 0, 0, 0, 0);

  TaskMeasure plus(TaskMeasure other) {
    return new TaskMeasure(
        tasks + other.tasks,
        Math.max(memory, other.memory),
        Math.max(shared, other.shared),
        fetched + other.fetched,
        shuffled + other.shuffled);
  }
}
