package io.github.sparkndarray.execution;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.util.function.Supplier;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/** A Spark session that need not have been started yet. */
public final class SparkAccess {
  private final Supplier<SparkSession> start;
  private @Nullable SparkSession session;

  private SparkAccess(Supplier<SparkSession> start, @Nullable SparkSession session) {
    this.start = start;
    this.session = session;
  }

  public static SparkAccess of(SparkSession session) {
    return new SparkAccess(() -> session, session);
  }

  /** A session that is started when it is first needed. */
  public static SparkAccess whenNeeded(Supplier<SparkSession> start) {
    return new SparkAccess(start, null);
  }

  /** What Spark keeps in this JVM's memory, in bytes: persisted and broadcast arrays. */
  static long storageUsed() {
    SparkEnv env = SparkEnv.get();
    return env == null ? 0 : env.memoryManager().storageMemoryUsed();
  }

  public synchronized boolean isStarted() {
    return session != null;
  }

  /**
   * The session, started if it was not.
   *
   * @throws NDArrayException when it has been stopped
   */
  public synchronized SparkSession session() {
    if (session == null) {
      session = start.get();
    }
    if (session.sparkContext().isStopped()) {
      throw NDArrayException.of(
          ErrorCode.VALUE,
          "Cannot use a Spark session that was stopped: start one, and make an NDContext of it");
    }
    return session;
  }
}
