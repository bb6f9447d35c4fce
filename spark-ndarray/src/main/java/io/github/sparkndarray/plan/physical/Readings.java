package io.github.sparkndarray.plan.physical;

import io.github.sparkndarray.kernel.KernelOperand;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.plan.logical.ArrayRef;
import io.github.sparkndarray.plan.logical.LogicalNest;
import io.github.sparkndarray.shape.IndexMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Tells the ways apart in which nests read one array. {@code x[:, None] - x} reads rows of x for
 * the one operand and rows for the other, and a task that is sent both has two parts of x rather
 * than all that lies between them.
 */
final class Readings {
  private final Predicate<ArrayRef> isSplit;
  private final Map<ArrayRef, List<IndexMap>> maps = new HashMap<>();

  private Readings(Predicate<ArrayRef> isSplit) {
    this.isSplit = isSplit;
  }

  /** The nests, reading each of some arrays as one input for each way of reading it. */
  static List<LogicalNest> split(List<LogicalNest> nests, Predicate<ArrayRef> isSplit) {
    Readings readings = new Readings(isSplit);
    return nests.stream().map(readings::split).toList();
  }

  private LogicalNest split(LogicalNest nest) {
    LoopNest loop = nest.loop();
    List<ArrayRef> inputs = new ArrayList<>();
    List<KernelOperand> operands = new ArrayList<>();
    for (KernelOperand operand : loop.operands()) {
      if (!(operand instanceof KernelOperand.Memory memory)) {
        operands.add(operand);
        continue;
      }
      ArrayRef array = reading(nest.inputs().get(memory.input()), memory.map());
      if (!inputs.contains(array)) {
        inputs.add(array);
      }
      operands.add(new KernelOperand.Memory(inputs.indexOf(array), memory.dtype(), memory.map()));
    }
    LoopNest split = new LoopNest(loop.axes(), inputs.size(), operands, loop.outputs());
    return new LogicalNest(nest.id(), split, inputs, nest.wishes());
  }

  private ArrayRef reading(ArrayRef array, IndexMap map) {
    if (!isSplit.test(array)) {
      return array;
    }
    List<IndexMap> known = maps.computeIfAbsent(array, absent -> new ArrayList<>());
    if (!known.contains(map)) {
      known.add(map);
    }
    int number = known.indexOf(map);
    return number == 0 ? array : new ArrayRef.Reading(array, number);
  }
}
