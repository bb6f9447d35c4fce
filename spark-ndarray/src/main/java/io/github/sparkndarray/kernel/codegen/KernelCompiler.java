package io.github.sparkndarray.kernel.codegen;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.kernel.run.CompiledKernel;
import io.github.sparkndarray.kernel.run.TileKernel;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.janino.SimpleCompiler;

/** From source to a class, in a loader of its own so that it can be unloaded. */
final class KernelCompiler {
  private KernelCompiler() {}

  static CompiledKernel compile(ClassWriter.Source source) {
    try {
      SimpleCompiler compiler = new SimpleCompiler();
      compiler.setParentClassLoader(TileKernel.class.getClassLoader());
      compiler.cook(source.text());
      Class<?> generated =
          compiler.getClassLoader().loadClass(ClassWriter.PACKAGE + "." + ClassWriter.CLASS_NAME);
      return new CompiledKernel(
          generated.asSubclass(TileKernel.class).getConstructor(), source.outline());
    } catch (CompileException | ReflectiveOperationException e) {
      throw new NDArrayException(
          ErrorCode.INTERNAL,
          "Cannot compile a kernel: " + e.getMessage() + "\n" + source.text(),
          e);
    }
  }
}
