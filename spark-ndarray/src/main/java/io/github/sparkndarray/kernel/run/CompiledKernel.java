package io.github.sparkndarray.kernel.run;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.lang.reflect.Constructor;

/**
 * A generated class, ready to be instantiated.
 *
 * @param constructor makes an instance
 */
public record CompiledKernel(Constructor<? extends TileKernel> constructor, KernelOutline outline) {

  TileKernel instantiate() {
    try {
      return constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new NDArrayException(ErrorCode.INTERNAL, "Cannot instantiate a compiled kernel", e);
    }
  }
}
