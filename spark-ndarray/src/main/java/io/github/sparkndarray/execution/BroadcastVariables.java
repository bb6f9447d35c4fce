package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.BlockManager;
import org.apache.spark.storage.BlockStatus;
import org.apache.spark.storage.BroadcastBlockId;
import scala.Option;

/** The broadcast variables of a stage or of one pass over it. Closing destroys them. */
final class BroadcastVariables implements AutoCloseable {
  private static final AtomicLong GROUPS = new AtomicLong();

  private final JavaSparkContext spark;
  private final ArrayReader reader;
  private final DriverMeter meter;
  private final long group = GROUPS.incrementAndGet();
  private final Map<ArrayRef, BroadcastParts> sent = new HashMap<>();
  private final List<Broadcast<HostArray>> variables = new ArrayList<>();
  private long held;

  /**
   * @param meter is told what the driver holds
   */
  BroadcastVariables(JavaSparkContext spark, ArrayReader reader, DriverMeter meter) {
    this.spark = spark;
    this.reader = reader;
    this.meter = meter;
  }

  /**
   * Part of an array, sent the first time that it is asked for.
   *
   * @param parts the parts of the region that become variables of their own
   */
  BroadcastParts send(ArrayRef array, Box region, ChunkGrid parts) {
    return sent.computeIfAbsent(array, absent -> sendNew(array, region, parts));
  }

  private BroadcastParts sendNew(ArrayRef array, Box region, ChunkGrid parts) {
    List<Broadcast<HostArray>> own = new ArrayList<>();
    List<Long> sent = new ArrayList<>();
    for (long part = 0; part < parts.size(); part++) {
      Box box = parts.box(part).within(region);
      HostArray values = reader.read(array.origin(), box);
      Broadcast<HostArray> variable = spark.broadcast(values);
      own.add(variable);
      variables.add(variable);
      long bytes = sentBytes(variable);
      sent.add(bytes);
      held += values.bytes().length + bytes;
      meter.hold(values.bytes().length + bytes);
    }
    return new BroadcastParts(region, parts, group, own, sent);
  }

  /** The size of the pieces that executors fetch, serialized and compressed. */
  private static long sentBytes(Broadcast<?> variable) {
    BlockManager blocks = SparkEnv.get().blockManager();
    long bytes = 0;
    for (int piece = 0; ; piece++) {
      Option<BlockStatus> status =
          blocks.getStatus(new BroadcastBlockId(variable.id(), "piece" + piece));
      if (status.isEmpty()) {
        return bytes;
      }
      bytes += status.get().memSize() + status.get().diskSize();
    }
  }

  /**
   * Makes executors drop their copies. The driver keeps its own, on disk if memory is short: a task
   * that is run again fetches them.
   */
  void release() {
    variables.forEach(variable -> variable.unpersist(false));
  }

  @Override
  public void close() {
    variables.forEach(Broadcast::destroy);
    variables.clear();
    meter.release(held);
    held = 0;
  }
}
