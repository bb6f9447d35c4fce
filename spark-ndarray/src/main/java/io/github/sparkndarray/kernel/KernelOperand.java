package io.github.sparkndarray.kernel;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Generator;
import io.github.sparkndarray.shape.IndexMap;
import io.github.sparkndarray.shape.Shape;
import java.io.Serializable;

/**
 * One way in which a nest reads an array: the map's target axes are the nest's axes, its source
 * dimensions the array's. The same array read in two ways is two operands.
 */
public sealed interface KernelOperand extends Serializable {
  DType dtype();

  IndexMap map();

  /**
   * An array in memory.
   *
   * @param input which of the nest's inputs
   */
  record Memory(int input, DType dtype, IndexMap map) implements KernelOperand {}

  /**
   * An array computed from positions.
   *
   * @param shape the generated array's shape, which gives positions their C order
   */
  record Generated(Generator generator, Shape shape, IndexMap map) implements KernelOperand {
    @Override
    public DType dtype() {
      return generator.dtype();
    }
  }
}
