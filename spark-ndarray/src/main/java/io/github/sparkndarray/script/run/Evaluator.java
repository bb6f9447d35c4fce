package io.github.sparkndarray.script.run;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.PythonScalar;
import io.github.sparkndarray.script.ScriptException;
import io.github.sparkndarray.script.function.Language;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ArgumentContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ArgumentsContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.AttributeContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.BinaryContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.CallContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ComparisonContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ConjunctionContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.EllipsisContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.EvaluationContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ExpressionContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ExpressionsContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.FalseContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.FloatContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ImaginaryContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ImportingContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.IndexSubscriptContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.IntegerContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ListContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.NameContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.NegationContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.NoneContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.OperandContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.OperationContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.ParenthesizedContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.PlainAtomContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.PlainComparisonContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.PrimaryContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.SliceSubscriptContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.StringContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.SubscriptionContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.SubscriptsContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.TrueContext;
import io.github.sparkndarray.script.parse.NumPyScriptParser.UnaryContext;
import io.github.sparkndarray.script.parse.NumPyScriptParserBaseVisitor;
import io.github.sparkndarray.script.parse.NumberText;
import io.github.sparkndarray.script.parse.Places;
import io.github.sparkndarray.script.parse.TreeShapes;
import io.github.sparkndarray.script.print.PercentTemplate;
import io.github.sparkndarray.script.value.Arguments;
import io.github.sparkndarray.script.value.Conversions;
import io.github.sparkndarray.script.value.Environment;
import io.github.sparkndarray.script.value.Formatted;
import io.github.sparkndarray.script.value.Membership;
import io.github.sparkndarray.script.value.Operators;
import io.github.sparkndarray.script.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/** The value of every form of the grammar. Arrays stay lazy. */
final class Evaluator extends NumPyScriptParserBaseVisitor<Value> {
  private final Namespace names;
  private final Environment environment;
  private final Subscripts subscripts;
  private final Assignments assignments;
  private final FormattedStrings strings;

  Evaluator(Namespace names, Environment environment) {
    this.names = names;
    this.environment = environment;
    this.subscripts = new Subscripts(environment);
    this.assignments = new Assignments(names, environment, this::visit);
    this.strings =
        new FormattedStrings(this::visit, formatted -> Language.text(formatted, environment));
  }

  @Override
  protected Value defaultResult() {
    throw new NDArrayException(ErrorCode.INTERNAL, "a form of the grammar that has no value");
  }

  /** Tells an error apart by the innermost form that it comes from. */
  @Override
  public Value visit(ParseTree tree) {
    return placed(tree, () -> super.visit(tree));
  }

  private static Value placed(ParseTree tree, Supplier<Value> value) {
    try {
      return value.get();
    } catch (ScriptException | PlacedException e) {
      throw e;
    } catch (NDArrayException e) {
      throw tree instanceof ParserRuleContext form
          ? new PlacedException(Places.ofMistake(form), e)
          : e;
    }
  }

  @Override
  public Value visitImporting(ImportingContext context) {
    // The parser has seen that the names are np and nd, which are always there.
    return Value.NONE;
  }

  /** An assignment, whose value is {@code None}, or an expression. */
  @Override
  public Value visitEvaluation(EvaluationContext context) {
    List<ExpressionsContext> sides = context.expressions();
    Value value = visit(sides.get(sides.size() - 1));
    if (context.AUGMENTED_ASSIGNMENT() != null) {
      String symbol = context.AUGMENTED_ASSIGNMENT().getText();
      Operator operator =
          symbol.equals("@=") ? null : Operators.of(symbol.substring(0, symbol.length() - 1), 2);
      Optional<PrimaryContext> target = TreeShapes.primary(sides.get(0).expression(0));
      if (target.isPresent() && target.get() instanceof SubscriptionContext elements) {
        assignments.augment(elements, operator, value);
      } else if (target.isPresent() && target.get() instanceof AttributeContext part) {
        assignments.augment(part, operator, value);
      } else {
        assignments.augment(sides.get(0).getText(), operator, value);
      }
      return Value.NONE;
    }
    sides.subList(0, sides.size() - 1).forEach(target -> assignments.assign(target, value));
    return sides.size() == 1 ? value : Value.NONE;
  }

  @Override
  public Value visitExpressions(ExpressionsContext context) {
    return TreeShapes.isTuple(context)
        ? Value.Sequence.tuple(values(context))
        : visit(context.expression(0));
  }

  private List<Value> values(ExpressionsContext context) {
    return context.expression().stream().map(this::visit).toList();
  }

  @Override
  public Value visitExpression(ExpressionContext context) {
    Value value = visit(context.conjunction(0));
    for (int i = 1; i < context.conjunction().size() && !truth(value); i++) {
      value = visit(context.conjunction(i));
    }
    return value;
  }

  @Override
  public Value visitConjunction(ConjunctionContext context) {
    Value value = visit(context.inversion(0));
    for (int i = 1; i < context.inversion().size() && truth(value); i++) {
      value = visit(context.inversion(i));
    }
    return value;
  }

  @Override
  public Value visitNegation(NegationContext context) {
    return Value.of(!truth(visit(context.inversion())));
  }

  @Override
  public Value visitPlainComparison(PlainComparisonContext context) {
    return visit(context.comparison());
  }

  /** {@code a < b < c} is {@code a < b and b < c}. */
  @Override
  public Value visitComparison(ComparisonContext context) {
    List<OperationContext> operands = context.operation();
    Value left = visit(operands.get(0));
    Value result = left;
    for (int i = 1; i < operands.size(); i++) {
      if (i > 1 && !truth(result)) {
        return result;
      }
      Value right = visit(operands.get(i));
      result = compared(context.comparator(i - 1).getText(), left, right);
      left = right;
    }
    return result;
  }

  private Value compared(String symbol, Value left, Value right) {
    return switch (symbol) {
      case "in" -> Value.of(Membership.has(right, left, environment));
      case "notin" -> Value.of(!Membership.has(right, left, environment));
      default -> Operators.binary(Operators.of(symbol, 2), left, right, environment);
    };
  }

  private boolean truth(Value value) {
    return Conversions.truth(value, environment);
  }

  @Override
  public Value visitOperand(OperandContext context) {
    return visit(context.primary());
  }

  @Override
  public Value visitUnary(UnaryContext context) {
    String symbol = context.operator.getText();
    return Operators.unary(Operators.of(symbol, 1), visit(context.operation()));
  }

  @Override
  public Value visitBinary(BinaryContext context) {
    return made(computed(context));
  }

  private Value computed(BinaryContext context) {
    Value left = visit(context.operation(0));
    Value right = visit(context.operation(1));
    String symbol = context.operator.getText();
    if (symbol.equals("%") && left instanceof Value.Text template) {
      return PercentTemplate.of(template.text(), right);
    }
    return symbol.equals("@")
        ? Operators.matmul(left, right, environment)
        : Operators.binary(Operators.of(symbol, 2), left, right, environment);
  }

  @Override
  public Value visitPlainAtom(PlainAtomContext context) {
    return visit(context.atom());
  }

  @Override
  public Value visitAttribute(AttributeContext context) {
    return Language.attribute(visit(context.primary()), context.NAME().getText());
  }

  @Override
  public Value visitCall(CallContext context) {
    return made(called(context));
  }

  private Value called(CallContext context) {
    Value callee = visit(context.primary());
    if (!(callee instanceof Value.Callable function)) {
      throw NDArrayException.of(ErrorCode.VALUE, "'%s' object is not callable", callee.typeName());
    }
    boolean prints = Language.isPrint(function);
    return function.call(argumentsOf(context.arguments(), prints), environment);
  }

  private Arguments argumentsOf(@Nullable ArgumentsContext context, boolean prints) {
    List<Value> positional = new ArrayList<>();
    Map<String, Value> named = new LinkedHashMap<>();
    if (context != null) {
      for (ArgumentContext argument : context.argument()) {
        ExpressionContext expression = argument.expression();
        if (argument.NAME() == null) {
          positional.add(prints ? printed(expression) : visit(expression));
        } else {
          named.put(argument.NAME().getText(), visit(expression));
        }
      }
    }
    return new Arguments(positional, named);
  }

  @Override
  public Value visitSubscription(SubscriptionContext context) {
    Value base = visit(context.primary());
    return subscripts.get(base, visit(context.subscripts()));
  }

  @Override
  public Value visitSubscripts(SubscriptsContext context) {
    return TreeShapes.isTuple(context)
        ? Value.Sequence.tuple(context.subscript().stream().map(this::visit).toList())
        : visit(context.subscript(0));
  }

  @Override
  public Value visitIndexSubscript(IndexSubscriptContext context) {
    return visit(context.expression());
  }

  @Override
  public Value visitSliceSubscript(SliceSubscriptContext context) {
    return new Value.Slice(orNone(context.start), orNone(context.stop), orNone(context.step));
  }

  private Value orNone(@Nullable ExpressionContext context) {
    return context == null ? Value.NONE : visit(context);
  }

  @Override
  public Value visitName(NameContext context) {
    return names.get(context.getText());
  }

  @Override
  public Value visitInteger(IntegerContext context) {
    return new Value.Scalar(PythonScalar.of(NumberText.integer(context.getText())));
  }

  @Override
  public Value visitFloat(FloatContext context) {
    return Value.of(NumberText.real(context.getText()));
  }

  @Override
  public Value visitImaginary(ImaginaryContext context) {
    String digits = context.getText();
    return Value.of(0.0, NumberText.real(digits.substring(0, digits.length() - 1)));
  }

  @Override
  public Value visitString(StringContext context) {
    return made(strings.of(context));
  }

  /** A string whose arrays are computed. */
  private Value made(Value value) {
    return value instanceof Formatted formatted
        ? new Value.Text(Language.text(formatted, environment))
        : value;
  }

  /** The value of what is printed: a string that is formatted waits until it is. */
  private Value printed(ExpressionContext context) {
    ParseTree tree = TreeShapes.core(context);
    return placed(
        tree,
        () -> {
          if (tree instanceof StringContext string) {
            return strings.of(string);
          }
          if (tree instanceof CallContext call) {
            return called(call);
          }
          return tree instanceof BinaryContext binary ? computed(binary) : super.visit(tree);
        });
  }

  @Override
  public Value visitTrue(TrueContext context) {
    return Value.of(true);
  }

  @Override
  public Value visitFalse(FalseContext context) {
    return Value.of(false);
  }

  @Override
  public Value visitNone(NoneContext context) {
    return Value.NONE;
  }

  @Override
  public Value visitEllipsis(EllipsisContext context) {
    return new Value.Ellipsis();
  }

  @Override
  public Value visitParenthesized(ParenthesizedContext context) {
    return context.expressions() == null
        ? Value.Sequence.tuple(List.of())
        : visit(context.expressions());
  }

  @Override
  public Value visitList(ListContext context) {
    return Value.Sequence.list(
        context.expressions() == null ? List.of() : values(context.expressions()));
  }
}
