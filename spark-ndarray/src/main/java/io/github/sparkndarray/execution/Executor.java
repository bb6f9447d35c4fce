package io.github.sparkndarray.execution;

import io.github.sparkndarray.arrow.chunk.HostArray;
import io.github.sparkndarray.dtype.DType;
import io.github.sparkndarray.expr.Complex;
import io.github.sparkndarray.expr.Constant;
import io.github.sparkndarray.expr.Elementwise;
import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.expr.Operator;
import io.github.sparkndarray.expr.Persist;
import io.github.sparkndarray.expr.Shuffled;
import io.github.sparkndarray.io.ArraySink;
import io.github.sparkndarray.plan.logical.LogicalPlan;
import io.github.sparkndarray.plan.logical.Lowering;
import io.github.sparkndarray.plan.logical.SharedWork;
import io.github.sparkndarray.plan.physical.ClusterSpec;
import io.github.sparkndarray.plan.physical.MeasuredRun;
import io.github.sparkndarray.plan.physical.PhysicalPlan;
import io.github.sparkndarray.plan.physical.PlanChoice;
import io.github.sparkndarray.plan.physical.PlanSettings;
import io.github.sparkndarray.plan.physical.Sink;
import io.github.sparkndarray.plan.physical.Stage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.jdk.javaapi.CollectionConverters;

/** Plans and runs expressions: the one way from the lazy graph to its values. */
public final class Executor {
  private final SparkAccess spark;
  private final Map<String, String> configuration;
  private final Progress progress;
  private final RunHistory history = new RunHistory();

  /**
   * An executor on the given session.
   *
   * @param configuration settings for as long as the session has not been started
   */
  public Executor(SparkAccess spark, Map<String, String> configuration, Progress progress) {
    this.spark = spark;
    this.configuration = Map.copyOf(configuration);
    this.progress = progress;
  }

  /** The values of the given expressions, computed together and brought to the driver. */
  public List<HostArray> collect(List<Expr> outputs) {
    return Complex.whole(outputs, run(Complex.parts(outputs), Sink.COLLECT, List.of()));
  }

  /** Computes the given expressions together, block by block, and drops them. */
  public void drop(List<Expr> outputs) {
    run(Complex.parts(outputs), Sink.DROP, List.of());
  }

  /**
   * Computes the given expressions, none of them complex, together and writes each to its sink as
   * it is made.
   */
  public void write(List<Expr> outputs, List<ArraySink> sinks) {
    boolean inSlabs = sinks.stream().allMatch(ArraySink::takesSlabs);
    run(outputs, inSlabs ? Sink.WRITE_SLABS : Sink.WRITE, sinks);
  }

  /**
   * Computes the given expressions together and keeps them where plans keep what later stages read:
   * in the cluster's memory and on its disks, or small ones on the driver. They are freed when
   * nobody refers to them any more.
   *
   * @return for each an {@link io.github.sparkndarray.expr.Stored} of a cluster's chunks, or a
   *     {@link io.github.sparkndarray.expr.Literal}
   */
  public List<Expr> keep(List<Expr> outputs) {
    List<Persist> kept = outputs.stream().map(Persist::of).toList();
    drop(List.copyOf(kept));
    return kept.stream().map(Persist::source).toList();
  }

  /**
   * Of the elements of an array those where a mask is true, found block by block, without the whole
   * array anywhere, when the RDD is computed.
   *
   * @param mask bool, of the array's shape
   * @return for each block an int64 array of indices for each axis, then the elements, all of the
   *     same length
   */
  public JavaRDD<List<HostArray>> select(Expr mask, Expr array) {
    List<Expr> both = selected(mask, array);
    // What is shuffled for it stays until Spark finds that nobody refers to the RDD any more.
    ShuffledArrays shuffled = shuffledArrays();
    try {
      PhysicalPlan plan = plan(both, shuffled.compute(both), Sink.SELECT);
      PlanRun run = new PlanRun(plan, this::context, List.of(), progress);
      try {
        return run.results(new SelectedElements()).map(BlockResult::arrays);
      } catch (RuntimeException e) {
        run.close();
        throw e;
      }
    } catch (RuntimeException e) {
      shuffled.close();
      throw e;
    }
  }

  /** How {@link #select} would find them. */
  public PhysicalPlan planSelection(Expr mask, Expr array) {
    return plan(selected(mask, array), Sink.SELECT);
  }

  private static List<Expr> selected(Expr mask, Expr array) {
    Expr everywhere = Constant.of(DType.BOOL, 1).filling(array.shape());
    // Both are of one shape and computed in one pass, whatever they are.
    Expr where = Elementwise.of(Operator.BITWISE_AND, mask, everywhere);
    Expr nothing = Constant.of(array.dtype(), 0).filling(array.shape());
    return List.of(where, Elementwise.of(Operator.WHERE, where, array, nothing));
  }

  /** How the given expressions would be computed. */
  public PhysicalPlan plan(List<Expr> outputs, Sink sink) {
    return plan(Complex.parts(outputs), Map.of(), sink);
  }

  private PhysicalPlan plan(List<Expr> outputs, Map<Shuffled, Expr> shuffled, Sink sink) {
    Function<SharedWork, LogicalPlan> lowering =
        sharedWork -> Lowering.lower(outputs, shuffled, sharedWork);
    if (!spark.isStarted()) {
      // A plan that needs no cluster must not start one.
      ClusterSpec here = ClusterProbe.unstarted(configuration);
      PhysicalPlan plan =
          PlanChoice.plan(lowering, sink, here, NDArraySettings.read(configuration));
      if (plan.stages().stream().allMatch(Stage::onDriver)) {
        return plan;
      }
    }
    return PlanChoice.plan(lowering, sink, cluster(), settings());
  }

  /** How the given expressions would be computed on a cluster that need not be there. */
  public PhysicalPlan plan(List<Expr> outputs, Sink sink, ClusterSpec elsewhere) {
    PlanSettings set = spark.isStarted() ? settings() : NDArraySettings.read(configuration);
    List<Expr> parts = Complex.parts(outputs);
    return PlanChoice.plan(
        sharedWork -> Lowering.lower(parts, Map.of(), sharedWork), sink, elsewhere, set);
  }

  /**
   * What the last run that computed just the given expressions together was measured to use;
   * nothing if there was none that went well.
   */
  public Optional<MeasuredRun> measured(List<Expr> outputs) {
    return history.of(Complex.parts(outputs));
  }

  private List<HostArray> run(List<Expr> outputs, Sink sink, List<ArraySink> sinks) {
    if (outputs.isEmpty()) {
      return List.of();
    }
    try (ShuffledArrays shuffled = shuffledArrays()) {
      PhysicalPlan plan = plan(outputs, shuffled.compute(outputs), sink);
      try (PlanRun run = new PlanRun(plan, this::context, sinks, progress)) {
        List<HostArray> results = run.run();
        history.add(outputs, new MeasuredRun(plan, run.measured()));
        return results;
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      // Spark's own, which it does not declare: tasks fail where shuffled arrays are made or read.
      throw TaskFailure.asUserError(e);
    }
  }

  private ShuffledArrays shuffledArrays() {
    boolean started = spark.isStarted();
    return new ShuffledArrays(
        started ? settings() : NDArraySettings.read(configuration),
        started ? cluster() : ClusterProbe.unstarted(configuration),
        this::context,
        new ShuffledArrays.Inputs() {
          @Override
          public void compute(List<Expr> arrays, Map<Shuffled, Expr> shuffled) {
            computeFor(arrays, shuffled, Sink.DROP);
          }

          @Override
          public List<HostArray> collect(List<Expr> arrays, Map<Shuffled, Expr> shuffled) {
            return computeFor(arrays, shuffled, Sink.COLLECT);
          }
        });
  }

  /** Computes arrays for a run that needs them. */
  private List<HostArray> computeFor(List<Expr> arrays, Map<Shuffled, Expr> shuffled, Sink sink) {
    PhysicalPlan plan = plan(arrays, shuffled, sink);
    try (PlanRun run = new PlanRun(plan, this::context, List.of(), progress)) {
      return run.run();
    }
  }

  private ClusterSpec cluster() {
    return ClusterProbe.of(spark.session().sparkContext());
  }

  private PlanSettings settings() {
    return NDArraySettings.read(CollectionConverters.asJava(spark.session().conf().getAll()));
  }

  private JavaSparkContext context() {
    return JavaSparkContext.fromSparkContext(spark.session().sparkContext());
  }
}
