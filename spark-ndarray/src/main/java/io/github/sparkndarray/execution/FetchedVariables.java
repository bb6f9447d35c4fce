package io.github.sparkndarray.execution;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkEnv;

/**
 * What this executor has fetched of broadcast variables, so that each is counted once whichever
 * task needed it first. Forgets groups of variables that have long been gone.
 */
final class FetchedVariables {
  private static final int MOST_GROUPS = 64;

  private static final Map<Long, Map<Long, Long>> GROUPS =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Map<Long, Long>> eldest) {
          return size() > MOST_GROUPS;
        }
      };

  private FetchedVariables() {}

  /**
   * Tells the running task's meter that a variable has been fetched, now or before.
   *
   * @param group the variables that live as long as this one
   * @param bytes the size of its value
   * @param sent the size of the pieces that it came in
   */
  static void note(long group, long variable, long bytes, long sent) {
    TaskMeter task = TaskMeter.running();
    if (task == null) {
      return;
    }
    boolean travels = !SparkEnv.get().executorId().equals("driver");
    synchronized (GROUPS) {
      Map<Long, Long> held = GROUPS.computeIfAbsent(group, absent -> new HashMap<>());
      boolean isNew = held.put(variable, bytes + sent) == null;
      long total = held.values().stream().mapToLong(Long::longValue).sum();
      task.uses(group, total, isNew && travels ? sent : 0);
    }
  }
}
