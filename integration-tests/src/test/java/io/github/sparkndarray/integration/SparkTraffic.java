package io.github.sparkndarray.integration;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.scheduler.SparkListenerBlockUpdated;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.storage.BlockUpdatedInfo;
import org.apache.spark.storage.BroadcastBlockId;

/** What a Spark context sends between JVMs, as Spark itself reports it. */
final class SparkTraffic extends ContextListener {
  /** Spark broadcasts descriptions of tasks, too, of less than this for all executors together. */
  private static final long LARGEST_DESCRIPTION = 120 << 10;

  /** The pieces that executors hold of each broadcast variable, by executor and block. */
  private final Map<Long, Map<String, Long>> variables = new ConcurrentHashMap<>();

  private final AtomicLong written = new AtomicLong();
  private final AtomicLong read = new AtomicLong();

  /** Variables up to this number were made before, though executors may tell of them later. */
  private final long lastBefore;

  private SparkTraffic(SparkContext context) {
    super(context);
    Broadcast<Integer> marker = JavaSparkContext.fromSparkContext(context).broadcast(0);
    this.lastBefore = marker.id();
    marker.destroy();
  }

  /** Counts from now on, until closed. */
  static SparkTraffic on(SparkContext context) {
    SparkTraffic traffic = new SparkTraffic(context);
    traffic.awaitEvents();
    traffic.listen();
    return traffic;
  }

  @Override
  public void onBlockUpdated(SparkListenerBlockUpdated event) {
    BlockUpdatedInfo info = event.blockUpdatedInfo();
    long size = info.memSize() + info.diskSize();
    if (info.blockId() instanceof BroadcastBlockId block
        && block.broadcastId() > lastBefore
        && !info.blockManagerId().isDriver()) {
      variables
          .computeIfAbsent(block.broadcastId(), absent -> new ConcurrentHashMap<>())
          .merge(info.blockManagerId().executorId() + block, size, Math::max);
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd event) {
    written.addAndGet(event.taskMetrics().shuffleWriteMetrics().bytesWritten());
    read.addAndGet(event.taskMetrics().shuffleReadMetrics().totalBytesRead());
  }

  /** The bytes of arrays that executors fetched in broadcast variables. */
  long broadcast() {
    awaitEvents();
    return variables.values().stream()
        .mapToLong(pieces -> pieces.values().stream().mapToLong(Long::longValue).sum())
        .filter(bytes -> bytes > LARGEST_DESCRIPTION)
        .sum();
  }

  long shuffleWritten() {
    awaitEvents();
    return written.get();
  }

  long shuffleRead() {
    awaitEvents();
    return read.get();
  }
}
