package io.github.sparkndarray.execution;

import io.github.sparkndarray.expr.Expr;
import io.github.sparkndarray.plan.physical.MeasuredRun;
import io.github.sparkndarray.plan.physical.PhysicalPlan;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The last runs of expressions, for as long as somebody holds the expression. Older ones are
 * forgotten, as plans hold what they read: a long loop would hold what each of its steps was. So
 * are all where memory runs out, as what is shuffled in local mode may be large.
 */
final class RunHistory {
  private static final int MOST = 64;

  private final Map<Expr, Entry> byFirst = new WeakHashMap<>();
  private final Deque<WeakReference<Entry>> inOrder = new ArrayDeque<>();

  private record Entry(List<WeakReference<Expr>> outputs, SoftReference<MeasuredRun> run) {
    boolean isOf(List<Expr> others) {
      boolean same = outputs.size() == others.size();
      for (int i = 0; same && i < others.size(); i++) {
        same = outputs.get(i).refersTo(others.get(i));
      }
      return same;
    }
  }

  synchronized void add(List<Expr> outputs, MeasuredRun run) {
    List<WeakReference<Expr>> weakly = outputs.stream().map(WeakReference::new).toList();
    Entry entry = new Entry(weakly, new SoftReference<>(withoutNodes(run)));
    byFirst.put(outputs.get(0), entry);
    inOrder.addLast(new WeakReference<>(entry));
    if (inOrder.size() > MOST) {
      forget(inOrder.removeFirst().get());
    }
  }

  private void forget(@Nullable Entry oldest) {
    Expr first = oldest == null ? null : oldest.outputs().get(0).get();
    if (first != null) {
      byFirst.remove(first, oldest);
    }
  }

  /** The run without the expressions that it kept arrays for: they could never be collected. */
  private static MeasuredRun withoutNodes(MeasuredRun run) {
    PhysicalPlan plan = run.plan();
    return new MeasuredRun(
        new PhysicalPlan(plan.stages(), plan.outputs(), plan.cluster(), plan.sink(), List.of()),
        run.stages());
  }

  /** The last run that computed just these outputs together. */
  synchronized Optional<MeasuredRun> of(List<Expr> outputs) {
    return outputs.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(byFirst.get(outputs.get(0)))
            .filter(entry -> entry.isOf(outputs))
            .flatMap(entry -> Optional.ofNullable(entry.run().get()));
  }
}
