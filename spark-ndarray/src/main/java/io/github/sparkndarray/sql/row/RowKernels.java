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

  private static final Map<String, Object> COMPILED =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Object> eldest) {
          return size() > MAX_CLASSES;
        }
      };

  private RowKernels() {}

  static RowKernel compile(RowCode code) {
    String method =
        "public Object evaluate(Object[] operands, long[] integers, double[] reals, Object[]"
            + " arrays) {\nreturn "
            + code.boxed("compute(" + code.unboxedArguments() + ")")
            + ";\n}\n"
            + "private static %s compute(%s) {\n%s}\n"
                .formatted(code.returnType(), code.parameters("ArrayData"), code.anyArrays());
    return RowKernel.class.cast(compiled(RowKernel.class, method));
  }

  /**
   * The kernel for one vector and many.
   *
   * @param many the position of the operand of which there are many
   * @param byColumns how those lie: see {@link PairCode}
   */
  static PairKernel compilePairs(RowCode code, int many, boolean byColumns) {
    String method =
        "public void values(Object[] operands, int from, int count, int step, Object target, long[]"
            + " integers, double[] reals, Object[] arrays) {\n"
            + "%1$s[] out = (%1$s[]) target;\n".formatted(code.isNarrow() ? "float" : "double")
            + code.primitiveOperands()
            + code.declarations()
            + "for (int j = 0; j < count; j++) {\nint at = "
            + (byColumns ? "from + j" : "(from + j) * step")
            + ";\n"
            + code.primitiveValue(many, byColumns, "out[j]")
            + "}\n}\n";
    return PairKernel.class.cast(compiled(PairKernel.class, method));
  }

  /** A kernel of a method of {@link LaneKernel}. */
  static LaneKernel compileLanes(String method) {
    return LaneKernel.class.cast(compiled(LaneKernel.class, LaneCode.imports(), method));
  }

  private static Object compiled(Class<?> type, String methods) {
    return compiled(type, "", methods);
  }

  private static Object compiled(Class<?> type, String imports, String methods) {
    String source =
        "package io.github.sparkndarray.sql.row;\n"
            + imports
            + "import org.apache.spark.sql.catalyst.expressions.UnsafeArrayData;\n"
            + "import org.apache.spark.sql.catalyst.util.ArrayData;\n"
            + "public final class %s implements %s {\n%s}\n"
                .formatted(NAME, type.getSimpleName(), methods);
    synchronized (COMPILED) {
      return COMPILED.computeIfAbsent(source, RowKernels::load);
    }
  }

  private static Object load(String source) {
    try {
      SimpleCompiler compiler = new SimpleCompiler();
      compiler.setParentClassLoader(RowKernel.class.getClassLoader());
      compiler.cook(source);
      return compiler
          .getClassLoader()
          .loadClass("io.github.sparkndarray.sql.row." + NAME)
          .getConstructor()
          .newInstance();
    } catch (CompileException | ReflectiveOperationException e) {
      throw new NDArrayException(
          ErrorCode.INTERNAL, "Cannot compile: " + e.getMessage() + "\n" + source, e);
    }
  }
}
