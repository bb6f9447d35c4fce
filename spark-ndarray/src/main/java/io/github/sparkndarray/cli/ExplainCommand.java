package io.github.sparkndarray.cli;

import io.github.sparkndarray.error.ErrorCode;
import io.github.sparkndarray.error.NDArrayException;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.plan.explain.Describer;
import io.github.sparkndarray.plan.explain.ExplainFormat;
import io.github.sparkndarray.plan.explain.PlanDescription;
import io.github.sparkndarray.plan.physical.ClusterSpec;
import io.github.sparkndarray.plan.physical.MeasuredRun;
import io.github.sparkndarray.plan.physical.PhysicalPlan;
import io.github.sparkndarray.script.ScriptHost;
import io.github.sparkndarray.script.parse.Script;
import io.github.sparkndarray.script.parse.Script.Step;
import io.github.sparkndarray.script.parse.ScriptParser;
import io.github.sparkndarray.script.run.CollectedResults;
import io.github.sparkndarray.script.run.Interpreter;
import io.github.sparkndarray.script.run.Progress;
import io.github.sparkndarray.script.value.Value;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code spark-ndarray explain EXPR|FILE}. */
@Command(
    name = "explain",
    description = "Show how an expression, or each statement of a script, would be computed.")
final class ExplainCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Cli cli;

  @Parameters(paramLabel = "EXPR|FILE", description = "An expression, or a script.")
  private String subject = "";

  @Mixin private final Inputs inputs = new Inputs();

  @Mixin private final AbsentArrays arrays = new AbsentArrays();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description =
          "text, json, svg for a picture, or codegen for the source of the kernels (default:"
              + " ${DEFAULT-VALUE}).")
  private ExplainFormat format = ExplainFormat.TEXT;

  @Option(
      names = "--cluster",
      paramLabel = ClusterOption.FORM,
      converter = ClusterOption.class,
      description =
          "Plan for a cluster that need not be there, for example"
              + " executors=1000,cores=4,memory=16g; bandwidth is in bytes a second (default:"
              + " 10 Gbit/s), and vectors are those of its cores (default: 256 bits).")
  @Nullable private ClusterSpec cluster;

  @Option(
      names = "--measure",
      description =
          "Also compute it, drop what comes of it, and show what that was measured to use beside"
              + " what was projected.")
  private boolean measure;

  @Override
  public void run() {
    if (measure && !(cluster == null && arrays.isEmpty())) {
      throw new ParameterException(
          command.commandLine(),
          "Cannot measure what is not there: leave out --measure, or --cluster and --array");
    }
    boolean isFile = ScriptFile.isFile(subject);
    Script script = isFile ? ScriptFile.parse(subject) : ScriptParser.parse("expression", subject);
    try (Session session = cli.open()) {
      CollectedResults results = new CollectedResults();
      ScriptHost host = measure ? session.host() : new PlanningHost(session.host());
      Interpreter interpreter = new Interpreter(host, results);
      inputs.bind(interpreter, session.host());
      arrays.bind(interpreter);
      PlanPrinter printer = new PlanPrinter(format, cli.out());
      if (isFile) {
        explainSteps(script, interpreter, results, session, printer);
        printer.finish();
      } else {
        explain(requireArrays(interpreter.evaluate(script)), session, printer::print);
      }
    }
  }

  private void explainSteps(
      Script script,
      Interpreter interpreter,
      CollectedResults results,
      Session session,
      PlanPrinter printer) {
    interpreter.run(
        script,
        new Progress() {
          private int seen;

          /** A plan is shown beside its statement. */
          @Override
          public boolean eachAlone() {
            return true;
          }

          @Override
          public void finished(Step step) {
            List<List<Expr>> computations = results.computations();
            for (; seen < computations.size(); seen++) {
              explain(
                  computations.get(seen),
                  session,
                  (plan, description) -> printer.add(step, plan, description));
            }
          }
        });
  }

  private void explain(
      List<Expr> exprs, Session session, BiConsumer<PhysicalPlan, PlanDescription> to) {
    if (measure) {
      MeasuredRun run = session.measure(exprs);
      to.accept(run.plan(), Describer.describe(run));
    } else {
      PhysicalPlan plan = session.plan(exprs, cluster);
      to.accept(plan, Describer.describe(plan));
    }
  }

  private List<Expr> requireArrays(Value value) {
    List<Expr> found = CollectedResults.arraysOf(List.of(value));
    if (found.isEmpty()) {
      throw NDArrayException.of(
          ErrorCode.VALUE, "Cannot explain '%s': there is no array in its value", subject);
    }
    return found;
  }
}
