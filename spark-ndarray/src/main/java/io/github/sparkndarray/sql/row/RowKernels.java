package io.github.sparkndarray.sql.row;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.janino.SimpleCompiler;

/** Compiles expressions that are not part of Spark's generated code; equal ones once. */
final class RowKernels {
  private static final int MAX_CLASSES = 256;
  private static final String NAME = "GeneratedRowKernel";

  private static final Map<String, RowKernel> COMPILED =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RowKernel> eldest) {
          return size() > MAX_CLASSES;
        }
      };

  private RowKernels() {}

  static RowKernel compile(RowCode code) {
    String source = source(code);
    synchronized (COMPILED) {
      return COMPILED.computeIfAbsent(source, RowKernels::load);
    }
  }

  private static String source(RowCode code) {
    return "package io.github.sparkndarray.sql.row;\n"
        + "import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;\n"
        + "import org.apache.spark.sql.catalyst.util.ArrayData;\n"
        + "public final class "
        + NAME
        + " implements RowKernel {\n"
        + "public Object evaluate(Object[] operands, long[] integers, double[] reals, Object[]"
        + " arrays) {\nreturn "
        + code.boxed("compute(" + code.unboxedArguments() + ")")
        + ";\n}\nprivate static "
        + code.returnType()
        + " compute("
        + code.parameters("ArrayData")
        + ") {\n"
        + code.anyArrays()
        + "}\n}\n";
  }

  private static RowKernel load(String source) {
    try {
      SimpleCompiler compiler = new SimpleCompiler();
      compiler.setParentClassLoader(RowKernel.class.getClassLoader());
      compiler.cook(source);
      return compiler
          .getClassLoader()
          .loadClass("io.github.sparkndarray.sql.row." + NAME)
          .asSubclass(RowKernel.class)
          .getConstructor()
          .newInstance();
    } catch (CompileException | ReflectiveOperationException e) {
      throw new NDArrayException(
          ErrorCode.INTERNAL, "Cannot compile: " + e.getMessage() + "\n" + source, e);
    }
  }
}
