package io.github.sparkndarray.kernel.run;

/** Where a runner gets compiled kernels from. */
@FunctionalInterface
public interface KernelProvider {
  /** The kernel of the runner's nest under a layout. */
  CompiledKernel kernel(Layout layout);
}
