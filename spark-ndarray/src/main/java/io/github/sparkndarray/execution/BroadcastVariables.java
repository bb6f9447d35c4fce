package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.shape.Box;
import io.github.sparkndarray.shape.ChunkGrid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** The broadcast variables of a stage or of one pass over it. Closing destroys them. */
final class BroadcastVariables implements AutoCloseable {
  private final JavaSparkContext spark;
  private final ArrayReader reader;
  private final Map<ArrayRef, BroadcastParts> sent = new HashMap<>();
  private final List<Broadcast<HostArray>> variables = new ArrayList<>();

  BroadcastVariables(JavaSparkContext spark, ArrayReader reader) {
    this.spark = spark;
    this.reader = reader;
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
    for (long part = 0; part < parts.size(); part++) {
      Box box = parts.box(part).within(region);
      Broadcast<HostArray> variable = spark.broadcast(reader.read(array.origin(), box));
      own.add(variable);
      variables.add(variable);
    }
    return new BroadcastParts(region, parts, own);
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
  }
}
