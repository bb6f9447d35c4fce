package io.github.sparkndarray.execution;

import io.github.sparkndarray.io.ForgetfulStreams;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.Dependency;
import org.apache.spark.rdd.RDD;
import org.apache.spark.storage.StorageLevel;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What a persisted array would be computed again from where it is lost. A loop that persists every
 * step makes it longer and longer: tasks carry it, and Spark walks it recursively. Where it has
 * become long, it is cut.
 */
final class Lineage {
  /** The longest chain of RDDs that is kept; a step of a loop adds some ten. */
  static final int LONGEST = 100;

  private Lineage() {}

  /** Persists an RDD that has not been computed yet, and cuts its lineage if that is long. */
  static void persist(RDD<?> records) {
    RDD<?> rdd = ForgetfulStreams.kept(records);
    if (length(rdd) <= LONGEST) {
      rdd.persist(StorageLevel.MEMORY_AND_DISK_SER());
    } else if (rdd.sparkContext().getCheckpointDir().isDefined()) {
      rdd.persist(StorageLevel.MEMORY_AND_DISK_SER());
      rdd.checkpoint();
    } else {
      // What cannot be computed again is kept twice: no executor takes it along.
      rdd.persist(StorageLevel.MEMORY_AND_DISK_SER_2());
      rdd.localCheckpoint();
    }
  }

  /**
   * Gives back what an RDD takes that was persisted here. One whose lineage was cut may be all that
   * is left to compute later ones from: Spark's cleaner frees it once nothing refers to it any
   * more.
   */
  static void free(RDD<?> records) {
    RDD<?> rdd = ForgetfulStreams.kept(records);
    if (!rdd.isCheckpointed()) {
      rdd.unpersist(false);
    }
  }

  /** The number of RDDs in the longest chain that ends with this one. */
  static int length(RDD<?> last) {
    Map<Integer, Integer> lengths = new HashMap<>();
    Deque<RDD<?>> open = new ArrayDeque<>();
    open.push(last);
    while (!open.isEmpty()) {
      RDD<?> rdd = open.peek();
      int longest = 0;
      boolean isReady = true;
      for (Dependency<?> dependency : CollectionConverters.asJava(rdd.dependencies())) {
        Integer known = lengths.get(dependency.rdd().id());
        if (known == null) {
          open.push(dependency.rdd());
          isReady = false;
        } else {
          longest = Math.max(longest, known);
        }
      }
      if (isReady) {
        lengths.put(open.pop().id(), longest + 1);
      }
    }
    return lengths.getOrDefault(last.id(), 1);
  }
}
