package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Set;

/**
 * A generated class, ready to be instantiated.
 *
 * @param constructor makes an instance
 * @param tiles the dtype of each scratch tile that an instance needs
 * @param inPlace the operands that it reads where they are
 * @param direct the outputs that it stores itself; the others go through sinks
 * @param rooted the outputs of which it tracks the squares
 * @param rowsTogether how many rows it computes at once; 1 unless its tiles are narrow
 * @param columns the elements of its tiles if they are narrow, else 0: see {@link TileKernel}
 * @param comparisons the comparisons that are decided for whole tiles where they can be
 * @param variants for each variant of a row the outcomes of the comparisons that it is for
 */
public record CompiledKernel(
    Constructor<? extends TileKernel> constructor,
    List<DType> tiles,
    Set<Integer> inPlace,
    Set<Integer> direct,
    Set<Integer> rooted,
    int rowsTogether,
    int columns,
    List<Comparison> comparisons,
    List<List<Boolean>> variants) {

  TileKernel instantiate() {
    try {
      return constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new NDArrayException(ErrorCode.INTERNAL, "Cannot instantiate a compiled kernel", e);
    }
  }
}
