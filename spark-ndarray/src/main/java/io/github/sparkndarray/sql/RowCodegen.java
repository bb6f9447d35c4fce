package io.github.sparkndarray.sql;

import io.github.sparkndarray.kernel.codegen.ScalarCode;
import io.github.sparkndarray.sql.row.RowArrays;
import io.github.sparkndarray.sql.row.RowCode;
import io.github.sparkndarray.sql.row.RowOperand;
import io.github.sparkndarray.sql.row.RowPlan;
import io.github.sparkndarray.sql.row.RowProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.codegen.Block;
import org.apache.spark.sql.catalyst.expressions.codegen.CodeBlock;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.catalyst.expressions.codegen.FalseLiteral$;
import org.apache.spark.sql.catalyst.expressions.codegen.JavaCode;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Writes a function of a row into Spark's generated code: two methods that compute it, for arrays
 * in the unsafe format and for any, and their call. The arguments that follow from the arrays'
 * lengths are kept from row to row while the lengths are the same.
 */
final class RowCodegen {
  private static final String ARRAYS = RowArrays.class.getName();

  private final RowFunction function;
  private final CodegenContext context;
  private final RowProgram program;
  private final RowCode code;
  private final List<Given> given = new ArrayList<>();

  /** The variables of flattened arrays of arrays, in the order of their operands. */
  private final List<String> flats = new ArrayList<>();

  /** An operand whose value comes from the row. */
  private record Given(int position, RowOperand operand, ExprCode value, boolean mayHaveNull) {}

  RowCodegen(RowFunction function, CodegenContext context) {
    this.function = function;
    this.context = context;
    this.program = function.program();
    this.code = program.typical();
    List<Expression> expressions = function.operandExpressions();
    for (int p = 0; p < expressions.size(); p++) {
      RowOperand operand = program.operands().get(p);
      if (operand.constant() == null) {
        Expression expression = expressions.get(p);
        boolean mayHaveNull = SqlTypes.containsNull(expression.dataType());
        given.add(new Given(p, operand, expression.genCode(context), mayHaveNull));
      }
    }
  }

  ExprCode generate(ExprCode result) {
    String resultType = code.returnType();
    StringBuilder text = new StringBuilder();
    given.forEach(operand -> text.append(operand.value.code()).append('\n'));
    String anyNull =
        given.stream()
            .map(operand -> operand.value.isNull().toString())
            .filter(isNull -> !isNull.equals(FalseLiteral$.MODULE$.toString()))
            .collect(Collectors.joining(" || "));
    String zero =
        resultType.equals("ArrayData")
            ? "null"
            : resultType.equals("boolean") ? "false" : "(" + resultType + ") 0";
    text.append(
        "boolean %s = %s;\n".formatted(result.isNull(), anyNull.isEmpty() ? "false" : anyNull));
    text.append("%s %s = %s;\n".formatted(resultType, result.value(), zero));
    text.append("if (!%s) {\n%s}\n".formatted(result.isNull(), compute(result)));
    return new ExprCode(block(text.toString()), result.isNull(), result.value());
  }

  private static Block block(String text) {
    return new CodeBlock(
        CollectionConverters.asScala(List.of(text.replace("\\", "\\\\"))).toSeq(),
        CollectionConverters.asScala(List.<JavaCode>of()).toSeq());
  }

  private String compute(ExprCode result) {
    List<String> lengths = new ArrayList<>();
    List<String> nulls = new ArrayList<>();
    List<String> flattened = new ArrayList<>();
    for (Given operand : given) {
      String value = operand.value.value().toString();
      if (operand.operand.rank() > 0) {
        lengths.add(value + ".numElements()");
        if (operand.mayHaveNull) {
          nulls.add("%s.hasNull(%s)".formatted(ARRAYS, value));
        }
      }
      if (operand.operand.rank() == 2) {
        lengths.add("%s.width(%s)".formatted(ARRAYS, value));
        String type = ScalarCode.type(operand.operand.dtype());
        String flat = context.freshName("flat");
        flattened.add("%s[] %s = %s.%ss(%s);".formatted(type, flat, ARRAYS, type, value));
        flattened.add("%s = %s == null;".formatted(result.isNull(), flat));
        flats.add(flat);
      }
    }
    String body = plan(lengths, result);
    for (int i = flattened.size() - 2; i >= 0; i -= 2) {
      body =
          "%s\n%s\nif (!%s) {\n%s}\n"
              .formatted(flattened.get(i), flattened.get(i + 1), result.isNull(), body);
    }
    if (nulls.isEmpty()) {
      return body;
    }
    return "%s = %s;\nif (!%s) {\n%s}\n"
        .formatted(result.isNull(), String.join(" || ", nulls), result.isNull(), body);
  }

  private String plan(List<String> lengths, ExprCode result) {
    String planType = RowPlan.class.getName();
    String programName = context.addReferenceObj("program", program, RowProgram.class.getName());
    String plan = context.addMutableState(planType, "plan", name -> name + " = null;", false, true);
    StringBuilder text = new StringBuilder();
    List<String> changed = new ArrayList<>(List.of(plan + " == null"));
    List<String> now = new ArrayList<>();
    StringBuilder keep = new StringBuilder();
    for (String length : lengths) {
      String state = context.addMutableState("int", "length", name -> name + " = -1;", false, true);
      String local = context.freshName("length");
      text.append("int %s = %s;\n".formatted(local, length));
      changed.add(local + " != " + state);
      keep.append("%s = %s;\n".formatted(state, local));
      now.add(local);
    }
    String array =
        lengths.isEmpty() ? "new long[0]" : "new long[] {" + String.join(", ", now) + "}";
    text.append(
        "if (%s) {\n%s = %s.plan(%s);\n%s}\n"
            .formatted(String.join(" || ", changed), plan, programName, array, keep));
    text.append("%s = !%s.isPossible(%s);\n".formatted(result.isNull(), plan, function.ansi()));
    text.append("if (!%s) {\n%s}\n".formatted(result.isNull(), call(plan, result)));
    return text.toString();
  }

  private String call(String plan, ExprCode result) {
    String constants = "%1$s.integers, %1$s.reals, %1$s.arrays".formatted(plan);
    String generic = method("ArrayData", code.anyArrays());
    List<String> tests = new ArrayList<>(List.of(plan + ".isTypical()"));
    int flat = 0;
    StringBuilder plain = new StringBuilder();
    StringBuilder unsafe = new StringBuilder();
    List<String> boxed = new ArrayList<>();
    for (Given operand : given) {
      String value = operand.value.value().toString();
      switch (operand.operand.rank()) {
        case 0 -> boxed.add("%s.valueOf(%s)".formatted(box(operand.operand), value));
        case 1 -> {
          boxed.add(value);
          tests.add(value + " instanceof UnsafeArrayData");
        }
        default -> {
          value = flats.get(flat++);
          boxed.add(value);
        }
      }
      plain.append(value).append(", ");
      unsafe
          .append(operand.operand.rank() == 1 ? "(UnsafeArrayData) " : "")
          .append(value)
          .append(", ");
    }
    String other =
        "if (%s.isTypical()) {\n%s = %s(%s%s);\n} else {\n%s = %s;\n}\n"
            .formatted(
                plan,
                result.value(),
                generic,
                plain,
                constants,
                result.value(),
                unbox("%s.evaluate(new Object[] {%s})".formatted(plan, String.join(", ", boxed))));
    if (tests.size() == 1) {
      return other;
    }
    String fast = method("UnsafeArrayData", code.unsafeArrays());
    return "if (%s) {\n%s = %s(%s%s);\n} else {\n%s}\n"
        .formatted(String.join(" && ", tests), result.value(), fast, unsafe, constants, other);
  }

  private String method(String arrayType, String body) {
    String name = context.freshName("ndarray");
    return context.addNewFunction(
        name,
        "private %s %s(%s) {\n%s}\n"
            .formatted(code.returnType(), name, code.parameters(arrayType), body),
        false);
  }

  private static String box(RowOperand operand) {
    return switch (operand.dtype()) {
      case FLOAT64 -> "Double";
      case FLOAT32 -> "Float";
      case INT64 -> "Long";
      case BOOL -> "Boolean";
      default -> "Integer";
    };
  }

  private String unbox(String value) {
    String type = code.returnType();
    return switch (type) {
      case "ArrayData" -> "(ArrayData) " + value;
      case "double" -> "((Double) " + value + ").doubleValue()";
      case "float" -> "((Float) " + value + ").floatValue()";
      case "long" -> "((Long) " + value + ").longValue()";
      case "boolean" -> "((Boolean) " + value + ").booleanValue()";
      default -> "((Integer) " + value + ").intValue()";
    };
  }
}
