package io.github.sparkndarray.integration;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.script.ScriptHost;
import io.github.sparkndarray.script.parse.ScriptParser;
import io.github.sparkndarray.script.run.Interpreter;
import io.github.sparkndarray.script.run.PrintedResults;
import io.github.sparkndarray.script.value.ArrayValue;
import io.github.sparkndarray.script.value.Value;
import java.util.List;

/** Runs scripts by the language's interpreter on a host. */
record InterpretedScript(ScriptHost host) implements ScriptRunner {
  private static final String FILE = "fixture";

  @Override
  public HostArray evaluate(String script) {
    Interpreter interpreter = new Interpreter(host, new PrintedResults(host, text -> {}));
    return host.compute(List.of(expr(interpreter.evaluate(ScriptParser.parse(FILE, script)))))
        .get(0);
  }

  @Override
  public List<HostArray> evaluate(String script, List<String> expressions) {
    Interpreter interpreter = new Interpreter(host, new PrintedResults(host, text -> {}));
    interpreter.evaluate(ScriptParser.parse(FILE, script));
    return host.compute(
        expressions.stream()
            .map(line -> expr(interpreter.evaluate(ScriptParser.parse(line, line))))
            .toList());
  }

  private static Expr expr(Value value) {
    if (value instanceof ArrayValue array) {
      return array.expr();
    }
    if (value instanceof Value.Scalar scalar) {
      return scalar.scalar().as(scalar.scalar().kind().defaultDType());
    }
    throw new AssertionError("The script gave neither an array nor a number: " + value);
  }

  @Override
  public String print(String script) {
    StringBuilder out = new StringBuilder();
    new Interpreter(host, new PrintedResults(host, out::append))
        .run(ScriptParser.parse(FILE, script));
    return out.toString();
  }
}
