package io.github.sparkndarray.kernel.run;

/** Where a runner gets the kernels of its nest from. */
public interface KernelProvider {
  /** The compiled kernel under a layout. */
  CompiledKernel kernel(Layout layout);

  /** What that kernel is like, without compiling it. */
  KernelOutline outline(Layout layout);
}
