package io.github.sparkndarray.sql.row;

import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.kernel.codegen.ScalarCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.unsafe.Platform;

/**
 * The Java source of an expression over a row, as the body of a method. Its parameters are, for
 * each operand at position {@code p}, a number {@code v}p, an array {@code a}p or the elements
 * {@code x}p of an array of arrays; and the constants {@code integers}, {@code reals} and {@code
 * arrays}.
 */
public final class RowCode {
  /** Marks of a read of an array operand, until it is known how the array is to be read. */
  static final String READ_OPEN = "\u00ab";

  static final String READ_INDEX = "\u00b7";
  static final String READ_CLOSE = "\u00bb";
  private static final Pattern READ = Pattern.compile("\u00ab([0-9]+)\u00b7([^\u00bb]*)\u00bb");

  /** The longest sums that can be written out. */
  static final int MOST_UNROLLED = 16;

  private static final String ARRAYS = RowArrays.class.getName();
  private static final String PLATFORM = Platform.class.getName();

  private final Expr result;
  private final List<RowOperand> operands;
  private final String statements;
  private final String value;
  private final RowConstants constants;

  private RowCode(
      Expr result,
      List<RowOperand> operands,
      String statements,
      String value,
      RowConstants constants) {
    this.result = result;
    this.operands = operands;
    this.statements = statements;
    this.value = value;
    this.constants = constants;
  }

  static RowCode of(Expr result, List<RowOperand> operands) {
    return of(result, operands, 0);
  }

  private static RowCode of(Expr result, List<RowOperand> operands, int unrolled) {
    RowConstants constants = new RowConstants();
    RowElements elements = new RowElements(constants, unrolled);
    RowScope scope = RowScope.outermost();
    int rank = result.shape().rank();
    String value =
        rank == 0
            ? elements.element(result, List.of(), scope).text()
            : writeArray(result, elements, constants, scope);
    return new RowCode(result, operands, scope.text(), value, constants);
  }

  /** Elements go to a fresh array in Spark's format; an array of arrays is one for each row. */
  private static String writeArray(
      Expr result, RowElements elements, RowConstants constants, RowScope scope) {
    List<String> extents = new ArrayList<>();
    for (int d = 0; d < result.shape().rank(); d++) {
      extents.add(constants.integer(result.shape().extent(d)));
    }
    writeAxis(result, "result", 0, extents, List.of(), elements, scope);
    return "result";
  }

  private static void writeAxis(
      Expr result,
      String array,
      int axis,
      List<String> extents,
      List<RowValue> index,
      RowElements elements,
      RowScope scope) {
    boolean last = axis == extents.size() - 1;
    String n = extents.get(axis);
    scope.add(
        last
            ? "UnsafeArrayData "
                + array
                + " = "
                + ARRAYS
                + ".fresh("
                + n
                + ", "
                + result.dtype().itemSize()
                + ");"
            : "Object[] " + array + "items = new Object[" + n + "];");
    if (last) {
      // Spark's setters also write a bit that says that the element is not null.
      scope.add("Object %1$so = %1$s.getBaseObject();".formatted(array));
      scope.add("long %1$sf = %2$s.firstElement(%1$s);".formatted(array, ARRAYS));
    }
    String i = elements.name("i");
    RowScope inner = scope.loop(i);
    List<RowValue> more = new ArrayList<>(index);
    more.add(new RowValue(i, Set.of(i)));
    if (last) {
      RowValue value = elements.element(result, more, inner);
      inner.add(
          "%1$s.put%2$s(%3$so, %3$sf + %4$dL * %5$s, %6$s);"
              .formatted(
                  PLATFORM,
                  sparkName(result.dtype()),
                  array,
                  result.dtype().itemSize(),
                  i,
                  value.text()));
    } else {
      String row = elements.name("row");
      writeAxis(result, row, axis + 1, extents, more, elements, inner);
      inner.add(array + "items[" + i + "] = " + row + ";");
    }
    scope.add("for (int %1$s = 0; %1$s < %2$s; %1$s++) {\n%3$s}".formatted(i, n, inner.text()));
    if (!last) {
      scope.add(
          "ArrayData "
              + array
              + " = new org.apache.spark.sql.catalyst.util.GenericArrayData("
              + array
              + "items);");
    }
  }

  /** The name of a type in the methods of Spark's arrays: {@code getDouble}. */
  static String sparkName(DType dtype) {
    return switch (dtype) {
      case FLOAT64 -> "Double";
      case FLOAT32 -> "Float";
      case INT64 -> "Long";
      case BOOL -> "Boolean";
      default -> "Int";
    };
  }

  /** The same for these lengths alone, with short sums written out. */
  RowCode unrolled() {
    return of(result, operands, MOST_UNROLLED);
  }

  /** What the source computes. */
  public Expr result() {
    return result;
  }

  RowConstants constants() {
    return constants;
  }

  /** The body, equal for equal structures. */
  String source() {
    return declarations() + statements + "return " + value + ";\n";
  }

  /** The statements that give variables the constants' values. */
  String declarations() {
    return constants.declarations();
  }

  /** Whether the result is float32. */
  boolean isNarrow() {
    return result.dtype() == DType.FLOAT32;
  }

  /** The Java type of what the method returns. */
  public String returnType() {
    return result.shape().rank() == 0 ? ScalarCode.type(result.dtype()) : "ArrayData";
  }

  /** The parameters of the method; arrays as Spark's. */
  public String parameters(String arrayType) {
    return givenPositions()
            .mapToObj(p -> parameter(p, arrayType) + ", ")
            .collect(Collectors.joining())
        + "long[] integers, double[] reals, Object[] arrays";
  }

  private String parameter(int p, String arrayType) {
    String type = ScalarCode.type(operands.get(p).dtype());
    return switch (operands.get(p).rank()) {
      case 0 -> type + " v" + p;
      case 1 -> arrayType + " a" + p;
      default -> type + "[] x" + p;
    };
  }

  /** The arguments of the method, out of an array {@code operands} of boxed ones. */
  String unboxedArguments() {
    StringBuilder text = new StringBuilder();
    int given = 0;
    for (RowOperand operand : operands) {
      if (operand.constant() == null) {
        String type = ScalarCode.type(operand.dtype());
        String as =
            switch (operand.rank()) {
              case 0 -> box(operand.dtype());
              case 1 -> "ArrayData";
              default -> type + "[]";
            };
        String unbox = operand.rank() == 0 ? "." + type + "Value()" : "";
        text.append("((%s) operands[%d])%s, ".formatted(as, given++, unbox));
      }
    }
    return text + "integers, reals, arrays";
  }

  /** What the method returns, boxed. */
  String boxed(String value) {
    return result.shape().rank() == 0 ? box(result.dtype()) + ".valueOf(" + value + ")" : value;
  }

  private static String box(DType dtype) {
    return dtype.isInteger() && dtype != DType.INT64 ? "Integer" : sparkName(dtype);
  }

  /** The body of the method that reads any of Spark's arrays by its methods. */
  public String anyArrays() {
    return READ.matcher(source())
        .replaceAll(
            read -> {
              DType dtype = operands.get(Integer.parseInt(read.group(1))).dtype();
              return Matcher.quoteReplacement(
                  "a%s.get%s(%s)".formatted(read.group(1), sparkName(dtype), read.group(2)));
            });
  }

  /** The body of the method that reads arrays in Spark's unsafe format where they lie. */
  public String unsafeArrays() {
    StringBuilder text = new StringBuilder();
    for (int p = 0; p < operands.size(); p++) {
      if (operands.get(p).rank() == 1) {
        text.append("Object o%1$d = a%1$d.getBaseObject();\n".formatted(p));
        text.append("long f%d = %s.firstElement(a%d);\n".formatted(p, ARRAYS, p));
      }
    }
    return text
        + READ.matcher(source())
            .replaceAll(
                read -> {
                  DType dtype = operands.get(Integer.parseInt(read.group(1))).dtype();
                  String p = read.group(1);
                  return Matcher.quoteReplacement(
                      "Platform.get%s(o%s, f%s + %dL * (%s))"
                          .formatted(sparkName(dtype), p, p, dtype.itemSize(), read.group(2)));
                });
  }

  /** The local variables of operands as the vectors of {@link PairKernel}. */
  String primitiveOperands() {
    StringBuilder text = new StringBuilder();
    int given = 0;
    for (int p = 0; p < operands.size(); p++) {
      RowOperand operand = operands.get(p);
      if (operand.constant() == null) {
        String type = ScalarCode.type(operand.dtype());
        String cast =
            operand.rank() == 0
                ? "((%s) operands[%d]).%sValue()".formatted(box(operand.dtype()), given, type)
                : "(%s[]) operands[%d]".formatted(type, given);
        text.append(
            "%s %s = %s;\n"
                .formatted(
                    primitiveType(operand), List.of("v", "a", "x").get(operand.rank()) + p, cast));
        given++;
      }
    }
    return text.toString();
  }

  private IntStream givenPositions() {
    return IntStream.range(0, operands.size()).filter(p -> operands.get(p).constant() == null);
  }

  private static String primitiveType(RowOperand operand) {
    return ScalarCode.type(operand.dtype()) + (operand.rank() == 0 ? "" : "[]");
  }

  /**
   * The statements that compute a value from primitive arrays.
   *
   * @param many the operand whose elements lie from {@code at} on
   * @param byColumns whether they lie {@code step} apart, not side by side
   * @param target what the value is given to
   */
  String primitiveValue(int many, boolean byColumns, String target) {
    String ofMany = byColumns ? "a%s[at + (%s) * step]" : "a%s[at + (%s)]";
    return READ.matcher(statements + target + " = " + value + ";\n")
        .replaceAll(
            read -> {
              boolean isOneOfMany = Integer.parseInt(read.group(1)) == many;
              return Matcher.quoteReplacement(
                  (isOneOfMany ? ofMany : "a%s[%s]").formatted(read.group(1), read.group(2)));
            });
  }
}
