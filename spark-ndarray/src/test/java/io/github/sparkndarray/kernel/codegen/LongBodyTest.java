package io.github.sparkndarray.kernel.codegen;

import static io.github.sparkndarray.kernel.codegen.Problem.apply;
import static io.github.sparkndarray.kernel.codegen.Problem.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.kernel.BlockKernel;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Scalar;
import io.github.sparkndarray.kernel.run.Simd;
import io.github.sparkndarray.shape.Shape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.janino.SimpleCompiler;
import org.codehaus.janino.util.ClassFile;
import org.junit.jupiter.api.Test;

/** Bodies of hundreds of operators are cut into methods that the JIT compiles. */
class LongBodyTest {
  /** HotSpot interprets longer methods for ever (HugeMethodLimit). */
  private static final int LONGEST_METHOD = 8000;

  private static final Operator[] OPERATORS = {
    Operator.ADD, Operator.MULTIPLY, Operator.SUBTRACT, Operator.MINIMUM, Operator.MAXIMUM
  };

  private final Random random = new Random(20261123);

  /**
   * A chain of operators.
   *
   * @param shared whether values are used again later, some of them much later
   */
  private Problem chain(int operators, boolean shared, long rows, long columns) {
    Problem problem = new Problem().parallel(rows, columns);
    Scalar x = problem.load(Runs.plain(DType.FLOAT64, random, rows, columns), 0, 1);
    Scalar y = problem.load(Runs.plain(DType.FLOAT64, random, columns), 1);
    Scalar[] values = new Scalar[operators + 2];
    values[0] = x;
    values[1] = y;
    for (int i = 2; i < values.length; i++) {
      Scalar before = values[i - 1];
      Scalar earlier = values[random.nextInt(shared ? i : 2)];
      values[i] =
          i % 9 == 0
              ? apply(Operator.WHERE, apply(Operator.LESS, earlier, value(0.5)), before, earlier)
              : apply(OPERATORS[i % OPERATORS.length], before, earlier);
      if (i % 4 == 0) {
        values[i] = apply(Operator.MINIMUM, values[i], value(2));
      }
    }
    return problem.output(values[values.length - 1]);
  }

  @Test
  void aBodyOf220OperatorsHasTheInterpretersBits() {
    Expect.sameBits(chain(220, false, 5, 700));
  }

  /** The interpreter would compute what is shared again and again. */
  @Test
  void vectorsAndScalarsHaveTheSameBitsWhereValuesAreShared() {
    Problem problem = chain(220, true, 5, 700);
    LoopNest nest = problem.nest();
    Shape space = Runs.space(nest);
    var vector = Runs.run(Expect.VECTOR.compile(nest), nest, problem.inputs(), space);
    var scalar = Runs.run(Expect.SCALAR.compile(nest), nest, problem.inputs(), space);
    Expect.bits(vector.get(0), scalar.get(0));
  }

  @Test
  void noMethodIsTooLongForTheCompiler() throws CompileException, IOException {
    String source = Kernels.shared().source(chain(400, true, 1000, 2000).nest());
    SimpleCompiler compiler = new SimpleCompiler();
    compiler.cook(source);
    for (byte[] bytes : compiler.getBytecodes().values()) {
      for (ClassFile.MethodInfo method :
          new ClassFile(new ByteArrayInputStream(bytes)).methodInfos) {
        Arrays.stream(method.getAttributes())
            .filter(ClassFile.CodeAttribute.class::isInstance)
            .map(ClassFile.CodeAttribute.class::cast)
            .forEach(
                code ->
                    assertThat(code.code.length)
                        .as("bytes of %s", method.getName())
                        .isLessThan(LONGEST_METHOD));
      }
    }
  }

  @Test
  void anOperatorOfALongBodyCostsAboutWhatItCostsInAShortOne() {
    double brief = nanosPerOperator(20);
    double lengthy = nanosPerOperator(220);
    assertThat(lengthy).as("ns per operator, %s in a short body", brief).isLessThan(4 * brief);
  }

  /** The best of many runs: CPU time, because the machine may be busy. */
  private double nanosPerOperator(int operators) {
    Problem problem = chain(operators, true, 200, 1000);
    LoopNest nest = problem.nest();
    BlockKernel kernel = new Kernels(Simd.preferred(), 4).compile(nest);
    var threads = ManagementFactory.getThreadMXBean();
    long best = Long.MAX_VALUE;
    for (int run = 0; run < 60; run++) {
      long start = threads.getCurrentThreadCpuTime();
      Runs.run(kernel, nest, problem.inputs(), Shape.of(200, 1000));
      best = Math.min(best, threads.getCurrentThreadCpuTime() - start);
    }
    return best / (200e3 * operators);
  }
}
