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
            + compute(code, code.parameters("ArrayData"), code.anyArrays());
    return RowKernel.class.cast(compiled(RowKernel.class, method));
  }

  /**
   * The kernel for one vector and many.
   *
   * @param many the position of the operand of which there are many
   */
  static PairKernel compilePairs(RowCode code, int many) {
    String method =
        "public void values(Object[] operands, int from, int count, int width, double[] out, long[]"
            + " integers, double[] reals, Object[] arrays) {\n"
            + code.primitiveOperands()
            + "for (int j = 0; j < count; j++) {\nout[j] = compute("
            + code.primitiveArguments()
            + "(from + j) * width, integers, reals, arrays);\n}\n}\n"
            + compute(code, code.primitiveParameters(), code.primitiveArrays(many));
    return PairKernel.class.cast(compiled(PairKernel.class, method));
  }

  private static String compute(RowCode code, String parameters, String body) {
    return "private static %s compute(%s) {\n%s}\n".formatted(code.returnType(), parameters, body);
  }

  private static Object compiled(Class<?> type, String methods) {
    String source =
        "package io.github.sparkndarray.sql.row;\n"
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
