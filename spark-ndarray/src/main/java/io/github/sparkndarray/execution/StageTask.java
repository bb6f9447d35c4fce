package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.memory.AllocatorScope;
import io.github.sparkndarray.arrow.memory.MemoryReservation;
import java.util.Iterator;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.util.TaskCompletionListener;

/**
 * What a task of a stage does: run the blocks it is given, one at a time, as they are asked for.
 */
final class StageTask implements FlatMapFunction<Iterator<BlockInput>, BlockResult> {
  private static final long serialVersionUID = 1L;

  private final StageProgram program;
  private final BlockConsumer consumer;
  private final long perOutput;
  private final StageMeter meter;

  /**
   * @param perOutput how many blocks contribute to the same outputs
   * @param meter gets what tasks are measured to use
   */
  StageTask(StageProgram program, BlockConsumer consumer, long perOutput, StageMeter meter) {
    this.program = program;
    this.consumer = consumer;
    this.perOutput = perOutput;
    this.meter = meter;
  }

  @Override
  public Iterator<BlockResult> call(Iterator<BlockInput> blocks) {
    return run(open(), blocks);
  }

  /**
   * A runner in this task's memory, which is given back whatever way the task ends, and not before
   * its results are used.
   */
  StageRunner open() {
    TaskContext context = TaskContext.get();
    AllocatorScope memory = openMemory(context);
    TaskMeter.of(context, meter).uses(memory);
    StageRunner runner = new StageRunner(program, memory);
    TaskCompletionListener giveBack = done -> runner.close();
    context.addTaskCompletionListener(giveBack);
    return runner;
  }

  /** So many bytes wait on the heap for the task's blocks. */
  void holds(long bytes) {
    TaskMeter.of(TaskContext.get(), meter).holds(bytes);
  }

  Iterator<BlockResult> run(StageRunner runner, Iterator<BlockInput> blocks) {
    TaskContext context = TaskContext.get();
    TaskMeter task = TaskMeter.of(context, meter);
    PartialTree waiting = new PartialTree();
    Iterator<BlockResult> results =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return blocks.hasNext();
          }

          @Override
          public BlockResult next() {
            context.killTaskIfInterrupted();
            BlockInput input = blocks.next();
            BlockResult result = runner.run(input.block(), input.aligned(), consumer);
            // What a kernel keeps of partials while it runs becomes the partials.
            long made = result.bytes() + result.partialBytes();
            long came = TaskMeter.sizeOf(input.aligned());
            task.ran(came + runner.scratchBytes() + made + waiting.bytes());
            return result;
          }
        };
    return program.hasPartials() ? new CombinedResults(results, waiting, perOutput) : results;
  }

  private AllocatorScope openMemory(TaskContext context) {
    String name = "stage " + program.stage() + ", task " + context.taskAttemptId();
    boolean accounted = SparkEnv.get().conf().getBoolean("spark.memory.offHeap.enabled", false);
    MemoryReservation reservation =
        accounted ? new SparkTaskMemory(context.taskMemoryManager()) : MemoryReservation.NONE;
    return AllocatorScope.open(name, program.taskMemory(), reservation);
  }
}
