package io.github.sparkndarray.execution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Combines on the driver what blocks contribute to outputs, as soon as it has come. */
final class DriverMerge {
  private final PartialMerge merge;
  private final ArrayAssembler outputs;
  private final DriverMeter meter;
  private final Map<Long, List<BlockResult>> waiting = new HashMap<>();
  private final Map<Long, Long> arrived = new HashMap<>();

  /**
   * @param outputs where finished outputs are placed
   * @param meter is told what waits to be combined
   */
  DriverMerge(PartialMerge merge, ArrayAssembler outputs, DriverMeter meter) {
    this.merge = merge;
    this.outputs = outputs;
    this.meter = meter;
  }

  void add(BlockResult result) {
    long block = merge.outputBlock(result.block());
    List<BlockResult> list = waiting.computeIfAbsent(block, absent -> new ArrayList<>());
    list.add(result);
    meter.hold(result.bytes());
    if (arrived.merge(block, merge.size(result), Long::sum) == merge.perOutput()) {
      outputs.place(block, merge.finish(list));
      waiting.remove(block);
      meter.release(bytes(list));
    }
  }

  /** Combines what has come so far, so that passes do not add up in memory. */
  void endPass() {
    waiting.replaceAll(
        (block, list) -> {
          List<BlockResult> combined = merge.combine(list);
          meter.release(bytes(list) - bytes(combined));
          return combined;
        });
  }

  private static long bytes(List<BlockResult> results) {
    return results.stream().mapToLong(BlockResult::bytes).sum();
  }
}
