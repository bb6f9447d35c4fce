package io.github.sparkndarray.plan.explain;

import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.kernel.LoopNest;
import io.github.sparkndarray.kernel.Output;
import io.github.sparkndarray.kernel.Scalar;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A nest's body as lines of NumPy-like text; what is used more than once is given a name. */
final class BodyText {
  private static final int ATOM = 10;
  private static final int UNARY = 9;

  /** From here on Python writes an exponent, as Java does from 10^7 on. */
  private static final double LARGEST_WHOLE = 1e16;

  private final Map<Scalar, Integer> uses = new IdentityHashMap<>();
  private final Map<Scalar, String> names = new IdentityHashMap<>();
  private final List<String> lines = new ArrayList<>();

  private BodyText() {}

  static List<String> lines(LoopNest nest) {
    BodyText text = new BodyText();
    nest.outputs().forEach(output -> text.count(output.body()));
    int reducedFrom = nest.parallelRank();
    int[] reduced = IntStream.range(reducedFrom, reducedFrom + nest.reducedRank()).toArray();
    for (int i = 0; i < nest.outputs().size(); i++) {
      Output output = nest.outputs().get(i);
      String body =
          output.reduction() == null
              ? text.of(output.body(), 0)
              : reduction(output) + axes(reduced) + text.call(output.body());
      text.lines.add("out" + i + " = " + body);
    }
    return text.lines;
  }

  private static String reduction(Output output) {
    String name = output.reducing().numpyName();
    return output.reducing().isWide() ? name + output.slots() : name;
  }

  private void count(Scalar node) {
    if (uses.merge(node, 1, Integer::sum) == 1) {
      node.inputs().forEach(this::count);
    }
  }

  private String call(Scalar argument) {
    return "(" + of(argument, 0) + ")";
  }

  /** The node's text, in parentheses where it binds less than its surroundings. */
  private String of(Scalar node, int around) {
    String name = names.get(node);
    if (name != null) {
      return name;
    }
    boolean shared =
        uses.getOrDefault(node, 0) > 1
            && !(node instanceof Scalar.Load || node instanceof Scalar.Value);
    if (!shared) {
      return plain(node, around);
    }
    String text = plain(node, 0);
    String given = "t" + names.size();
    names.put(node, given);
    lines.add(given + " = " + text);
    return given;
  }

  /** An operation alone, for example {@code a - b}; a dot stands for what another one makes. */
  static String operation(Scalar node) {
    BodyText text = new BodyText();
    for (Scalar input : node.inputs()) {
      if (!(input instanceof Scalar.Load || input instanceof Scalar.Value)) {
        text.names.put(input, "·");
      }
    }
    return text.plain(node, 0);
  }

  private String plain(Scalar node, int around) {
    if (node instanceof Scalar.Load load) {
      return operandName(load.operand());
    }
    if (node instanceof Scalar.Value value) {
      return value.dtype().isFloat() ? real(value.real()) : Long.toString(value.integer());
    }
    if (node instanceof Scalar.Cast cast) {
      return cast.dtype() + call(cast.inputs().get(0));
    }
    if (node instanceof Scalar.Inner inner) {
      return inner.reduction().numpyName() + axes(inner.axes()) + call(inner.inputs().get(0));
    }
    Scalar.Apply apply = (Scalar.Apply) node;
    Operator operator = apply.operator();
    if (operator.symbol().isEmpty()) {
      return operator.numpyName()
          + apply.inputs().stream()
              .map(input -> of(input, 0))
              .collect(Collectors.joining(", ", "(", ")"));
    }
    int binding = binding(operator);
    String text =
        operator.arity() == 1
            ? operator.symbol() + of(apply.inputs().get(0), UNARY)
            : of(apply.inputs().get(0), binding)
                + " "
                + operator.symbol()
                + " "
                + of(apply.inputs().get(1), binding + 1);
    return binding < around ? "(" + text + ")" : text;
  }

  private static String real(double value) {
    boolean isWhole = value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE;
    return isWhole
        ? String.format(Locale.ROOT, "%.1f", value)
        : Double.toString(value).replace("Infinity", "inf").replace("NaN", "nan");
  }

  /** Python's precedence of an operator that has a symbol. */
  private static int binding(Operator operator) {
    return switch (operator) {
      case EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> 1;
      case BITWISE_OR -> 2;
      case BITWISE_XOR -> 3;
      case BITWISE_AND -> 4;
      case ADD, SUBTRACT -> 6;
      case MULTIPLY, DIVIDE, FLOOR_DIVIDE, REMAINDER -> 7;
      case POWER -> ATOM - 2;
      default -> UNARY;
    };
  }

  private static String axes(int[] axes) {
    return IntStream.of(axes).mapToObj(AxisNames::of).collect(Collectors.joining(",", "_", ""));
  }

  /** {@code a}, {@code b}, … for the nest's operands. */
  static String operandName(int operand) {
    return operand < 8 ? String.valueOf((char) ('a' + operand)) : "a" + operand;
  }
}
